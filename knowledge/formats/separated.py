"""Lists as text: comma, semicolon or tab between the cells."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterator, Sequence

from knowledge.errors import UnreadableDocument
from knowledge.formats.characters import normalised
from knowledge.formats.encodings import decoded
from knowledge.formats.pieces import Kind, Parsed, Piece

SEPARATORS = ",;\t|"
LOOKED_AT = 50  # lines that tell the separator
LONGEST_CELL = 1_000_000


def parse_separated(data: bytes) -> Parsed:
    """Each row a line, cells parted by a bar; a cell that spans lines becomes one."""
    text = decoded(data)
    csv.field_size_limit(LONGEST_CELL)
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=_separator(text))
    try:
        pieces = tuple(Piece(Kind.ROW, row) for row in map(row_text, rows) if row)
    except csv.Error as error:
        raise UnreadableDocument(f"row {rows.line_num} is no row of a list: {error}") from error
    return Parsed(pieces, "", normalised(text))


def row_text(cells: Sequence[str]) -> str:
    """Empty cells stay between others, so that columns keep their places."""
    clean = [" ".join(normalised(cell).split()) for cell in cells]
    while clean and not clean[-1]:
        clean.pop()
    return " | ".join(clean) if any(clean) else ""


def _separator(text: str) -> str:
    """The sign that most lines have equally often."""
    lines = [line for line in text.splitlines() if line.strip()][:LOOKED_AT]
    return max(SEPARATORS, key=lambda sign: max(_evenness(lines, sign), default=0))


def _evenness(lines: Sequence[str], sign: str) -> Iterator[float]:
    counts = Counter(line.count(sign) for line in lines)
    yield from (times * min(number, 3) for number, times in counts.items() if number)
