"""Days, weekdays, hours and counts of days in a text, with or without a year."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from bot.lock.lexicon import lexicon
from bot.lock.roles import Role, count_role, role_of
from knowledge.dates import read_dates
from knowledge.dates.cleaning import clean
from knowledge.dates.lexicon import lexicon as calendar
from knowledge.dates.moments import find_moments

NOON, MIDNIGHT = 12, 24
COARSE = 10
"""The parts into which costs are shared at most."""


@dataclass(frozen=True, slots=True)
class Day:
    """A calendar day as far as it is printed, a weekday alone, or a count of ``days``."""

    start: int
    end: int
    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    days: int | None = None
    role: Role = Role.NONE


def read_days(text: str) -> tuple[Day, ...]:
    """In no order; spans in ``text``, without the hour that follows."""
    taken = bytearray(len(text))
    found: list[Day] = []
    for reader in (_moments, _recurring, _years, _slashed, _counts, _weekdays):
        for day in reader(text):
            if not any(taken[day.start : day.end]):
                taken[day.start : day.end] = b"\1" * (day.end - day.start)
                found.append(day)
    return tuple(found)


def _moments(text: str) -> Iterator[Day]:
    source = clean(text)
    for moment in find_moments(source.text):
        start, end = source.span(moment.start, _dated(source.text, moment.start, moment.end))
        if not moment.valid:
            yield Day(start, end, moment.year, moment.month, 99)
            continue
        role = role_of(text, start, end)
        slashed = lexicon().rule("value.slashed").fullmatch(text[start:end])
        if slashed and _is_part(text, start, moment.month, moment.day or 0, role):
            continue
        yield Day(start, end, moment.year, moment.month, moment.day, moment.weekday, role=role)


HOUR = re.compile(r"[\s,]*(?:\d{1,2}\s*:\s*\d{2}|\d{1,2}\s*[時\uc2dc]).*$", re.DOTALL)


def _dated(text: str, start: int, end: int) -> int:
    """Where the day ends and the hour begins."""
    rest = lexicon().rule("value.time").search(text, start, end)
    if rest is None or rest.start() <= start:
        return end
    return start + len(text[start : rest.start()].rstrip(" ,"))


def _years(text: str) -> Iterator[Day]:
    for found in read_dates(text):
        if found.day is None:
            start, end = found.span
            yield Day(start, end, found.year, found.month, None, role=role_of(text, start, end))
    yield from calendar_years(text)


REIWA = 2018


def calendar_years(text: str) -> Iterator[Day]:
    """Years and fiscal years, which the grammar of notices passes over."""
    for match in lexicon().rule("value.fiscal").finditer(text):
        year = int(match["y"]) if match["y"] else REIWA + int(match["r"])
        yield Day(match.start(), match.end(), year)


def _recurring(text: str) -> Iterator[Day]:
    """The day of every year, which a notice's grammar passes over."""
    for match in lexicon().rule("value.recurring").finditer(text):
        role = role_of(text, *match.span())
        yield Day(*match.span(), None, int(match["m"]), int(match["d"]), role=role)


def _slashed(text: str) -> Iterator[Day]:
    """5/23 where no share can be meant: a share is at most one, in tenths or coarser."""
    for match in lexicon().rule("value.slashed").finditer(text):
        month, day = int(match["m"]), int(match["d"])
        dotted = "." in match.group()[:-1]
        role = role_of(text, *match.span())
        if _possible(month, day) and not _is_share(text, match, role, dotted=dotted):
            yield Day(match.start(), match.end(), None, month, day, role=role)


def _is_share(text: str, match: re.Match[str], role: Role, *, dotted: bool) -> bool:
    """2/3 of the costs, 2.5 of something: no day, unless the words beside it make it one."""
    if dotted:
        return role is Role.NONE
    return _is_part(text, match.start(), int(match["m"]), int(match["d"]), role)


def _is_part(text: str, start: int, over: int, under: int, role: Role) -> bool:
    if not over <= under <= COARSE:
        return False
    costs = lexicon().rule("value.costs").search(text[max(0, start - 10) : start])
    return role is Role.NONE or costs is not None


def _possible(month: int, day: int) -> bool:
    try:
        date(2000, month, day)
    except ValueError:
        return False
    return True


def _counts(text: str) -> Iterator[Day]:
    for match in re.compile(lexicon().rule("value.days").pattern, re.IGNORECASE).finditer(text):
        dashed = match["n"] is not None
        role = count_role(text, *match.span(), dashed=dashed)
        yield Day(*match.span(), days=int(match["n"] or match["n2"]), role=role)


def _weekdays(text: str) -> Iterator[Day]:
    for match in lexicon().rule("value.weekday").finditer(text):
        letter = match["w"] or match["w2"] or match["w3"]
        yield Day(*match.span(), weekday=calendar().weekdays[letter])


def read_times(text: str) -> Iterator[tuple[int, int, int, int]]:
    """Hour, minute and span of every time of day; midnight is 24:00."""
    rules = lexicon()
    for match in re.compile(rules.rule("value.time").pattern, re.IGNORECASE).finditer(text):
        if match["noon"]:
            yield NOON, 0, *match.span()
        elif match["midnight"]:
            yield MIDNIGHT, 0, *match.span()
        else:
            hour = int(match["h"])
            minute = int(match["mi"] or match["mi2"] or (30 if match["hp"] else 0))
            if (
                match["half"]
                and rules.rule("value.late").match(match["half"].lower())
                and hour < NOON
            ):
                hour += NOON
            yield hour, minute, *match.span()
