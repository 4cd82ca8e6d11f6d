"""The documents directory to what a version is made of."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from unicodedata import normalize

from knowledge.documents import Document, Failure
from knowledge.errors import NoDocuments, UnreadableDocument
from knowledge.formats import Unpack, no_archives
from knowledge.frontmatter import read_front_matter
from knowledge.ports import Contents
from knowledge.programs import Program
from knowledge.versions.checks import unquoted

Read = Callable[[str, bytes, str], Document]
Extract = Callable[[Document], Sequence[Program]]
Progress = Callable[[str, int, int], None]
LARGEST = 50_000_000  # bytes of one file
ARCHIVE = ".zip"
DEEPEST = 2  # an archive in an archive is read, one in that is not
MOST = 2_000  # files of an archive, with those of archives in it


@dataclass(frozen=True, slots=True)
class Readers:
    """How a file becomes a document, a document without front matter becomes programmes, and an
    archive becomes files.
    """

    read: Read
    extract: Extract
    unpack: Unpack = no_archives


@dataclass(frozen=True, slots=True)
class _File:
    """One file as it was found: its path, with that of the archive before it, and its bytes."""

    path: str
    data: bytes
    depth: int = 0

    @property
    def suffix(self) -> str:
        return PurePosixPath(self.path).suffix

    @property
    def name(self) -> str:
        return normalize("NFC", self.path.removesuffix(self.suffix))


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
        raise NoDocuments(
            f"no documents in {directory}: put .md, .txt, .html, .pdf, .docx or .hwp files there"
        )
    shelf = _Shelf(_by_document(active))
    for number, file in enumerate(files, 1):
        shelf.take(file, file.relative_to(directory).as_posix(), readers)
        progress("read", number, len(files))
    if not shelf.entries:
        reasons = "; ".join(f"{f.document}: {f.error}" for f in shelf.failed[:3])
        raise NoDocuments(f"none of the {len(files)} files in {directory} can be read: {reasons}")
    return Collected(tuple(shelf.entries.values()), tuple(shelf.failed))


def collect_if_any(
    directory: Path, readers: Readers, active: Contents, progress: Progress
) -> Collected:
    """The same for a folder that may be empty, unreadable all through, or not there."""
    files = list(_files(directory)) if directory.is_dir() else []
    shelf = _Shelf(_by_document(active))
    for number, file in enumerate(files, 1):
        shelf.take(file, file.relative_to(directory).as_posix(), readers)
        progress("read", number, len(files))
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
        self._unpacked_files = 0

    def take(self, file: Path, path: str, readers: Readers) -> None:
        """A file of the directory; of an archive, each file in it."""
        self._unpacked_files = 0
        try:
            data = _bytes(file)
        except UnreadableDocument as error:
            self._fail(_File(path, b""), str(error))
        else:
            self._add(_File(path, data), readers)

    def _add(self, file: _File, readers: Readers) -> None:
        try:
            if file.suffix.lower() == ARCHIVE and self._unpacked(file, readers):
                return
            document, programs = _read(file, readers)
            sound = self._sound(file.path, document, programs)
            self._put(replace(document, remarks=()), sound)
            self.failed += [Failure(file.path, remark) for remark in document.remarks]
        except UnreadableDocument as error:
            self._fail(file, str(error).removeprefix(f"{file.path}: "))
        except Exception as error:  # noqa: BLE001 - one document never stops the others
            self._fail(file, f"could not be read, {type(error).__name__}: {error}")

    def _unpacked(self, archive: _File, readers: Readers) -> bool:
        """Whether it was an archive of files; each of them is on the shelf or failed then."""
        found = readers.unpack(archive.data)
        if found is None:
            return False
        if archive.depth >= DEEPEST:
            raise UnreadableDocument("an archive in an archive in an archive is not opened")
        if not found:
            raise UnreadableDocument("the archive holds no files")
        self._unpacked_files += len(found)
        if self._unpacked_files > MOST:
            raise UnreadableDocument(f"with it the archive holds more than {MOST:,} files")
        for member in found:
            file = _File(f"{archive.path}/{member.path}", member.data, archive.depth + 1)
            if member.error:
                self._fail(file, member.error)
            else:
                self._add(file, readers)
        return True

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

    def _fail(self, file: _File, reason: str) -> None:
        if file.name in self._before and file.name not in self.entries:
            with suppress(UnreadableDocument):  # its programme has moved to another file
                self._put(*self._before[file.name])
                reason += " (what was read of it before stays in use)"
        self.failed.append(Failure(file.path, reason))

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


def _bytes(file: Path) -> bytes:
    try:
        size = file.stat().st_size
        if size <= LARGEST:
            return file.read_bytes()
    except OSError as error:
        raise UnreadableDocument(f"cannot be opened: {error.strerror}") from error
    raise UnreadableDocument(f"too large: {size:,} bytes, at most {LARGEST:,} are read")


def _read(file: _File, readers: Readers) -> tuple[Document, tuple[Program, ...]]:
    document = readers.read(file.name, file.data, file.suffix)
    if not document.front_matter:
        return document, tuple(readers.extract(document))
    document, program = read_front_matter(document, file.path)
    return replace(document, front_matter={}), (program,) if program else ()
