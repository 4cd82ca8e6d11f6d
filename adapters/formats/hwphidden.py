"""Blanks out what nobody sees in an HWP 5 file: hidden comments, white on white, minute letters.

The file format is documented by Hancom ("HWP Document File Format 5.0"); offsets are of its tables.
"""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field

import olefile

from adapters.formats.limits import Limits
from knowledge.errors import UnreadableDocument

BORDER_FILL, CHAR_SHAPE = 20, 21
PARA_HEADER, PARA_TEXT, PARA_CHAR_SHAPE, CTRL_HEADER, LIST_HEADER = 66, 67, 68, 71, 72
HIDDEN_COMMENT, DRAWN = b"tcmt"[::-1], b"gso "[::-1]
COMPRESSED, PASSWORD, DISTRIBUTED = 1, 2, 4
SMALLEST = 100  # hundredths of a point
WHITE = {0xFFFFFF, 0xFEFEFE, 0xFDFDFD}
NO_COLOUR = 0xFFFFFFFF
BLANK = struct.pack("<H", 0x20)
SINGLE = frozenset((0, 10, 13, *range(24, 32)))  # control characters of one unit; others take eight
CELL_FILL = 32  # offset in a cell's list header


@dataclass(frozen=True, slots=True)
class Record:
    tag: int
    level: int
    start: int
    size: int


@dataclass(slots=True)
class Looks:
    """By their numbers: letters too small to see, white ones, and borders with a coloured inside."""

    tiny: set[int] = field(default_factory=set)
    white: set[int] = field(default_factory=set)
    filled: set[int] = field(default_factory=set)


def screened(data: bytes, limits: Limits) -> bytes:
    """The file, hidden letters replaced by blanks. Its streams keep their sizes. Distribution
    documents are left as they are: their text is enciphered.
    """
    file = io.BytesIO(data)
    with olefile.OleFileIO(file, write_mode=True) as ole:
        header = ole.openstream("FileHeader").read()
        if len(header) < 40:
            raise UnreadableDocument("a damaged HWP (its header is cut off)")
        (flags,) = struct.unpack_from("<I", header, 36)
        if flags & (PASSWORD | DISTRIBUTED) or not ole.exists("DocInfo"):
            return data
        packed = bool(flags & COMPRESSED)
        looks = _looks(_inflated(ole.openstream("DocInfo").read(), limits, packed=packed))
        for path in ole.listdir():
            if len(path) == 2 and path[0] == "BodyText":
                stream = ole.openstream(path).read()
                text = bytearray(_inflated(stream, limits, packed=packed))
                if _blanked(text, looks):
                    ole.write_stream(path, _deflated(bytes(text), len(stream), packed=packed))
    return file.getvalue()


def _inflated(stream: bytes, limits: Limits, *, packed: bool) -> bytes:
    if not packed:
        return stream
    most = min(limits.unpacked, max(1_000_000, limits.ratio * len(stream)))
    inflate = zlib.decompressobj(-15)
    try:
        found = inflate.decompress(stream, most)
    except zlib.error as error:
        raise UnreadableDocument(f"a damaged HWP ({error})") from error
    if inflate.unconsumed_tail:
        raise UnreadableDocument(
            f"an archive bomb: a section unpacks to more than {limits.ratio} times its size"
        )
    return found


def _deflated(text: bytes, size: int, *, packed: bool) -> bytes:
    """Of just ``size`` bytes; what follows the end of the deflated data is never read."""
    if not packed:
        return text
    deflate = zlib.compressobj(9, zlib.DEFLATED, -15)
    stream = deflate.compress(text) + deflate.flush()
    if len(stream) > size:
        raise UnreadableDocument("it holds hidden text that could not be taken out")
    return stream.ljust(size, b"\x00")


def _records(data: bytes) -> Iterator[Record]:
    at = 0
    while at + 4 <= len(data):
        (head,) = struct.unpack_from("<I", data, at)
        at += 4
        size = head >> 20
        if size == 0xFFF and at + 4 <= len(data):
            (size,) = struct.unpack_from("<I", data, at)
            at += 4
        yield Record(head & 0x3FF, head >> 10 & 0x3FF, at, min(size, len(data) - at))
        at += size


def _looks(info: bytes) -> Looks:
    looks = Looks()
    letters = fills = 0
    for record in _records(info):
        if record.tag == BORDER_FILL:
            fills += 1  # borders count from 1
            if record.size >= 40 and _coloured(*struct.unpack_from("<II", info, record.start + 32)):
                looks.filled.add(fills)
        elif record.tag == CHAR_SHAPE:
            if record.size >= 64:
                _look(looks, letters, info, record)
            letters += 1
    return looks


def _coloured(kind: int, face: int) -> bool:
    return bool(kind & 6) or (bool(kind & 1) and face not in WHITE and face != NO_COLOUR)


def _look(looks: Looks, number: int, info: bytes, record: Record) -> None:
    size, _ = struct.unpack_from("<iI", info, record.start + 42)
    colour, _, shade = struct.unpack_from("<III", info, record.start + 52)
    border = struct.unpack_from("<H", info, record.start + 68)[0] if record.size >= 70 else 0
    if size <= SMALLEST:
        looks.tiny.add(number)
    elif colour in WHITE and shade in {*WHITE, NO_COLOUR} and border not in looks.filled:
        looks.white.add(number)


@dataclass(slots=True)
class Place:
    """Where the reading is: controls around it, and lists (cells, boxes) by level, each with whether
    it is coloured. A list's paragraphs follow its header at the same level.
    """

    controls: list[tuple[int, bytes]] = field(default_factory=list)
    lists: dict[int, bool] = field(default_factory=dict)

    def enter(self, record: Record, data: bytes, looks: Looks) -> None:
        while self.controls and self.controls[-1][0] >= record.level:
            self.controls.pop()
        self.lists = {level: on for level, on in self.lists.items() if level <= record.level}
        if record.tag == CTRL_HEADER:
            self.controls.append((record.level, data[record.start : record.start + 4]))
        elif record.tag == LIST_HEADER:
            border = 0
            if record.size >= CELL_FILL + 2:
                (border,) = struct.unpack_from("<H", data, record.start + CELL_FILL)
            self.lists[record.level] = border in looks.filled

    @property
    def hidden(self) -> bool:
        return any(name == HIDDEN_COMMENT for _, name in self.controls)

    @property
    def coloured(self) -> bool:
        """Whether white letters may be seen here; a drawing's own colour is not looked up."""
        return any(self.lists.values()) or any(name == DRAWN for _, name in self.controls)


def _blanked(data: bytearray, looks: Looks) -> bool:
    """Whether anything was hidden."""
    changed = False
    place = Place()
    text: Record | None = None
    before = bytes(data)
    for record in _records(before):
        place.enter(record, before, looks)
        if record.tag == PARA_HEADER:
            text = None
        elif record.tag == PARA_TEXT:
            text = record
            if place.hidden:
                changed |= _blank(data, record, 0, record.size // 2)
        elif record.tag == PARA_CHAR_SHAPE and text and not place.hidden:
            unseen = looks.tiny if place.coloured else looks.tiny | looks.white
            for start, end in _spans(before, record, unseen):
                changed |= _blank(data, text, start, end)
    return changed


def _spans(data: bytes, record: Record, unseen: set[int]) -> Iterator[tuple[int, int]]:
    """Stretches of a paragraph in unseen letters, in units of its text."""
    found = data[record.start : record.start + record.size // 8 * 8]
    shapes = list(struct.iter_unpack("<II", found))
    for number, (start, shape) in enumerate(shapes):
        if shape in unseen:
            yield start, shapes[number + 1][0] if number + 1 < len(shapes) else 1 << 31


def _blank(data: bytearray, text: Record, start: int, end: int) -> bool:
    """Letters from ``start`` to before ``end`` become blanks; controls stay, they hold the form."""
    at, units = 0, text.size // 2
    changed = False
    while at < min(units, end):
        (unit,) = struct.unpack_from("<H", data, text.start + 2 * at)
        if unit < 32:
            at += 1 if unit in SINGLE else 8
            continue
        if at >= start and unit != 32:
            data[text.start + 2 * at : text.start + 2 * at + 2] = BLANK
            changed = True
        at += 1
    return changed
