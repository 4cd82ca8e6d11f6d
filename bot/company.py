"""One firm and what is known of it. A missing fact is missing, never a default."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol

from knowledge.money import Money
from knowledge.programs import Country, Operator
from knowledge.regions import contains, country_of

FACTS = (
    "country", "headquarters", "industry", "capital", "employees", "revenue",
    "legal_form", "founded", "certifications", "plan", "ownership",
)  # fmt: skip
AMOUNTS = ("capital", "revenue", "employees")


@dataclass(frozen=True, slots=True)
class Range:
    """What a yes or no has told of an amount: ``fact`` lies ``operator`` ``bound``."""

    fact: str
    operator: Operator
    bound: Money | int


@dataclass(frozen=True, slots=True)
class Company:
    """The facts of one firm; None or an empty tuple is *missing*.

    ``headquarters`` is ISO 3166-2 (``JP-27``), with a municipality where one was named
    (``JP-40:久留米市``). ``industry`` holds codes of ``knowledge/industries``; ``plan`` holds
    ``mode`` or ``mode:COUNTRY`` (``export:JP``); ``certifications`` slugs of ``knowledge``.
    ``founded`` is exact to the precision given: the first day of the year if only a year is known.
    ``not_applicable`` names facts that cannot apply (the capital of a sole proprietor);
    ``excluded`` names values said NOT to hold, as ``headquarters:JP-13``; ``ranges`` hold answers
    such as "at most 100 million yen" where the amount itself is not known.
    """

    country: Country | None = None
    headquarters: str | None = None
    industry: tuple[str, ...] = ()
    capital: Money | None = None
    employees: int | None = None
    revenue: Money | None = None
    legal_form: str | None = None
    founded: date | None = None
    certifications: tuple[str, ...] = ()
    plan: tuple[str, ...] = ()
    ownership: str | None = None
    name: str = ""
    not_applicable: frozenset[str] = frozenset()
    excluded: frozenset[str] = frozenset()
    ranges: tuple[Range, ...] = ()

    def knows(self, fact: str) -> bool:
        return getattr(self, fact) not in (None, ())

    def merged(self, telling: Telling) -> Company:
        """Both together; what was heard later wins, so a correction replaces.

        Certifications and plans add up. A new legal form settles anew what cannot apply. A new
        country drops a headquarters elsewhere, a new headquarters the exclusion it lies in, and
        a new amount the ranges known of it.
        """
        heard = telling.company
        fresh = not heard.legal_form
        not_applicable = heard.not_applicable | (self.not_applicable if fresh else frozenset())
        values: dict[str, Any] = {
            fact: getattr(heard if heard.knows(fact) else self, fact) for fact in FACTS
        }
        values |= {
            "headquarters": heard.headquarters or self._headquarters_beside(heard),
            "certifications": _together(self.certifications, heard.certifications),
            "plan": _together(self.plan, heard.plan),
            "name": heard.name or self.name,
            "not_applicable": not_applicable,
            "excluded": self._still_excluded(heard),
            "ranges": tuple(r for r in self.ranges if not heard.knows(r.fact)) + heard.ranges,
        }
        return Company(**values | dict.fromkeys(not_applicable))

    def _headquarters_beside(self, heard: Company) -> str | None:
        """The known one, unless what was heard denies it."""
        known = self.headquarters
        if known is None or (heard.country and country_of(known) is not heard.country):
            return None
        return None if any(_lies_in(known, denied) for denied in heard.excluded) else known

    def _still_excluded(self, heard: Company) -> frozenset[str]:
        settled = heard.headquarters
        kept = {e for e in self.excluded if settled is None or not _lies_in(settled, e)}
        return heard.excluded | kept


class Telling(Protocol):
    """Something that tells of a company, such as ``bot.speech.Heard``."""

    @property
    def company(self) -> Company: ...


def _together(known: tuple[str, ...], heard: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*known, *heard)))


def _lies_in(headquarters: str, exclusion: str) -> bool:
    fact, _, code = exclusion.partition(":")
    return fact == "headquarters" and contains(code, headquarters) is True
