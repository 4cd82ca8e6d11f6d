"""What every format is turned into before it becomes blocks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any


class Kind(StrEnum):
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    ITEM = "item"
    ROW = "row"


@dataclass(frozen=True, slots=True)
class Piece:
    """One clean stretch of text. ``level`` counts for headings: 1 is the document's title."""

    kind: Kind
    text: str
    level: int = 0


@dataclass(frozen=True, slots=True)
class Parsed:
    """A file as its format gives it. ``raw`` still holds the page furniture: datelines are there.
    ``remarks`` are parts that could not be read although the rest could, in words for an admin.
    """

    pieces: tuple[Piece, ...]
    title: str = ""
    raw: str = ""
    front_matter: Mapping[str, Any] = field(default_factory=dict)
    remarks: tuple[str, ...] = ()


def under_headings(pieces: Iterable[Piece]) -> list[tuple[str, tuple[str, ...]]]:
    """Each text with the headings it stands under; a heading's own text is its last."""
    stack: list[Piece] = []
    placed: list[tuple[str, tuple[str, ...]]] = []
    for piece in pieces:
        if piece.kind is Kind.HEADING:
            stack = [*(above for above in stack if above.level < piece.level), piece]
        placed.append((piece.text, tuple(heading.text for heading in stack)))
    return placed
