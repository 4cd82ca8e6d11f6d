"""The documents directory to what a version is made of."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path, PurePosixPath
from unicodedata import normalize

from knowledge.documents import Document, Failure
from knowledge.errors import NoDocuments, UnreadableDocument
from knowledge.formats import Unpack, no_archives
from knowledge.frontmatter import read_front_matter
from knowledge.ports import Contents
from knowledge.programs import Program
from knowledge.versions.checks import unquoted
from knowledge.versions.readings import Entry, Recall, anew
from knowledge.versions.report import Gone

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
    archive becomes files; and what is remembered of it from before.
    """

    read: Read
    extract: Extract
    unpack: Unpack = no_archives
    recall: Recall = anew


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
    was read then, so that a slip of the pen takes nothing away. ``gone`` says, by the id of a
    document or programme that was there before, why it is there no longer.
    """

    entries: tuple[Entry, ...]
    failed: tuple[Failure, ...]
    gone: Mapping[str, Gone] = field(default_factory=dict)


def collect(directory: Path, readers: Readers, active: Contents, progress: Progress) -> Collected:
    """Every file under ``directory``, by path, archives last. Raises ``NoDocuments``."""
    files = list(_files(directory))
    if not files:
        raise NoDocuments(
            f"no documents in {directory}: put .md, .txt, .html, .pdf, .docx or .hwp files there"
        )
    shelf = _Shelf(by_document(active))
    for number, file in enumerate(files, 1):
        shelf.take(file, file.relative_to(directory).as_posix(), readers)
        progress("read", number, len(files))
    if not shelf.entries:
        reasons = "; ".join(f"{f.document}: {f.error}" for f in shelf.failed[:3])
        raise NoDocuments(f"none of the {len(files)} files in {directory} can be read: {reasons}")
    return Collected(tuple(shelf.entries.values()), tuple(shelf.failed), shelf.gone)


def collect_if_any(
    directory: Path, readers: Readers, active: Contents, progress: Progress
) -> Collected:
    """The same for a folder that may be empty, unreadable all through, or not there."""
    files = list(_files(directory)) if directory.is_dir() else []
    shelf = _Shelf(by_document(active))
    for number, file in enumerate(files, 1):
        shelf.take(file, file.relative_to(directory).as_posix(), readers)
        progress("read", number, len(files))
    return Collected(tuple(shelf.entries.values()), tuple(shelf.failed), shelf.gone)


def _files(directory: Path) -> Iterator[Path]:
    if not directory.is_dir():
        raise NoDocuments(f"there is no directory {directory}: name one that holds documents")
    paths = sorted(directory.rglob("*"))
    # a file that lies there by itself comes before a copy of it in an archive
    for path in sorted(paths, key=lambda path: path.suffix.lower() == ARCHIVE):
        hidden = any(part.startswith((".", "~$")) for part in path.relative_to(directory).parts)
        if path.is_file() and not hidden and path.name.lower() != "readme.md":
            yield path


def by_document(contents: Contents) -> dict[str, Entry]:
    programs: dict[str, tuple[Program, ...]] = {}
    for program in contents.programs:
        programs[program.document] = (*programs.get(program.document, ()), program)
    return {d.id: (d, programs.get(d.id, ())) for d in contents.documents}


class _Shelf:
    """Documents and programmes so far; no id twice."""

    def __init__(self, before: Mapping[str, Entry]) -> None:
        self.entries: dict[str, Entry] = {}
        self.failed: list[Failure] = []
        self.gone: dict[str, Gone] = {}
        self._before = before
        self._owners: dict[str, str] = {}
        self._read_first: dict[str, str] = {}
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
            document, programs = readers.recall(
                ("file", file.path, file.data), partial(_read, file, readers)
            )
            if self._is_copy(file, document):
                return
            sound = self._sound(file.path, document, programs)
            self._put(replace(document, remarks=()), sound)
            self._read_first[document.digest] = file.path
            self.failed += [Failure(file.path, remark) for remark in document.remarks]
        except UnreadableDocument as error:
            self._fail(file, str(error).removeprefix(f"{file.path}: "))
        except Exception as error:  # noqa: BLE001 - one document never stops the others
            self._fail(file, f"could not be read, {type(error).__name__}: {error}")

    def _is_copy(self, file: _File, document: Document) -> bool:
        """Whether another file has the same bytes: read once, the first by path counts."""
        first = self._read_first.get(document.digest)
        if first is None:
            return False
        words = f"a copy of {first}, byte for byte; it is read once"
        self.failed.append(Failure(file.path, words))
        self.gone[file.name] = Gone.COPY
        return True

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


def _read(file: _File, readers: Readers) -> Entry:
    document = readers.read(file.name, file.data, file.suffix)
    if not document.front_matter:
        return document, tuple(readers.extract(document))
    document, program = read_front_matter(document, file.path)
    return replace(document, front_matter={}), (program,) if program else ()
