"""ZIP archives under rules: how many entries, how much, how dense, and with what names."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from adapters.formats.limits import Limits
from knowledge.errors import UnreadableDocument
from knowledge.formats import Member, normalised
from knowledge.formats.encodings import decoded

ENCRYPTED = 0x1
NAMES_ARE_UTF8 = 0x800
SMALL = 1_000_000  # below this no ratio is a bomb
STEP = 1 << 16
UNTOLD = re.compile(r"(^|/)(__MACOSX|\.[^/]*|~\$[^/]*|Thumbs\.db|desktop\.ini)(/|$)", re.IGNORECASE)
BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, ValueError)


def opened(data: bytes, limits: Limits) -> zipfile.ZipFile:
    """Raises ``UnreadableDocument`` for a broken archive or one that breaks the rules."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except BROKEN as error:
        raise UnreadableDocument(f"a damaged ZIP container ({error})") from error
    entries = archive.infolist()
    if len(entries) > limits.entries:
        raise UnreadableDocument(
            f"an archive bomb: it has {len(entries):,} entries, at most {limits.entries:,} are read"
        )
    total = sum(entry.file_size for entry in entries)
    if total > limits.unpacked:
        raise UnreadableDocument(
            f"an archive bomb: it unpacks to {total:,} bytes, at most {limits.unpacked:,} are read"
        )
    for entry in entries:
        if entry.file_size > max(SMALL, limits.ratio * entry.compress_size):
            raise UnreadableDocument(
                f"an archive bomb: {entry.filename[:80]} unpacks to more than "
                f"{limits.ratio} times its size"
            )
    return archive


def content(archive: zipfile.ZipFile, name: str) -> bytes:
    """One entry, never more of it than it says of itself. Raises ``UnreadableDocument``."""
    try:
        entry = archive.getinfo(name)
    except KeyError as error:
        raise UnreadableDocument(f"{name} is missing in it") from error
    if entry.flag_bits & ENCRYPTED:
        raise UnreadableDocument("it is protected with a password; save it without one")
    try:
        with archive.open(entry) as stream:
            found = stream.read(entry.file_size + 1)
    except BROKEN as error:
        raise UnreadableDocument(f"a damaged ZIP container ({name}: {error})") from error
    if len(found) > entry.file_size:
        raise UnreadableDocument(f"an archive bomb: {name} is larger than it says")
    return found


def members(data: bytes, limits: Limits) -> Iterator[Member]:
    """The files of an archive, in its order; folders and what systems leave behind are not files."""
    with opened(data, limits) as archive:
        for entry in archive.infolist():
            name = _name(entry)
            path = PurePosixPath(name)
            if ".." in path.parts or path.is_absolute() or ":" in name:
                yield Member(name, error="its name points outside of the archive")
            elif entry.is_dir() or UNTOLD.search(name):
                continue
            elif entry.file_size > limits.file:
                size = f"{entry.file_size:,} bytes, at most {limits.file:,} are read"
                yield Member(name, error=f"too large: {size}")
            else:
                yield _member(archive, entry, name)


def _member(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, name: str) -> Member:
    try:
        return Member(name, content(archive, entry.filename))
    except UnreadableDocument as error:
        return Member(name, error=str(error))


def _name(entry: zipfile.ZipInfo) -> str:
    """Windows in Korea and Japan writes names in its own code page without saying so."""
    name = entry.filename
    if not entry.flag_bits & NAMES_ARE_UTF8 and not name.isascii():
        name = _guessed(name.encode("cp437", "replace"))
    return normalised(name.replace("\\", "/")).replace("\n", " ")


def _guessed(raw: bytes) -> str:
    try:
        return decoded(raw)
    except UnreadableDocument:
        return raw.decode("cp949", "replace")


def written(found: Iterator[Member], folder: Path) -> list[list[str]]:
    """Members as numbered files of ``folder``; their paths and errors in the same order."""
    rows = []
    for number, member in enumerate(found):
        if not member.error:
            (folder / f"{number}").write_bytes(member.data)
        rows.append([member.path, member.error])
    return rows
