"""What a button tells of a firm: its values, and the facts that are heard when it is pressed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from bot.company import AMOUNTS, Company, Range
from bot.hearing import OPPOSITE
from bot.speech import Bounded, Heard, HeardFact
from knowledge.money import Currency, Money
from knowledge.programs import Country, Operator
from knowledge.regions import country_of

LISTS = ("industry", "certifications", "plan")
NONE = "none"
"""In place of a code: none of those that follow."""
NO_CAPITAL = frozenset({"capital"})


def told(values: Sequence[str]) -> Heard:
    """``values``: the fact, then its code; of an amount bounds, each as operator, size, currency
    (empty for people); of a list ``none`` and the codes that do not hold.
    """
    fact, *rest = values
    if fact in AMOUNTS:
        return Heard(limits=tuple(_bounds(fact, rest)))
    if rest[0] == NONE:
        denied = frozenset(f"{fact}:{code}" for code in rest[1:])
        return Heard(companies=(Company(excluded=denied),))
    company = _company(fact, rest[0])
    known = HeardFact(fact, getattr(company, fact), "", (0, 0))
    return Heard(facts=(known,), companies=(company,))


def bound_values(known: Range) -> tuple[str, ...]:
    """The values of a button that tells of this bound."""
    if isinstance(known.bound, Money):
        size, currency = str(known.bound.amount), known.bound.currency.value
    else:
        size, currency = str(known.bound), ""
    return known.fact, known.operator.value, size, currency


def yes_and_no(asked: Range) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The values of the two answers to a question about a bound."""
    no = Range(asked.fact, OPPOSITE[asked.operator], asked.bound)
    return bound_values(asked), bound_values(no)


def cleared(company: Company, fact: str) -> Company:
    """Without this fact and whatever else was known of it."""
    blank = Company()
    facts = {fact: getattr(blank, fact)} | ({"headquarters": None} if fact == "country" else {})
    inapplicable = NO_CAPITAL if fact == "legal_form" else frozenset({fact})
    return replace(
        company,
        **facts,
        not_applicable=company.not_applicable - inapplicable,
        excluded=frozenset(e for e in company.excluded if not e.startswith(f"{fact}:")),
        ranges=tuple(known for known in company.ranges if known.fact != fact),
    )


def _bounds(fact: str, rest: Sequence[str]) -> Iterator[Bounded]:
    for at in range(0, len(rest), 3):
        operator, size, currency = rest[at : at + 3]
        value: Money | int = Money(int(size), Currency(currency)) if currency else int(size)
        yield Bounded(fact, Operator(operator), value, "", (0, 0))


def _company(fact: str, code: str) -> Company:
    values: dict[str, Any] = {fact: (code,) if fact in LISTS else code}
    match fact:
        case "country":
            values[fact] = Country(code)
        case "headquarters":
            values["country"] = country_of(code)
        case "founded":
            values[fact] = date(int(code), 1, 1)
        case "legal_form" if code == "sole_proprietor":
            values["not_applicable"] = NO_CAPITAL
    return Company(**values)
