"""'We are a bakery in Busan, is there anything?': who speaks, apart from what they ask."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.speech.lexicon import pattern
from bot.understanding.sentences import sentences

SHORTEST = 5
"""Characters of a question; what is shorter only ends the introduction."""


def pieces(text: str, facts: Sequence[tuple[int, int]]) -> list[str]:
    """Sentences, each of them parted after a clause that says what the firm is; ``facts`` are the
    spans in ``text`` where it says so.
    """
    ends = sorted(found.end() for found in pattern("introduction", "ends").finditer(text))
    cuts = [at for at in ends if _introduces(text, at, facts)]
    starts = [0, *cuts]
    parts = [text[start:end] for start, end in zip(starts, [*cuts, len(text)], strict=True)]
    return [sentence for part in parts for sentence in sentences(part)]


def _introduces(text: str, at: int, facts: Sequence[tuple[int, int]]) -> bool:
    """A fact in the clause before, and a question after it that has none of its own."""
    begins = max((found.end() for found in CLAUSE.finditer(text, 0, at - 1)), default=0)
    told = any(begins <= start and end <= at for start, end in facts)
    return told and len(text[at:].strip()) >= SHORTEST


CLAUSE = re.compile(r"[。！？.!?\n]")
