"""Numbers in words and figures, Korean and Japanese: 1億2,000万, 三千万, 300百万, 30."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True)
class Numeral:
    """``value`` is exact; ``scaled`` says that a unit such as 万 or 億 is part of it;
    ``start`` and ``end`` are offsets in the folded text. ``spelt`` has no figure in it.
    """

    value: Decimal
    start: int
    end: int
    scaled: bool
    spelt: bool


@cache
def lexicon() -> dict[str, Any]:
    """The tables of ``numerals.toml``."""
    path = Path(__file__).parent / "numerals.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    words = lexicon()
    digits = "".join(words["digits"])
    units = "".join([*words["small"], *words["big"]])
    figure = r"\d{1,3}(?:,\d{3})+(?!\d)(?:\.\d+)?|\d+(?:\.\d+)?"
    # a space may stand between a unit and the next figure: 1億 2,000万
    # ... and before a unit where a currency follows: 2,000 万円
    gap = rf"(?:\s(?=[{units}]{{1,2}}(?:{words['money']['spaced']})))?"
    run = rf"(?:(?:{figure}){gap}|[{digits}](?=[{units}]))?[{units}]+"
    numeral = rf"(?:{run})(?:\s?(?:{run}|(?:{figure})(?![\d{units}])))*|{figure}|[{digits}]{{1,3}}"
    part = rf"(?P<figure>{figure})|(?P<letter>[{digits}{units}])"
    return re.compile(numeral), re.compile(part)


def numerals(text: str) -> tuple[Numeral, ...]:
    """Every number in an already folded text, in order; those that cannot be one are left out."""
    whole, _ = _patterns()
    found = (_numeral(match) for match in whole.finditer(text))
    return tuple(one for one in found if one is not None)


def _numeral(match: re.Match[str]) -> Numeral | None:
    raw = match.group().rstrip()
    words = lexicon()
    value = _value(raw)
    if value is None:
        return None
    scaled = any(unit in raw for unit in (*words["small"], *words["big"]))
    spelt = not any(char.isascii() and char.isdigit() for char in raw)
    return Numeral(value, match.start(), match.start() + len(raw), scaled, spelt)


def _value(raw: str) -> Decimal | None:
    """None for a big unit with nothing before it, beside 万 alone (万円 is ten thousand)."""
    words = lexicon()
    _, part = _patterns()
    if raw[0] in words["big"] and len(raw) > 1:  # "full" before an age in Korean, no ten thousand
        return None
    total = section = Decimal(0)
    number: Decimal | None = None
    for match in part.finditer(raw):
        piece = match.group()
        if match.group("figure"):
            section += number or 0
            number = Decimal(piece.replace(",", ""))
        elif piece in words["digits"]:
            number = (number or 0) * 10 + Decimal(words["digits"][piece])
        elif piece in words["small"]:
            section, number = _times(section, number, Decimal(words["small"][piece])), None
        else:
            big = Decimal(words["big"][piece])
            amount = section + (number or 0)
            if not amount and (total or big > 10_000):
                return None
            total += (amount or 1) * big
            section, number = Decimal(0), None
    return total + section + (number or 0)


def _times(section: Decimal, number: Decimal | None, unit: Decimal) -> Decimal:
    """300百 is 300 hundreds; 2千5百 is a sum; 十 and 千 alone are one of their kind."""
    if number is not None:
        return section + number * unit
    return section * unit if 0 < section < unit else section + unit
