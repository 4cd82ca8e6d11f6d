"""Programmes, windows and conditions in a line, for tests that hold companies against them."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any

from bot.cards import Judged
from bot.company import Company
from bot.standings import standing
from bot.verdicts import judge
from knowledge.money import Currency, Money
from knowledge.programs import (
    Age,
    Benefit,
    Bilingual,
    Bound,
    Condition,
    ConditionKind,
    Country,
    Coverage,
    Evidence,
    Operator,
    Precision,
    Program,
    Source,
    Strength,
    Window,
    WindowKind,
)
from knowledge.zones import ZONES

TODAY = date(2026, 11, 22)
SOURCE = Source("J-Net21", "https://example.jp/1", date(2026, 5, 14), date(2026, 11, 1))


def yen(amount: int) -> Money:
    return Money(amount, Currency.JPY)


def won(amount: int) -> Money:
    return Money(amount, Currency.KRW)


def condition(
    kind: str,
    operator: str | None = None,
    bound: Bound = None,
    strength: Strength = Strength.HARD,
    gist: str = "",
) -> Condition:
    """``gist`` stands in both languages."""
    return Condition(
        ConditionKind(kind),
        Operator(operator) if operator else None,
        bound,
        strength,
        Evidence("notice", gist=Bilingual(gist, gist)),
    )


def any_of(*alternatives: Condition, strength: Strength = Strength.HARD) -> Condition:
    return Condition(ConditionKind.OTHER, strength=strength, alternatives=alternatives)


def moment_of(text: str, country: Country = Country.JP) -> datetime:
    """``2026-12-28T17:00`` by the clock of the country."""
    return datetime.fromisoformat(text).replace(tzinfo=ZONES[country])


def window(closes: str = "", opens: str = "", country: Country = Country.JP, **more: Any) -> Window:
    """Dated; a text without an hour has the precision of a day."""
    minute = "T" in closes
    end = moment_of(closes, country) if closes else None
    if end and not minute:
        end = datetime.combine(end.date(), time(23, 59, 59), ZONES[country])
    values: dict[str, Any] = {
        "kind": WindowKind.DATED,
        "opens_at": moment_of(opens, country) if opens else None,
        "closes_at": end,
        "closes_precision": Precision.MINUTE if minute else Precision.DAY,
        "read": date(2026, 11, 1),
    }
    return Window(**values | more)


def program(*conditions: Condition, **more: Any) -> Program:
    """Fully covered, of a Japanese ministry, without a window unless ``windows`` are given."""
    values: dict[str, Any] = {
        "id": "kaigai",
        "country": Country.JP,
        "names": Bilingual("해외 진출 지원사업", "海外展開支援事業", frozenset()),
        "agency": Bilingual("총무성", "総務省"),
        "kind": "grant",
        "gist": Bilingual("해외 진출을 지원합니다.", "海外展開を支援します。"),
        "document": "kaigai",
        "conditions": conditions,
        "coverage": Coverage.FULL,
        "benefits": (Benefit("grant", yen(10_000_000), "2/3"),),
        "sources": (SOURCE,),
    }
    return Program(**values | more)


def judged(one: Program, company: Company | None = None, at: str = "2026-11-22T10:00:00") -> Judged:
    """``at`` by the clock of the programme's country."""
    then = standing(one, moment_of(at, one.country))
    return Judged(judge(one, company or Company(), then.today), then)


MIC = (
    condition("country", "in", ("JP",)),
    condition("headquarters", "not_in", ("JP-13",)),
    condition("capital", "at_most", yen(100_000_000), Strength.IN_PRINCIPLE),
    condition("industry", "in", ("ict",)),
)
"""The conditions of the bundled programme of the Japanese ministry of communications."""
SEVEN_YEARS = condition("founded", "at_most", Age(7))
