"""Compatibility forms folded, with the way back: every character knows where it came from."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

from knowledge.dates.lexicon import lexicon


@dataclass(frozen=True, slots=True)
class Clean:
    """``text`` is folded; ``origins[i]`` is the place in the original of its character ``i``."""

    text: str
    original: str
    origins: tuple[int, ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The range in the original that ``text[start:end]`` was made of."""
        if start >= end:
            at = self.origins[start] if start < len(self.origins) else len(self.original)
            return at, at
        return self.origins[start], self.origins[end - 1] + 1


def clean(original: str) -> Clean:
    """NFKC, one tilde, one dash, one apostrophe; invisible characters dropped; lines kept."""
    letters: list[str] = []
    origins: list[int] = []
    folds = lexicon().folds
    for place, character in enumerate(original):
        folded = folds.get(character)
        if folded is None:
            folded = unicodedata.normalize("NFKC", character)
            folded = "".join(folds.get(each, each) for each in folded)
        letters.append(folded)
        origins.extend([place] * len(folded))
    return Clean("".join(letters), original, tuple(origins))
