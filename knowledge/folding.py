"""Text in one width and case, with the way back to the place it came from."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

# Half-width voicing marks and the medial and final letters of a decomposed Hangul syllable.
_JOINS_BACK = frozenset("\uff9e\uff9f\u3099\u309a")
_MEDIAL_JAMO = range(0x1160, 0x1200)


@dataclass(frozen=True, slots=True)
class Folded:
    """NFKC, lower case; ``origin[i]`` is the offset in the received text of ``text[i]``.

    ``origin`` has one more entry than ``text``: the length of the received text.
    """

    text: str
    origin: tuple[int, ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The received range that became ``text[start:end]``."""
        return self.origin[start], self.origin[end]


def fold(text: str) -> Folded:
    """Letters that combine stay one cluster, so that a span never splits a letter."""
    pieces: list[str] = []
    origin: list[int] = []
    start = 0
    while start < len(text):
        end = start + 1
        while end < len(text) and _joins(text[end]):
            end += 1
        piece = _lower(_plain(text[start:end]))
        pieces.append(piece)
        origin.extend([start] * len(piece))
        start = end
    return Folded("".join(pieces), (*origin, len(text)))


def _plain(piece: str) -> str:
    """NFKC, except where it makes a figure of a list's number: ①50万円 is no 150万円."""
    return piece if unicodedata.category(piece[0]) == "No" else unicodedata.normalize("NFKC", piece)


def _joins(char: str) -> bool:
    return char in _JOINS_BACK or ord(char) in _MEDIAL_JAMO or unicodedata.combining(char) > 0


def _lower(piece: str) -> str:
    """Lower case only where the length stays (not for a dotted capital I)."""
    lowered = piece.lower()
    return lowered if len(lowered) == len(piece) else piece
