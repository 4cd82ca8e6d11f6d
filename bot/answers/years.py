"""'Will it be there next year?': what a document says of its own year is not told of another one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from bot.cards import Judged
from bot.speech.lexicon import pattern
from bot.turn import Turn
from knowledge.programs import Country, Program

REIWA = 2018
"""The year before the era's first."""
APRIL = 4
"""A fiscal year of Japan begins with it."""


@dataclass(frozen=True, slots=True)
class Year:
    number: int
    fiscal: bool = False


def of_another_year(turn: Turn, judged: Judged) -> str:
    """That nothing is known of the year that was asked about; empty where none was, or where it is
    one of the programme's own.
    """
    asked = _asked(turn, judged.standing.today)
    if asked is None or asked.number in _years(judged.program, fiscal=asked.fiscal):
        return ""
    fiscal = "_fiscal" if asked.fiscal else ""
    return turn.book.say(f"lead.another_year{fiscal}", year=str(asked.number))


def _asked(turn: Turn, today: date) -> Year | None:
    """The first year of the message that tells nothing of the firm."""
    text = turn.reading.text
    own = [fact.span for fact in turn.reading.heard.facts]
    for name, shift in (("coming", 1), ("last", -1)):
        if found := _first(pattern("asked_year", name), text, own):
            fiscal = _is_fiscal(found)
            now = _fiscal_year(today) if fiscal else today.year
            return Year(now + shift, fiscal)
    found = _first(pattern("asked_year", "written"), text, own)
    return _written(found) if found else None


def _first(year: re.Pattern[str], text: str, own: list[tuple[int, int]]) -> re.Match[str] | None:
    return next(
        (
            found
            for found in year.finditer(text)
            if not any(start < found.end() and found.start() < end for start, end in own)
        ),
        None,
    )


def _written(found: re.Match[str]) -> Year:
    year = int(found["year"]) if found["year"] else REIWA + int(found["era"])
    return Year(year, _is_fiscal(found))


def _is_fiscal(found: re.Match[str]) -> bool:
    """Of Korea a fiscal year is a calendar year."""
    return "fiscal" in found.re.groupindex and bool(found["fiscal"])


def _years(program: Program, *, fiscal: bool) -> frozenset[int]:
    """Those of its windows and of its names."""
    counted = _fiscal_year if fiscal and program.country is Country.JP else _calendar_year
    moments = [m for w in program.windows for m in (w.opens_at, w.closes_at) if m]
    return frozenset([*(counted(m) for m in moments), *_named(program)])


def _named(program: Program) -> Iterator[int]:
    names = f"{program.names.ko} {program.names.ja}"
    for found in pattern("asked_year", "written").finditer(names):
        yield _written(found).number


def _fiscal_year(day: date) -> int:
    return day.year - (day.month < APRIL)


def _calendar_year(day: date) -> int:
    return day.year
