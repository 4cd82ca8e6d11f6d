"""Japan: the SME Basic Act, by capital or people, with the exceptions other laws make."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from knowledge.money import Currency
from knowledge.sme.logic import agreed, either
from knowledge.sme.size import Size, SizeFinding


@dataclass(frozen=True, slots=True)
class _Limits:
    capital: int
    people: int
    small: int


@dataclass(frozen=True, slots=True)
class _Table:
    valid_from: date
    source: str
    categories: Mapping[str, _Limits]
    industries: Mapping[str, tuple[str, ...]]


def judge_japan(size: Size, on: date) -> dict[str, SizeFinding]:
    """``sme`` and ``small``; ``micro`` is no Japanese class and stays unknown."""
    table = _table()
    if on < table.valid_from:
        return {code: SizeFinding(None) for code in ("sme", "small", "micro")}
    limits = _limits(size.industry)
    missing = _missing(size)
    findings = {
        "sme": agreed(_is_sme(size, one) for one in limits),
        "small": agreed(_at_most(size.employees, one.small) for one in limits),
    }
    wanted = {"sme": missing, "small": tuple(m for m in missing if m != "capital")}
    found = {
        code: SizeFinding(
            truth, wanted[code] if truth is None else (), (), table.source, table.valid_from
        )
        for code, truth in findings.items()
    }
    return {**found, "micro": SizeFinding(None)}


def _is_sme(size: Size, limits: _Limits) -> bool | None:
    """Capital or people; a sole proprietor has no capital and is judged by people alone."""
    people = _at_most(size.employees, limits.people)
    if size.sole_proprietor:
        return people
    capital = size.capital
    known = capital.amount if capital and capital.currency is Currency.JPY else None
    return either([_at_most(known, limits.capital), people])


def _at_most(value: int | None, limit: int) -> bool | None:
    return None if value is None else value <= limit


def _missing(size: Size) -> tuple[str, ...]:
    facts = {
        "industry": bool(size.industry),
        "capital": size.capital is not None or size.sole_proprietor,
        "employees": size.employees is not None,
    }
    return tuple(fact for fact, known in facts.items() if not known)


def _limits(industry: tuple[str, ...]) -> list[_Limits]:
    """The limits that can apply; without an industry all of them."""
    table = _table()
    names = {name for code in industry for name in table.industries.get(code, table.categories)}
    return [table.categories[name] for name in sorted(names or table.categories)]


@cache
def _table() -> _Table:
    path = Path(__file__).with_suffix(".toml")
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    return _Table(
        data["valid_from"],
        data["source"],
        {name: _Limits(**row) for name, row in data["category"].items()},
        {code: tuple(names) for code, names in data["industry"].items()},
    )
