"""Counts of people and rates of support as notices and people write them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from knowledge.amounts import bound_around
from knowledge.folding import fold
from knowledge.numerals import lexicon, numerals
from knowledge.programs import Operator


@dataclass(frozen=True, slots=True)
class FoundCount:
    """A number of people; ``span`` in the text as received."""

    value: int
    span: tuple[int, int]
    raw: str
    bound: Operator | None = None


@dataclass(frozen=True, slots=True)
class FoundRate:
    """A share of the costs: ``2/3``, ``50%``, ``10/10``, or the word for a fixed sum as printed."""

    rate: str
    span: tuple[int, int]
    raw: str
    bound: Operator | None = None


def read_headcounts(text: str, *, plain: bool = False) -> tuple[FoundCount, ...]:
    """Every number of people: 25名, 三十人, and Korean counting words. With ``plain`` a bare
    number counts too.
    """
    folded = fold(text)
    words = lexicon()["headcount"]
    unit = re.compile(rf"\s?(?:{words['after']})")
    spans: list[tuple[int, int, int]] = []
    for number in numerals(folded.text):
        match = unit.match(folded.text, number.end)
        if match is None and not (plain and not number.spelt):
            continue
        if number.spelt and not number.scaled and _is_hangul(folded.text[number.start]):
            continue  # a digit of one letter and "people" is mostly another word
        if number.value == int(number.value) and not _inside(folded.text, number.start):
            spans.append((int(number.value), number.start, match.end() if match else number.end))
    spans.extend(_native(folded.text))
    return tuple(
        FoundCount(value, folded.span(start, end), _raw(text, folded.span(start, end)),
                   bound_around(folded.text, start, end))
        for value, start, end in sorted(spans, key=lambda one: one[1])
    )  # fmt: skip


def read_rates(text: str) -> tuple[FoundRate, ...]:
    """Every rate, fractions as numerator/denominator, also where the text names that first."""
    folded = fold(text)
    found: list[FoundRate] = []
    for match in _rate().finditer(folded.text):
        if not _is_share(match):
            continue
        span = folded.span(match.start(), match.end())
        bound = bound_around(folded.text, match.start(), match.end())
        found.append(FoundRate(_canonical(match), span, _raw(text, span), bound))
    return tuple(found)


@cache
def _rate() -> re.Pattern[str]:
    words = lexicon()["rate"]
    fixed = "|".join(words["words"])
    return re.compile(f"{words['fraction']}|{words['percent']}|(?P<fixed>{fixed})")


def _is_share(match: re.Match[str]) -> bool:
    """5/23 is a day: a share is at most one, in tenths or coarser."""
    over, under = match.group("fn"), match.group("fd")
    return over is None or 0 < int(over) <= int(under) <= 10


def _canonical(match: re.Match[str]) -> str:
    parts = match.groupdict()
    if parts["percent"]:
        return f"{parts['percent']}%"
    if parts["fixed"]:
        return str(lexicon()["rate"]["words"][parts["fixed"]])
    for over, under in (("fn", "fd"), ("kn", "kd"), ("on", "od")):
        if parts[over]:
            return f"{_digit(parts[over])}/{_digit(parts[under])}"
    raise AssertionError(match.group())


def _digit(text: str) -> int:
    return int(text) if text.isdigit() else int(numerals(text)[0].value)


def _is_hangul(char: str) -> bool:
    return "\uac00" <= char <= "\ud7a3"


def _inside(text: str, start: int) -> bool:
    """3.5名, 第2名: part of something else."""
    return start > 0 and (
        text[start - 1] in lexicon()["headcount"]["part_of"] or text[start - 1].isdigit()
    )


def _native(text: str) -> list[tuple[int, int, int]]:
    words = lexicon()
    counted = "|".join(sorted(words["native"], key=len, reverse=True))
    pattern = re.compile(
        rf"(?<![\uac00-\ud7a3])(?P<n>{counted})\s?(?:{words['headcount']['native_after']})"
    )
    return [(words["native"][m.group("n")], m.start(), m.end()) for m in pattern.finditer(text)]


def _raw(text: str, span: tuple[int, int]) -> str:
    return text[span[0] : span[1]]
