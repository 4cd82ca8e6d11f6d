"""A reload: a new version built beside the active one, checked, then switched to."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path

import numpy as np

from knowledge.documents import Document, Passage, text_digest
from knowledge.errors import BrokenVersion, KnowledgeError, NoVersion, StoreFailed
from knowledge.formats import Unpack, no_archives, read_document
from knowledge.passages import split
from knowledge.ports import (
    Contents,
    Embedder,
    KnowledgeStore,
    Manifest,
    ModelCard,
    Vectors,
    VectorStore,
)
from knowledge.programs import Program
from knowledge.records import BadRecord, encode
from knowledge.versions.base import KnowledgeBase, check_model, open_active, open_previous
from knowledge.versions.beside import Beside, nothing_beside, together
from knowledge.versions.checks import check_contents, check_index, check_loss, check_questions
from knowledge.versions.collecting import Collected, Extract, Progress, Read, Readers, collect
from knowledge.versions.lock import sole_builder
from knowledge.versions.readings import NoReadings, Readings, Recalled
from knowledge.versions.report import Gone, ReloadReport, compare_documents, compare_programs

AT_ONCE = 64  # texts to the embedding model between two reports of progress
KNOWN_AT_ONCE = 1_000  # vectors read from the store at a time


def no_programs(_: Document) -> Sequence[Program]:
    """Wins nothing from a document without front matter."""
    return ()


def no_progress(_stage: str, _done: int, _of: int) -> None:
    """Tells nobody."""


def utc_now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Versions:
    """The versions of the knowledge: open, build, undo. Calls block; an event loop runs them in a
    thread. ``documents`` is a directory, ``lock`` a file beside the stores; ``progress`` hears the
    stage (``read``, ``embed``, ``write``), how much is done and of how much. ``readings`` keeps what
    was read for the next reload by the same ``release`` of what reads.
    """

    documents: Path
    store: KnowledgeStore
    vectors: VectorStore
    embedder: Embedder
    lock: Path
    extract: Extract = no_programs
    read: Read = read_document
    unpack: Unpack = no_archives
    progress: Progress = no_progress
    beside: Beside = nothing_beside
    now: Callable[[], datetime] = utc_now
    readings: Readings = field(default_factory=NoReadings)
    release: str = ""

    def open_active(self) -> KnowledgeBase:
        """What answers are given from. Raises ``NoVersion`` or ``ForeignModel``."""
        return open_active(self.store, self.embedder.card)

    def open_previous(self) -> KnowledgeBase:
        """The version before it. Raises ``NoVersion`` or ``ForeignModel``."""
        return open_previous(self.store, self.embedder.card)

    def reload(self, *, dry_run: bool = False, unattended: bool = False) -> ReloadReport:
        """Loads what changed in ``documents``; with ``dry_run`` only says what would change.

        The active version stays until the new one has passed its checks. Raises ``NoDocuments``,
        ``ReloadRunning`` or ``BrokenVersion``, where it is ``unattended`` also ``HeavyLoss``; a
        document that fails is named in the report.
        """
        with sole_builder(self.lock, self.now()):
            manifest = self.store.active()
            active = self._read(manifest)
            recalled = Recalled(self.readings, self.release)
            collected = self._collect(active, recalled)
            contents = _contents(collected)
            report = _report(active, contents, collected)
            if unattended:
                check_loss(report.programs)
            version = manifest.version if manifest else ""
            if not dry_run:
                fingerprint = _fingerprint(contents, self.embedder.card)
                if not (manifest and self._stands(manifest, fingerprint)):
                    version = self._build(contents, fingerprint)
                recalled.forget_the_rest()
            return replace(report, version=version)

    def rollback(self) -> str:
        """Back to the version before, whose name it gives; the one left stays for the way forward.

        Raises ``NoVersion`` where there is none, ``ForeignModel`` where it is of another model.
        """
        with sole_builder(self.lock, self.now()):
            previous = self.store.previous()
            if previous is None:
                raise NoVersion("there is no earlier version to go back to")
            check_model(previous, self.embedder.card)
            self.vectors.open(previous.version)
            self.store.activate(previous.version)
        return previous.version

    def _read(self, manifest: Manifest | None) -> Contents:
        """What is compared with; rows of another release of this program count as none."""
        try:
            return self.store.read(manifest.version) if manifest else Contents()
        except BadRecord:
            return Contents()

    def _collect(self, active: Contents, recalled: Recalled) -> Collected:
        readers = Readers(self.read, self.extract, self.unpack, recalled)
        try:
            return together(
                collect(self.documents, readers, active, self.progress),
                self.beside(readers, active, self.progress),
            )
        finally:
            recalled.flush()

    def _build(self, contents: Contents, fingerprint: str) -> str:
        self._sweep()
        stored = [m for m in self.store.manifests() if self._stands(m, fingerprint)]
        version = stored[-1].version if stored else self._written(contents, fingerprint)
        self.store.activate(version)
        self._sweep()
        self.store.forget_vectors()
        return version

    def _stands(self, manifest: Manifest, fingerprint: str) -> bool:
        """Whether it holds just this, and its vectors have been neither lost nor damaged."""
        if manifest.fingerprint != fingerprint or manifest.version not in self.vectors.versions():
            return False
        try:
            self.vectors.open(manifest.version)
        except KnowledgeError:
            return False
        return True

    def _written(self, contents: Contents, fingerprint: str) -> str:
        check_contents(contents)
        vectors = self._embed([passage.text for passage in contents.passages])
        manifest = Manifest(
            f"{self.now():%Y%m%dT%H%M%S}-{fingerprint[:8]}",
            self.now(),
            self.embedder.card,
            fingerprint,
            len(contents.documents),
            len(contents.programs),
            len(contents.passages),
        )
        self.progress("write", 0, len(vectors))
        try:
            self._index(manifest.version, contents, vectors)
        except OSError as error:
            raise StoreFailed(f"the search index cannot be written: {error}") from error
        try:
            index = self.vectors.open(manifest.version)
            check_index(index, contents.passages, vectors)
            check_questions(index, contents, self.embedder)
        except BrokenVersion:
            self.vectors.drop(manifest.version)
            raise
        self.store.write(manifest, contents)
        self.progress("write", len(vectors), len(vectors))
        return manifest.version

    def _embed(self, texts: Sequence[str]) -> Vectors:
        """Rows for ``texts``, float32; only those are computed that no version has seen.

        All are in memory once: a version of 100,000 passages has 150 MB of them.
        """
        card, places = self.embedder.card, _places(texts)
        vectors = np.empty((len(texts), card.dimension), np.float32)
        digests, new = list(places), list[str]()
        for start in range(0, len(digests), KNOWN_AT_ONCE):
            some = digests[start : start + KNOWN_AT_ONCE]
            known = self.store.vectors(card, some)
            _fill(vectors, places, known)
            new += [digest for digest in some if digest not in known]
        for start in range(0, len(new), AT_ONCE):
            some = new[start : start + AT_ONCE]
            rows = self.embedder.passages([texts[places[digest][0]] for digest in some])
            fresh = dict(zip(some, rows, strict=True))
            self.store.keep_vectors(card, fresh)
            _fill(vectors, places, fresh)
            self.progress("embed", start + len(some), len(new))
        return vectors

    def _index(self, version: str, contents: Contents, vectors: Vectors) -> None:
        documents = {document.id: document for document in contents.documents}
        self.vectors.build(
            version,
            [p.id for p in contents.passages],
            vectors,
            [p.text for p in contents.passages],
            [_metadata(p, documents[p.document]) for p in contents.passages],
        )

    def _sweep(self) -> None:
        """Drops all but the active and the previous version, also what a killed reload left."""
        kept = {m.version for m in (self.store.active(), self.store.previous()) if m}
        for version in {m.version for m in self.store.manifests()} - kept:
            self.store.drop(version)
        for version in set(self.vectors.versions()) - kept:
            self.vectors.drop(version)


def _places(texts: Sequence[str]) -> dict[str, list[int]]:
    """By digest, where each text stands."""
    places: dict[str, list[int]] = {}
    for row, text in enumerate(texts):
        places.setdefault(text_digest(text), []).append(row)
    return places


def _fill(vectors: Vectors, places: Mapping[str, list[int]], known: Mapping[str, Vectors]) -> None:
    for digest, vector in known.items():
        vectors[places[digest]] = vector


def _metadata(passage: Passage, document: Document) -> dict[str, str]:
    """``title`` is in the passage's language where the document has one in it."""
    return {
        "document": passage.document,
        "language": passage.language.value,
        "program": passage.program or "",
        "title": document.titles.within(passage.language) or document.title,
    }


def _contents(collected: Collected) -> Contents:
    documents = tuple(document for document, _ in collected.entries)
    programs = tuple(program for _, found in collected.entries for program in found)
    passages = tuple(
        passage
        for document, found in collected.entries
        for passage in split(document, found[0] if len(found) == 1 else None)
    )
    return Contents(documents, programs, passages)


def _report(active: Contents, contents: Contents, collected: Collected) -> ReloadReport:
    added, changed, removed = compare_documents(active.documents, contents.documents)
    there = {document.id for document in contents.documents}

    def gone(program: Program) -> Gone:
        if program.document not in there:
            return collected.gone.get(program.document, Gone.FILE_REMOVED)
        return collected.gone.get(program.id, Gone.NOT_READ)

    return ReloadReport(
        "",
        added,
        changed,
        removed,
        len(contents.documents) - len(added) - len(changed),
        collected.failed,
        compare_programs(active.programs, contents.programs, gone),
    )


def _fingerprint(contents: Contents, model: ModelCard) -> str:
    """SHA-256 over all that a version would hold, and its model."""
    places = [(p.id, p.start, p.end, p.headings) for p in contents.passages]
    held = [encode(model), encode(contents.documents), encode(contents.programs), places]
    return hashlib.sha256(json.dumps(held, ensure_ascii=False).encode()).hexdigest()
