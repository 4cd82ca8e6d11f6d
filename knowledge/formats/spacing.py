"""Whether a Korean line broke between two words or within one, by counting.

Korean is broken anywhere by word processors, and text copied out of them no longer shows where a
space was. ``spacing.tsv`` holds how often the letters around a place were seen within a word and
around a space, counted over the Korean text of knowledge/documents (those seen eight times or
more); the text in hand adds its own. On Korean encyclopaedia text cut every 38 characters, 91 % of
10,566 breaks are told rightly (guessing "within" for all: 56 %).
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from importlib.resources import files

from knowledge.scripts import HANGUL

Counts = dict[str, tuple[int, int]]  # by sign: within a word, around a space
TOTAL = "="
WEIGHTS = {"<": 0.46, "«": 0.89, ">": 1.46, "#": 0.91}  # fitted on the half of those breaks
PRIOR = 0.25


def learned(lines: Iterable[str]) -> Counts:
    """The counts of ``spacing.tsv`` and of ``lines`` together."""
    counts = {sign: list(seen) for sign, seen in _table().items()}
    for line in lines:
        for head, tail, apart in _places(line):
            for sign in (TOTAL, *_signs(head, tail)):
                counts.setdefault(sign, [0, 0])[apart] += 1
    return {sign: (within, around) for sign, (within, around) in counts.items()}


def apartness(counts: Mapping[str, tuple[int, int]], head: str, tail: str) -> float:
    """Above 0 a space is likelier between the line ``head`` and the next, ``tail``, than none."""
    within, around = counts[TOTAL]
    score = PRIOR * math.log(around / within)
    for sign in _signs(head.rpartition(" ")[2], tail.partition(" ")[0]):
        if sign in counts:
            inner, outer = counts[sign]
            ratio = math.log((outer + 0.5) / (around + 1)) - math.log((inner + 0.5) / (within + 1))
            score += WEIGHTS[sign[0]] * ratio
    return score


def _signs(head: str, tail: str) -> tuple[str, ...]:
    """The last one and two letters before the place, the two behind it, the length of the word."""
    return f"<{head[-1]}", f"«{head[-2:]}", f">{tail[:2]}", f"#{min(len(head), 5)}"


def _places(line: str) -> Iterator[tuple[str, str, bool]]:
    words = line.split()
    for word, after in zip(words, [*words[1:], ""], strict=False):
        for cut in range(1, len(word)):
            if HANGUL.match(word[cut - 1]) and HANGUL.match(word[cut]):
                yield word[:cut], word[cut:], False
        if after and HANGUL.match(word[-1]) and HANGUL.match(after[0]):
            yield word, after, True


@cache
def _table() -> Counts:
    rows = (files(__package__) / "spacing.tsv").read_text("utf-8").splitlines()
    cells = (row.split("\t") for row in rows)
    return {sign: (int(within), int(around)) for sign, within, around in cells}
