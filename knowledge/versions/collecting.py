"""The documents directory to what a version is made of."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from unicodedata import normalize

from knowledge.documents import Document, Failure
from knowledge.errors import NoDocuments, UnreadableDocument
from knowledge.frontmatter import read_front_matter
from knowledge.ports import Contents
from knowledge.programs import Program
from knowledge.versions.checks import unquoted

Read = Callable[[str, bytes, str], Document]
Extract = Callable[[Document], Sequence[Program]]
Progress = Callable[[str, int, int], None]
LARGEST = 20_000_000  # bytes of one file


@dataclass(frozen=True, slots=True)
class Readers:
    """How a file becomes a document and a document without front matter becomes programmes."""

    read: Read
    extract: Extract


@dataclass(frozen=True, slots=True)
class Collected:
    """What a version will hold. A document that ``failed`` now and could be read before stays as it
    was read then, so that a slip of the pen takes nothing away.
    """

    entries: tuple[tuple[Document, tuple[Program, ...]], ...]
    failed: tuple[Failure, ...]


def collect(directory: Path, readers: Readers, active: Contents, progress: Progress) -> Collected:
    """Every file under ``directory``, in the order of their paths. Raises ``NoDocuments``."""
    files = list(_files(directory))
    if not files:
        raise NoDocuments(f"no documents in {directory}: put .md, .txt or .html files there")
    shelf = _Shelf(_by_document(active))
    for number, file in enumerate(files, 1):
        shelf.add(file, file.relative_to(directory).as_posix(), readers)
        progress("read", number, len(files))
    if not shelf.entries:
        reasons = "; ".join(f"{f.document}: {f.error}" for f in shelf.failed[:3])
        raise NoDocuments(f"none of the {len(files)} files in {directory} can be read: {reasons}")
    return Collected(tuple(shelf.entries.values()), tuple(shelf.failed))


def _files(directory: Path) -> Iterator[Path]:
    if not directory.is_dir():
        raise NoDocuments(f"there is no directory {directory}: name one that holds documents")
    for path in sorted(directory.rglob("*")):
        hidden = any(part.startswith((".", "~$")) for part in path.relative_to(directory).parts)
        if path.is_file() and not hidden and path.name.lower() != "readme.md":
            yield path


def _by_document(contents: Contents) -> dict[str, tuple[Document, tuple[Program, ...]]]:
    programs: dict[str, tuple[Program, ...]] = {}
    for program in contents.programs:
        programs[program.document] = (*programs.get(program.document, ()), program)
    return {d.id: (d, programs.get(d.id, ())) for d in contents.documents}


class _Shelf:
    """Documents and programmes so far; no id twice."""

    def __init__(self, before: Mapping[str, tuple[Document, tuple[Program, ...]]]) -> None:
        self.entries: dict[str, tuple[Document, tuple[Program, ...]]] = {}
        self.failed: list[Failure] = []
        self._before = before
        self._owners: dict[str, str] = {}

    def add(self, file: Path, path: str, readers: Readers) -> None:
        name = normalize("NFC", path.removesuffix(file.suffix))
        try:
            document, programs = _read(file, path, name, readers)
            self._put(document, self._sound(path, document, programs))
        except UnreadableDocument as error:
            self._fail(path, name, str(error).removeprefix(f"{path}: "))
        except Exception as error:  # noqa: BLE001 - one document never stops the others
            self._fail(path, name, f"could not be read, {type(error).__name__}: {error}")

    def _sound(
        self, path: str, document: Document, programs: tuple[Program, ...]
    ) -> tuple[Program, ...]:
        """Without programmes that quote what the document does not say; it stays, and they are
        reported.
        """
        texts = {document.id: document.text}
        wrong = {program.id: list(unquoted(program, texts)) for program in programs}
        for id, quotes in wrong.items():
            if quotes:
                self.failed.append(Failure(path, f"{id} was left out, {'; '.join(quotes)}"))
        return tuple(program for program in programs if not wrong[program.id])

    def _fail(self, path: str, name: str, reason: str) -> None:
        if name in self._before and name not in self.entries:
            with suppress(UnreadableDocument):  # its programme has moved to another file
                self._put(*self._before[name])
                reason += " (what was read of it before stays in use)"
        self.failed.append(Failure(path, reason))

    def _put(self, document: Document, programs: tuple[Program, ...]) -> None:
        if document.id in self.entries:
            raise UnreadableDocument(
                "another file has the same name with another ending; rename one of them"
            )
        for program in programs:
            if owner := self._owners.get(program.id):
                raise UnreadableDocument(
                    f"its programme {program.id} is already in {owner}; give it another id"
                )
        self._owners |= {program.id: document.id for program in programs}
        self.entries[document.id] = (document, programs)


def _read(
    file: Path, path: str, name: str, readers: Readers
) -> tuple[Document, tuple[Program, ...]]:
    try:
        size = file.stat().st_size
        data = file.read_bytes() if size <= LARGEST else b""
    except OSError as error:
        raise UnreadableDocument(f"cannot be opened: {error.strerror}") from error
    if size > LARGEST:
        raise UnreadableDocument(f"too large: {size:,} bytes, at most {LARGEST:,} are read")
    document = readers.read(name, data, file.suffix)
    if not document.front_matter:
        return document, tuple(readers.extract(document))
    document, program = read_front_matter(document, path)
    return replace(document, front_matter={}), (program,) if program else ()
