"""The words of one page: its phrases, and facts in the reader's form."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from bot import clauses
from bot.wording import money
from knowledge import industries, regions
from knowledge.money import Money
from knowledge.programs import (
    Age,
    Bilingual,
    Condition,
    ConditionKind,
    Country,
    Language,
    Precision,
)
from knowledge.zones import ZONES
from prompts import Phrasebook

LANGUAGES = ("ko", "ja", "en")
OF_COUNTRY = {Country.JP: Language.JA, Country.KR: Language.KO}
HERE = ZONES[Country.KR]
"""Seoul and Tokyo keep the same time; moments of the house are shown in it."""
_JOIN = ", "


@dataclass(frozen=True, slots=True)
class Text:
    """Words of a document or of a person, with the language they are in where that is known."""

    text: str
    language: str = ""


class Words:
    """``book`` holds the phrases of the page (Korean, Japanese or English); ``books`` those of the
    concierge, who speaks no English: what it says is then shown in the language of the country.
    """

    def __init__(self, book: Phrasebook, books: Mapping[str, Phrasebook]) -> None:
        self._book = book
        self._books = books

    @property
    def language(self) -> str:
        return self._book.language

    def __call__(self, key: str, **values: object) -> str:
        return self._book.say(key, **values)

    def label(self, group: str, code: str) -> str:
        """The word for a code; the code itself where there is none."""
        key = f"{group}.{code}"
        return self._book.say(key) if self._book.has(key) else code

    def told(self, key: str) -> str:
        """A phrase that may be lacking; then empty."""
        return self._book.say(key) if self._book.has(key) else ""

    def speaks(self, country: Country) -> Language:
        """The language in which words of a programme are shown on this page."""
        return OF_COUNTRY[country] if self.language == "en" else Language(self.language)

    def domain(self, country: Country) -> Phrasebook:
        return self._books[self.speaks(country)]

    def either(self, wording: Bilingual, country: Country) -> Text:
        wanted = self.speaks(country)
        other = Language.JA if wanted is Language.KO else Language.KO
        found = wanted if wording.has(wanted) else other
        return Text(wording.within(wanted), found.value)

    def weekday(self, when: date) -> str:
        return self._book.list("date.weekdays")[when.weekday()]

    def day(self, when: date) -> str:
        return self("date.day", date=f"{when:%Y-%m-%d}", weekday=self.weekday(when))

    def moment(self, when: datetime) -> str:
        return f"{when.astimezone(HERE):%Y-%m-%d %H:%M}"

    def bound(self, when: datetime, precision: Precision) -> str:
        """An end of a window, in its own zone; the hour only where it is stated."""
        told = self.day(when.date())
        return told if precision is Precision.DAY else f"{told} {when:%H:%M}"

    def money(self, amount: Money) -> str:
        if self.language == "en":
            return f"{amount.currency} {amount.amount:,}"
        return money(self._books[self.language], amount)

    def place(self, code: str) -> str:
        """A region or country in words; the code where the page has none."""
        if self.language == "en" or not code:
            return code
        return regions.name_of(code, Language(self.language)) or self.label("country", code)

    def industry(self, code: str) -> str:
        if self.language == "en" or not code:
            return code
        return industries.name_of(code, Language(self.language)) or code

    def span(self, seconds: float) -> str:
        """How long something took or takes, in its largest unit."""
        for unit, size in (("days", 86_400), ("hours", 3_600), ("minutes", 60)):
            if seconds >= size:
                return self(f"span.{unit}", count=int(seconds // size))
        return self("span.seconds", count=int(seconds))

    def machine(self, condition: Condition, country: Country) -> str:
        """What is computed with: the bound of a condition by its parts; empty where it has none."""
        if condition.alternatives:
            each = (self.machine(other, country) for other in condition.alternatives)
            parts = [part for part in each if part]
            return self("condition.either", parts=" / ".join(parts))
        if condition.operator is None or condition.bound is None:
            return ""
        kind = self.label("kind_of_condition", condition.kind)
        operator = self.label("operator", condition.operator)
        return f"{kind}: {self._bound(condition, country)} ({operator})"

    def _bound(self, condition: Condition, country: Country) -> str:
        match condition.bound:
            case Age(years):
                return self("condition.years", count=years)
            case Money() as amount:
                return self.money(amount)
            case date() as when:
                return self.day(when)
            case tuple(codes):
                names = (self._name(condition.kind, code, country) for code in codes)
                return _JOIN.join(names)
            case other:
                return str(other)

    def _name(self, kind: ConditionKind, code: str, country: Country) -> str:
        if self.language == "en":
            return code
        return clauses.name_of(self.domain(country), kind, code) or code
