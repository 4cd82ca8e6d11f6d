"""The files of all sources to what a version holds, beside the documents folder."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

from knowledge.documents import Document, Failure
from knowledge.errors import UnreadableDocument
from knowledge.ports import Contents
from knowledge.programs import Program
from knowledge.sources.catalogue import DRAWN_UP
from knowledge.sources.joining import Sourced, joined
from knowledge.sources.model import Record
from knowledge.sources.shelf import RecordFolder
from knowledge.versions.checks import unquoted
from knowledge.versions.collecting import Collected, Progress, Readers, by_document
from knowledge.versions.readings import Entry
from knowledge.versions.report import Gone


@dataclass(frozen=True, slots=True)
class SourcesFolder:
    """``DATA_DIR/sources``: one folder for each source."""

    path: Path

    def folder(self, source: str) -> RecordFolder:
        return RecordFolder(self.path / source)

    def collect(self, readers: Readers, active: Contents, progress: Progress) -> Collected:
        """Every record of every known source, joined. A record that cannot be read now stays as
        it was in ``active``. Nothing at all is fine.
        """
        reading = _Reading(readers, by_document(active))
        for source in DRAWN_UP:
            folder = self.folder(source)
            records = list(folder.records())
            for number, item in enumerate(records, 1):
                reading.take(item, folder)
                progress("read", number, len(records))
            for id in folder.withdrawn():
                reading.gone[f"sources/{source}/{id}"] = Gone.NOT_LISTED
        return reading.collected()


@dataclass(slots=True)
class _Reading:
    readers: Readers
    active: Mapping[str, Entry]
    entries: dict[str, Entry] = field(default_factory=dict)
    gone: dict[str, Gone] = field(default_factory=dict)
    failed: list[Failure] = field(default_factory=list)

    def take(self, item: Record | Failure, folder: RecordFolder) -> None:
        if isinstance(item, Failure):
            self._fail(item)
            return
        entry = self._tried(item.document, partial(self._drawn_up, item))
        if entry is None:
            return
        document, programs = entry
        self._put(document, tuple(p for p in programs if self._sound(document, p)))
        for name, path in folder.attachments(item):
            made = self._tried(f"{item.document}/{name}", partial(self._attached, path, document))
            if made:
                self._put(*made)

    def _drawn_up(self, record: Record) -> Entry:
        raw = json.dumps(record.raw, ensure_ascii=False, sort_keys=True)
        of = ("record", record.source, record.id, raw, record.read.isoformat())
        return self.readers.recall(of, lambda: DRAWN_UP[record.source](record, self.readers))

    def _tried(self, name: str, make: Callable[[], Entry]) -> Entry | None:
        try:
            return make()
        except UnreadableDocument as error:
            self._fail(Failure(name, str(error)))
        except Exception as error:  # noqa: BLE001 - one record never stops the others
            self._fail(Failure(name, f"could not be read, {type(error).__name__}: {error}"))
        return None

    def _attached(self, path: Path, owner: Document) -> Entry:
        """A file of the notice: searched and cited like it, with no programme of its own."""
        data = path.read_bytes()
        id = f"{owner.id}/{path.stem}"

        def read() -> Entry:
            return replace(self.readers.read(id, data, path.suffix), front_matter={}), ()

        document, _ = self.readers.recall(("attachment", id, path.suffix, data), read)
        digest = hashlib.sha256(data).hexdigest()
        return replace(document, digest=digest, url=owner.url, sources=owner.sources), ()

    def _sound(self, document: Document, program: Program) -> bool:
        wrong = list(unquoted(program, {document.id: document.text}))
        if wrong:
            words = f"{program.id} was left out, {'; '.join(wrong)}"
            self.failed.append(Failure(document.id, words))
        return not wrong

    def _put(self, document: Document, programs: tuple[Program, ...]) -> None:
        self.failed += [Failure(document.id, remark) for remark in document.remarks]
        self.entries[document.id] = (replace(document, remarks=()), programs)

    def _fail(self, failure: Failure) -> None:
        reason = failure.error
        if before := self.active.get(failure.document):
            self._put(*before)
            reason += " (what was read of it before stays in use)"
        self.failed.append(Failure(failure.document, reason))

    def collected(self) -> Collected:
        sourced = [
            Sourced(id.split("/")[1], program)
            for id, (_, programs) in self.entries.items()
            for program in programs
        ]
        made, into = joined(_with_one_owner(sourced))
        self.gone |= dict.fromkeys(into, Gone.JOINED)
        entries = tuple(
            (document, tuple(made[p.id] for p in programs if _owns(made, p, document)))
            for document, programs in self.entries.values()
        )
        return Collected(entries, tuple(self.failed), self.gone)


def _with_one_owner(programs: list[Sourced]) -> list[Sourced]:
    owners: dict[str, Sourced] = {}
    for each in programs:
        owners.setdefault(each.program.id, each)
    return list(owners.values())


def _owns(made: object, program: Program, document: Document) -> bool:
    return (
        isinstance(made, dict) and program.id in made and made[program.id].document == document.id
    )
