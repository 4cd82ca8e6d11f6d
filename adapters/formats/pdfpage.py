"""One page of a PDF: its visible words with their places, its ruling lines, and rows of both."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import pypdfium2.raw as c

from adapters.formats.pdfedges import Edge, Ground, drawn_on
from adapters.formats.pdfgrid import Grid

INVISIBLE = 3  # text render mode: neither filled nor stroked; how OCR lays text under a picture
WHITE = 250  # of 255 in each colour
SMALLEST = 1.0  # points; smaller letters are not for eyes
GAP = 2.5  # heights of a letter between two words, beyond which they are cells
Row = tuple[str, ...]


@dataclass(slots=True)
class Word:
    """Letters without a break; the box in points, y upwards. ``line`` counts breaks before it;
    ``blank`` if the file has a space after it, which at the end of a line tells a whole word.
    """

    text: str
    left: float
    bottom: float
    right: float
    top: float
    line: int
    blank: bool = False

    @property
    def middle(self) -> tuple[float, float]:
        return (self.left + self.right) / 2, (self.bottom + self.top) / 2


@dataclass(frozen=True, slots=True)
class Page:
    """``pictured`` where a picture is on it: without words it is a scan then."""

    words: tuple[Word, ...]
    edges: tuple[Edge, ...]
    pictured: bool


@dataclass(slots=True)
class _Letters:
    """What the text objects of a page look like, each asked once."""

    ground: Ground
    box: tuple[float, float, float, float]
    _seen: dict[int, int] = field(default_factory=dict)

    def unseen(self, item: Any, place: tuple[float, float, float, float]) -> str:
        """Why nobody sees this letter, "" if one does."""
        left, bottom, right, top = place
        if max(right - left, top - bottom) < SMALLEST:
            return "hidden"
        if right <= self.box[0] or left >= self.box[2]:
            return "hidden"
        if top <= self.box[1] or bottom >= self.box[3]:
            return "hidden"
        key = ctypes.cast(item, ctypes.c_void_p).value or 0
        if key not in self._seen:
            self._seen[key] = _look(item)
        look = self._seen[key]
        if look == _WHITE:
            return "" if self.ground.coloured((left + right) / 2, (bottom + top) / 2) else "hidden"
        return ("", "hidden", "", "laid under")[look]


_SEEN, _HIDDEN, _WHITE, _UNDER = range(4)


def page_of(page: Any) -> Page:
    """Text laid under a picture by OCR counts only where the page has no other."""
    edges, ground = drawn_on(page)
    text = page.get_textpage()
    try:
        seen: list[Word] = []
        under: list[Word] = []
        letters = _Letters(ground, page.get_bbox())
        for why, word in _words(text, letters):
            (under if why else seen).append(word)
    finally:
        text.close()
    return Page(tuple(seen or under), edges, ground.pictured)


def _look(item: Any) -> int:
    if not item:
        return _SEEN
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    mode = c.FPDFTextObj_GetTextRenderMode(item)
    if mode == INVISIBLE:
        return _UNDER
    if mode == 0 and c.FPDFPageObj_GetFillColor(item, red, green, blue, alpha):
        if alpha.value == 0:
            return _HIDDEN
        if min(red.value, green.value, blue.value) >= WHITE:
            return _WHITE
    return _SEEN


def _words(text: Any, letters: _Letters) -> Iterator[tuple[str, Word]]:
    """Each with why its letters are not seen; hidden ones are left out."""
    word: Word | None = None
    state, line = "", 0
    box = c.FS_RECTF()  # the loose one: the tight one is flat where the font is not in the file
    for index in range(text.count_chars()):
        code = c.FPDFText_GetUnicode(text, index)
        if code in {10, 13}:
            line += 1
        if code <= 32 or code in {0xA0, 0x3000, 0xFFFE}:
            if word and code != 2:  # 2 is a hyphen at the end of a line
                word.blank = code == 32 and not c.FPDFText_IsGenerated(text, index)
                yield state, word
                word = None
            continue
        c.FPDFText_GetLooseCharBox(text, index, box)
        place = (box.left, box.bottom, box.right, box.top)
        why = letters.unseen(c.FPDFText_GetTextObject(text, index), place)
        if word and (why != state or _apart(word, place)):
            yield state, word
            word = None
        state = why
        if why == "hidden":
            continue
        if word is None:
            word = Word(chr(code), *place, line)
        else:
            _grow(word, chr(code), place)
    if word:
        yield state, word


def _apart(word: Word, place: tuple[float, float, float, float]) -> bool:
    """Whether a letter stands too far off to be of the same word, whatever the file says."""
    height = max(word.top - word.bottom, place[3] - place[1], 1.0)
    return place[0] - word.right > height or place[0] < word.left - height


def _grow(word: Word, letter: str, place: tuple[float, float, float, float]) -> None:
    word.text += letter
    word.left, word.bottom = min(word.left, place[0]), min(word.bottom, place[1])
    word.right, word.top = max(word.right, place[2]), max(word.top, place[3])


def rows_of(page: Page, grids: Sequence[Grid]) -> list[Row]:
    """Lines have one member, rows of a table one for each filled cell. A table stands where its
    first word stands in the file.
    """
    rows: list[Row] = []
    told: set[int] = set()
    line: list[Word] = []
    inside: dict[int, list[Word]] = {}
    places = [_grid_of(word, grids) for word in page.words]
    for word, number in zip(page.words, places, strict=True):
        if number is not None:
            inside.setdefault(number, []).append(word)
    for word, number in zip(page.words, places, strict=True):
        if number is None and line and not _same_line(line[-1], word):
            rows.extend(_line(line))
            line = []
        if number is None:
            line.append(word)
        elif number not in told:
            told.add(number)
            rows.extend(_line(line))
            line = []
            rows.extend(_table(grids[number], inside[number]))
    rows.extend(_line(line))
    return [row for row in rows if any(row)]


def _grid_of(word: Word, grids: Sequence[Grid]) -> int | None:
    x, y = word.middle
    return next((n for n, grid in enumerate(grids) if grid.holds(x, y)), None)


def _same_line(word: Word, after: Word) -> bool:
    overlap = min(word.top, after.top) - max(word.bottom, after.bottom)
    height = min(word.top - word.bottom, after.top - after.bottom)
    return overlap > 0.3 * height and after.left >= word.left


def _line(words: Sequence[Word]) -> Iterator[Row]:
    """Words of one line; wide gaps part cells of a table without lines."""
    cells: list[list[str]] = []
    before: Word | None = None
    for word in words:
        height = max(word.top - word.bottom, 4.0)
        if before is None or word.left - before.right > GAP * max(
            height, before.top - before.bottom
        ):
            cells.append([])
        elif before.line == word.line and word.left - before.right < 0.12 * height:
            cells[-1][-1] += word.text
            before = word
            continue
        cells[-1].append(word.text)
        before = word
    if len(cells) == 1 and before and before.blank:
        cells[0][-1] += " "
    if cells:
        yield tuple(" ".join(cell) for cell in cells)


def _table(grid: Grid, words: Sequence[Word]) -> Iterator[Row]:
    """A row for each height at which cells begin; a cell's lines are put together."""
    cells: dict[tuple[float, float], list[Word]] = {}
    for word in words:
        cells.setdefault(grid.cell(*word.middle), []).append(word)
    tops: dict[float, list[tuple[float, str]]] = {}
    for (top, left), inside in cells.items():
        tops.setdefault(top, []).append((left, _joined(inside)))
    for top in sorted(tops, reverse=True):
        yield tuple(text for _, text in sorted(tops[top]))


def _joined(words: Sequence[Word]) -> str:
    text, before = "", None
    for word in words:
        near = before is not None and _same_line(before, word)
        glued = (
            near
            and before is not None
            and (word.left - before.right < 0.12 * max(word.top - word.bottom, 4.0))
        )
        text += word.text if glued or not text else f" {word.text}"
        before = word
    return text
