"""What a stretch of text is about, as pairs of letters of its words that carry meaning."""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache

from bot.lock.lexicon import lexicon

RUN = re.compile(r"[\uac00-\ud7a3]+|[\u30a1-\u30fa\u30fc]+|[\u4e00-\u9fff\u3005]+|[a-z]{2,}")


@lru_cache(maxsize=8192)
def grams(text: str) -> frozenset[str]:
    """Pairs of Hangul, katakana and Chinese characters within a run, Latin words whole; pairs
    that every sentence has (endings, polite forms) are left out.
    """
    plain = unicodedata.normalize("NFKC", text).lower()
    found: set[str] = set()
    for match in RUN.finditer(plain):
        run = match.group()
        if run.isascii() or len(run) == 1:
            found.add(run)
        else:
            found.update(run[at : at + 2] for at in range(len(run) - 1))
    return frozenset(found - _empty())


@cache
def _empty() -> frozenset[str]:
    """Pairs of the words in ``grams.empty``, and single letters that stand alone."""
    words = lexicon().tables["grams"]["empty"].split()
    return frozenset(
        word if len(word) == 1 else word[at : at + 2]
        for word in words
        for at in range(max(1, len(word) - 1))
    )


@cache
def stock() -> frozenset[str]:
    """Words of any answer, which need not stand in this one."""
    return grams(lexicon().tables["grams"]["stock"])


def coverage(part: frozenset[str], whole: frozenset[str]) -> float:
    """How much of ``part`` is in ``whole``; 1 where there is nothing to look for."""
    return len(part & whole) / len(part) if part else 1.0


def likeness(one: frozenset[str], other: frozenset[str]) -> float:
    """What both share of all they have."""
    return len(one & other) / len(one | other) if one | other else 0.0
