"""Shares, counts and codes: the numbers that are neither dates nor amounts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from bot.lock.lexicon import lexicon
from knowledge.folding import fold
from knowledge.numerals import numerals
from knowledge.quantities import read_rates

FIXED = "fixed"


def read_shares(text: str) -> Iterator[tuple[object, int, int]]:
    """A share as an exact fraction, the word for a fixed sum as ``FIXED``; and its span."""
    taken: list[tuple[int, int]] = []
    for rate in read_rates(text):
        share = _fraction(rate.rate)
        if share is not None:
            taken.append(rate.span)
            yield share, *rate.span
    words: dict[str, object] = {"half": Fraction(1, 2), "whole": Fraction(1), "fixed": FIXED}
    for name, worth in words.items():
        for match in lexicon().rule(f"value.{name}").finditer(text):
            if not any(match.start() < end and start < match.end() for start, end in taken):
                yield worth, *match.span()
    for match in lexicon().rule("value.percentage").finditer(text):
        tenths = numerals(match["wari"])
        hundredths = int(match["bu"] or 0)
        if tenths:
            yield Fraction(int(tenths[0].value) * 10 + hundredths, 100), *match.span()


def _fraction(rate: str) -> Fraction | None:
    """None for the word of a fixed sum, which is read as a word."""
    if rate.endswith("%"):
        return Fraction(Decimal(rate[:-1])) / 100
    over, slash, under = rate.partition("/")
    return Fraction(int(over), int(under)) if slash and int(under) else None


def read_numbers(text: str) -> Iterator[tuple[object, str | None, int, int]]:
    """A code such as CO2 as itself, any other number with the class of its unit; and its span."""
    taken: list[tuple[int, int]] = []
    for match in re.compile(lexicon().rule("value.code").pattern, re.IGNORECASE).finditer(text):
        if not _is_measure(match.group()):
            taken.append(match.span())
            yield match.group().lower().replace("-", ""), None, *match.span()
    for number, unit, start, end in (*_figures(text), *_native(text)):
        if not any(start < last and first < end for first, last in taken):
            yield number, unit, start, end


def _is_measure(raw: str) -> bool:
    match = re.match(r"\d+", raw)
    unit = raw[match.end() :].lower() if match else ""
    return lexicon().rule("value.unit").fullmatch(unit) is not None


def _figures(text: str) -> Iterator[tuple[Decimal, str | None, int, int]]:
    folded = fold(text)
    for number in numerals(folded.text):
        if number.spelt and not number.scaled:
            continue
        if number.spelt and number.end - number.start <= 1:
            continue
        if number.spelt and _in_word(folded.text, number.start, number.end):
            continue
        unit = lexicon().rule("value.unit").match(folded.text, number.end)
        end = unit.end() if unit else number.end
        start, end = folded.span(number.start, end)
        name = (unit.lastgroup or "").rstrip("2") if unit else None
        yield number.value, name, start, end


def _in_word(text: str, start: int, end: int) -> bool:
    """Letters that mean numbers are part of many words."""
    sides = text[max(0, start - 1) : start] + text[end : end + 1]
    return any(side.isalpha() for side in sides)


def _native(text: str) -> Iterator[tuple[Decimal, str | None, int, int]]:
    tables = lexicon().tables
    for match in lexicon().rule("value.native").finditer(text):
        word, unit = match["n"] or match["k"], match["u"] or match["ku"]
        yield Decimal(tables["number"][word]), tables["units"].get(unit), *match.span()
