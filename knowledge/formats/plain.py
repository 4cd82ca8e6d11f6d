"""Text without markup: wrapped lines put together again, signs read as headings and lists."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from itertools import pairwise
from typing import Any

from knowledge.formats.characters import normalised
from knowledge.formats.encodings import decoded
from knowledge.formats.furniture import without_furniture
from knowledge.formats.gluing import Glue, glue_for
from knowledge.formats.pieces import Kind, Parsed, Piece
from knowledge.formats.sentences import ends_sentence

WIDE = re.compile(
    "[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\ua960-\ua97f\uac00-\ud7a3\uf900-\ufaff]"
)


@dataclass(frozen=True, slots=True)
class Line:
    """``text`` without its margins and sign; ``blank`` if it ended with a space, ``gap`` if an
    empty line stood before it. ``sign`` is "" for running text.
    """

    text: str
    blank: bool = False
    gap: bool = False
    sign: str = ""

    @property
    def listed(self) -> bool:
        return bool(self.sign or _signs("numbered").match(self.text))

    @property
    def begins(self) -> bool:
        return self.listed or bool(_signs("labelled").match(self.text))


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads((files(__package__) / "structure.toml").read_text("utf-8"))


@cache
def _signs(kind: str) -> re.Pattern[str]:
    return re.compile("|".join(_table()[kind]))


def parse_text(data: bytes) -> Parsed:
    """A file of plain text."""
    clean = normalised(decoded(data))
    pieces = tuple(headed(pieces_in(clean)))
    first = pieces[0].text if pieces else ""
    return Parsed(pieces, first, clean)


def pieces_in(text: str) -> list[Piece]:
    """Paragraphs, items and signed headings of normalised ``text``, its furniture left out."""
    lines = _lines(text)
    return [_piece(line) for line in _rejoined(lines)]


def width(text: str) -> int:
    """Columns on a screen, two for a wide character; of a long text only that it is long."""
    return len(text) + len(WIDE.findall(text[:200]))


def _lines(text: str) -> list[Line]:
    raw = text.split("\n")
    found: list[Line] = []
    gap = False
    for line, kept in zip(raw, without_furniture(raw), strict=True):
        stripped = line.strip()
        if not stripped or not kept:
            gap = True
            continue
        sign, rest = _sign(stripped)
        if rest:
            squeezed = re.sub(r"\s+", " ", rest)
            found.append(Line(squeezed, line[-1].isspace(), gap, sign))
            gap = False
    return found


def _sign(line: str) -> tuple[str, str]:
    table = _table()
    mark, rest = line[0], line[1:].lstrip()
    if mark in table["headings"]:
        return "heading", rest
    if mark in table["items"] or (mark in table["spaced_items"] and line[1:2].isspace()):
        return "item", rest
    return "", line


def _rejoined(lines: Sequence[Line]) -> Iterator[Line]:
    wrapped = Wrapping.of(lines)
    current: Line | None = None
    previous: Line | None = None
    for line in lines:
        if current and previous and wrapped.goes_on(previous, line):
            text = wrapped.glue.join(current.text, line.text, blank=previous.blank)
            current = replace(current, text=text)
        else:
            if current:
                yield current
            current = line
        previous = line
    if current:
        yield current


@dataclass(frozen=True, slots=True)
class Wrapping:
    """How a text breaks its lines: ``full`` columns or more are a line that was broken, 0 means
    that lines are not broken at all. ``double``: an empty line stands between any two.
    """

    full: float
    double: bool
    glue: Glue

    @classmethod
    def of(cls, lines: Sequence[Line]) -> Wrapping:
        table = _table()
        widths = sorted(width(line.text) for line in lines)
        longest = widths[int(0.9 * (len(widths) - 1))] if widths else 0
        full = table["nearly"] * longest
        broken = [
            (line, after)
            for line, after in pairwise(lines)
            if width(line.text) >= full and not after.begins and not ends_sentence(line.text)
        ]
        enough = max(table["least_lines"], table["least_share"] * len(lines))
        if not table["narrowest"] <= longest <= table["widest"] or len(broken) < enough:
            full = 0
        double = sum(after.gap for _, after in broken) >= 0.5 * len(broken)
        glue = glue_for(
            [(line.text, line.blank) for line in lines], [line.blank for line, _ in broken]
        )
        return cls(full, double, glue)

    def goes_on(self, line: Line, after: Line) -> bool:
        """Whether ``after`` is the rest of what ``line`` began."""
        if not self.full or after.begins or width(line.text) < self.full:
            return False
        if after.gap and not self.double:
            return False
        return not ends_sentence(line.text) or not after.gap


def _piece(line: Line) -> Piece:
    table = _table()
    short = width(line.text) <= table["heading_width"] and not ends_sentence(line.text)
    if short and (line.sign == "heading" or re.fullmatch(table["bracketed"], line.text)):
        return Piece(Kind.HEADING, line.text.strip("【】<>〈〉《》[] ") or line.text, 2)
    return Piece(Kind.ITEM if line.listed else Kind.PARAGRAPH, line.text)


def headed(pieces: Sequence[Piece]) -> Iterator[Piece]:
    """For formats without marked headings. Short lines that head a paragraph become headings; those
    at the top, up to the longest, are the title.
    """
    top = _opening(pieces)
    title = max(range(top), key=lambda number: len(pieces[number].text), default=-1)
    for number, piece in enumerate(pieces):
        if number <= title:
            yield replace(piece, kind=Kind.HEADING, level=1)
        elif number < top or _heads(pieces, number):
            yield replace(piece, kind=Kind.HEADING, level=2)
        else:
            yield piece


def _opening(pieces: Sequence[Piece]) -> int:
    """How many short lines stand before the first text; none where there is nothing but such."""
    for number, piece in enumerate(pieces):
        if not _short(piece, _table()["title_width"]):
            return number
    return 0


def _heads(pieces: Sequence[Piece], number: int) -> bool:
    if not _short(pieces[number], _table()["heading_width"]):
        return False
    for after in pieces[number + 1 : number + 3]:  # a heading may have a second line
        if after.kind is not Kind.PARAGRAPH:
            return False
        if width(after.text) >= _table()["body_width"]:
            return True
        if not _short(after, _table()["heading_width"]):
            return False
    return False


def _short(piece: Piece, columns: int) -> bool:
    sentence = ends_sentence(piece.text.rstrip("?？"))
    return piece.kind is Kind.PARAGRAPH and width(piece.text) <= columns and not sentence
