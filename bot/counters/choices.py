"""The answers that the interview offers to each of its questions, level by level."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

from bot import clauses
from bot.company import AMOUNTS, Company, Range
from bot.counters.telling import NONE, bound_values, yes_and_no
from bot.wording import money, number
from knowledge import industries
from knowledge.certifications import certifications
from knowledge.money import Currency, Money
from knowledge.programs import Condition, Country, Language, Operator
from knowledge.regions import gazetteer, name_of
from prompts import Phrasebook

YEARS_BACK = 45
CURRENCIES = {Country.JP: Currency.JPY, Country.KR: Currency.KRW}


@dataclass(frozen=True, slots=True)
class Choice:
    """``values`` are what it tells (see ``telling``), or with ``deeper`` the fact and the level that
    it opens.
    """

    label: str
    values: tuple[str, ...]
    deeper: bool = False


@dataclass(frozen=True, slots=True)
class Scene:
    """What the choices depend on. ``wanted`` are the clauses that wait for the fact; ``asked`` is
    the bound of a question that wants a yes or no.
    """

    company: Company
    today: date
    wanted: tuple[Condition, ...] = ()
    asked: Range | None = None


def choices(book: Phrasebook, fact: str, level: str, scene: Scene) -> list[Choice]:
    """Those of one level; ``level`` is empty at the beginning."""
    if scene.asked and scene.asked.fact == fact:
        yes, no = yes_and_no(scene.asked)
        return [
            Choice(book.say("question.yes"), yes),
            Choice(book.say("question.no"), no),
        ]
    match fact:
        case "headquarters":
            return _places(book, level or _known_place(scene.company), scene)
        case "industry":
            return _industries(book, level)
        case "plan":
            return _plans(book, level, scene)
        case "certifications":
            return _certifications(book, scene)
        case "founded":
            years = range(scene.today.year, scene.today.year - YEARS_BACK, -1)
            return [Choice(book.say("date.year", year=y), (fact, str(y))) for y in years]
        case "ownership":
            return [
                Choice(book.say("question.yes"), (fact, "large_group")),
                Choice(book.say("question.no"), (fact, "independent")),
            ]
        case _ if fact in AMOUNTS:
            return _ranges(book, fact, scene)
        case _:
            codes = _table()[fact]["order"] if fact == "legal_form" else list(Country)
            return [Choice(clauses.name_of(book, fact, c), (fact, str(c))) for c in codes]


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8"))


def _known_place(company: Company) -> str:
    """The level below what is known of the place already."""
    return company.headquarters or str(company.country or "")


def _places(book: Phrasebook, level: str, scene: Scene) -> list[Choice]:
    """Countries, then prefectures, then the municipalities of one, those that matter first."""
    if not level:
        return [
            Choice(clauses.name_of(book, "country", c), ("headquarters", c.value), deeper=True)
            for c in Country
        ]
    language = Language(book.language)
    level = level.partition(":")[0]
    if "-" not in level:
        codes = [c for c in gazetteer().regions if c.startswith(f"{level}-") and ":" not in c]
        codes = [c for c in codes if _still(c, scene.today)]
        return [Choice(name_of(c, language), ("headquarters", c)) for c in codes]
    inside = [c for c in gazetteer().regions if c.startswith(f"{level}:")]
    wanted = {code for condition in scene.wanted for code in _codes(condition)}
    inside.sort(key=lambda code: code not in wanted)
    regions = gazetteer().regions
    return [Choice(regions[c].names.within(language), ("headquarters", c)) for c in inside]


def _still(code: str, today: date) -> bool:
    region = gazetteer().regions[code]
    begun = region.valid_from is None or region.valid_from <= today
    return begun and (region.valid_to is None or region.valid_to >= today)


def _industries(book: Phrasebook, level: str) -> list[Choice]:
    """A trade with branches opens them; its last choice is none of them in particular."""
    language, known = Language(book.language), industries.industries()
    if level:
        below = [code for code in known if code.startswith(f"{level}.")]
        rest = book.say("interview.other", name=industries.name_of(level, language))
        named = [Choice(industries.name_of(c, language), ("industry", c)) for c in below]
        return [*named, Choice(rest, ("industry", level))]
    return [
        Choice(
            industries.name_of(code, language),
            ("industry", code),
            deeper=any(c.startswith(f"{code}.") for c in known),
        )
        for code in _table()["industry"]["order"]
    ]


def _plans(book: Phrasebook, level: str, scene: Scene) -> list[Choice]:
    """What, then where."""
    if not level:
        modes = ("export", "ec", "exhibition", "establish", "third_country", "inbound", "ip")
        at_home = ("inbound",)
        return [
            Choice(clauses.name_of(book, "plan", m), ("plan", m), deeper=m not in at_home)
            for m in modes
        ]
    targets = [c for c in _table()["plan"]["targets"] if c != scene.company.country]
    named = [
        Choice(clauses.name_of(book, "country", code), ("plan", f"{level}:{code}"))
        for code in targets
    ]
    return [*named, Choice(book.say("interview.elsewhere"), ("plan", level))]


def _certifications(book: Phrasebook, scene: Scene) -> list[Choice]:
    """Those that the programmes spoken of ask for, or of the firm's country; and none of them."""
    language, known = Language(book.language), certifications()
    wanted = [c for c in dict.fromkeys(_all_codes(scene.wanted)) if c in known] or list(known)
    named = [Choice(known[c].within(language), ("certifications", c)) for c in wanted]
    return [*named, Choice(book.say("interview.none"), ("certifications", NONE, *wanted))]


def _ranges(book: Phrasebook, fact: str, scene: Scene) -> list[Choice]:
    """From nothing to the first line, between each two, and above the last."""
    people = fact == "employees"
    country = scene.company.country or _home(scene.wanted)
    currency = CURRENCIES[country]
    table = _table()[fact]
    lines: list[int] = table[country.value if people else currency.value]

    def bounded(size: int) -> Money | int:
        return size if people else Money(size, currency)

    def bound(operator: Operator, size: int) -> tuple[str, ...]:
        return bound_values(Range(fact, operator, bounded(size)))

    def text(size: int) -> str:
        value = bounded(size)
        return number(book, size) if isinstance(value, int) else money(book, value)

    kind = "people" if people else "money"
    first, last = lines[0], lines[-1]
    lowest = book.say(f"interview.{kind}_at_most", high=text(first))
    found = [Choice(lowest, bound(Operator.AT_MOST, first))]
    for low, high in pairwise(lines):
        below = text(low + 1) if people else text(low)
        values = (*bound(Operator.MORE_THAN, low), *bound(Operator.AT_MOST, high)[1:])
        found.append(Choice(book.say(f"interview.{kind}", low=below, high=text(high)), values))
    label = book.say(f"interview.{kind}_more", low=text(last + 1 if people else last))
    found.append(Choice(label, bound(Operator.MORE_THAN, last)))
    if fact == "capital":
        sole = book.say("value.legal_form_sole_proprietor")
        found.append(Choice(sole, ("legal_form", "sole_proprietor")))
    return found


def _home(wanted: Sequence[Condition]) -> Country:
    """Whose money is asked about where the firm's country is not known."""
    monies = [c.bound for c in wanted if isinstance(c.bound, Money)]
    korean = monies and monies[0].currency is Currency.KRW
    return Country.KR if korean or not monies else Country.JP


def _codes(condition: Condition) -> tuple[str, ...]:
    own = condition.bound if isinstance(condition.bound, tuple) else ()
    return (*own, *_all_codes(condition.alternatives))


def _all_codes(conditions: Sequence[Condition]) -> tuple[str, ...]:
    return tuple(code for condition in conditions for code in _codes(condition))
