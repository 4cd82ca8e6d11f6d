"""Korea: sales tables of the Framework Act by industry, and the micro-enterprises below them."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from knowledge.industries import industries
from knowledge.money import Currency
from knowledge.sme.logic import agreed, both
from knowledge.sme.size import Size, SizeFinding

_HUNDRED_MILLION = 100_000_000


@dataclass(frozen=True, slots=True)
class _Sales:
    """``limits`` in won by KSIC prefix."""

    valid_from: date
    source: str
    unchecked: tuple[str, ...]
    limits: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class _People:
    valid_from: date
    source: str
    fewer_than: int
    fewer_than_wide: int
    wide: tuple[str, ...]


def judge_korea(size: Size, on: date) -> dict[str, SizeFinding]:
    """``sme``, ``small`` and ``micro``, by sales and people alone.

    A firm of a large group is none of them. Assets are never known here: ``unchecked``.
    """
    small = _by_sales(size, on, _sales("small"))
    return {
        "sme": _by_sales(size, on, _sales("sme")),
        "small": small,
        "micro": _by_people(size, on, small),
    }


def _by_sales(size: Size, on: date, table: _Sales) -> SizeFinding:
    if on < table.valid_from:
        return SizeFinding(None)
    if size.ownership == "large_group":
        return SizeFinding(False, (), (), table.source, table.valid_from)
    sales = size.revenue
    known = sales.amount if sales and sales.currency is Currency.KRW else None
    limits = _possible(size.industry, table.limits)
    truth = None if known is None else agreed(known <= limit for limit in limits)
    missing: list[str] = []
    if truth is None:
        missing.extend(["revenue"] if size.revenue is None else [])
        missing.extend(["industry"] if not size.industry or size.revenue else [])
    return SizeFinding(truth, tuple(missing), table.unchecked, table.source, table.valid_from)


def _by_people(size: Size, on: date, small: SizeFinding) -> SizeFinding:
    table = _people()
    if on < table.valid_from:
        return SizeFinding(None)
    bounds = _people_bounds(size.industry, table)
    count = size.employees
    few = None if count is None else agreed(count < bound for bound in bounds)
    truth = both([small.truth, few])
    missing = list(small.missing) if truth is None else []
    if truth is None and few is None:
        missing.append("employees" if count is None else "industry")
    names = tuple(dict.fromkeys(missing))
    return SizeFinding(truth, names, small.unchecked, table.source, table.valid_from)


def _possible(codes: tuple[str, ...], limits: Mapping[str, int]) -> set[int]:
    """The limits that a firm of these industries can fall under; without an industry all."""
    divisions = _divisions(codes)
    if not divisions:
        return set(limits.values())
    found: set[int] = set()
    for division in divisions:
        above = [prefix for prefix in limits if division.startswith(prefix)]
        below = [prefix for prefix in limits if prefix.startswith(division)]
        found.update(limits[prefix] for prefix in below)
        if above:
            found.add(limits[max(above, key=len)])
    return found or set(limits.values())


def _people_bounds(codes: tuple[str, ...], table: _People) -> set[int]:
    divisions = _divisions(codes)
    if not divisions:
        return {table.fewer_than, table.fewer_than_wide}
    return {
        table.fewer_than_wide if division.startswith(table.wide) else table.fewer_than
        for division in divisions
    }


def _divisions(codes: tuple[str, ...]) -> set[str]:
    """KSIC divisions of the codes; a code without any (a word too wide) makes them unknown."""
    rows = [industries()[code].ksic for code in codes if code in industries()]
    return {division for row in rows for division in row} if all(rows) else set()


@cache
def _sales(name: str) -> _Sales:
    row = _data()[name]
    limits = {
        prefix: int(limit) * _HUNDRED_MILLION
        for limit, prefixes in row["sales"].items()
        for prefix in prefixes
    }
    return _Sales(row["valid_from"], row["source"], tuple(row["unchecked"]), limits)


@cache
def _people() -> _People:
    row = _data()["micro"]
    return _People(
        row["valid_from"],
        row["source"],
        row["fewer_than"],
        row["fewer_than_wide"],
        tuple(row["wide"]),
    )


@cache
def _data() -> dict[str, Any]:
    path = Path(__file__).with_suffix(".toml")
    return tomllib.loads(path.read_text(encoding="utf-8"))
