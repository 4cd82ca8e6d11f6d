"""The programmes as a list with filters, and their days as a calendar."""

from __future__ import annotations

import calendar
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from unicodedata import normalize

from bot.console.words import HERE, Text, Words
from bot.standings import Standing, standing
from knowledge.programs import Country, Program, Status

EACH_PAGE = 50
FAR = 10**6
CHOICES = ("extracted", "held")
_ORDER = {
    Status.OPEN: 0,
    Status.UNTIL_BUDGET: 1,
    Status.ROLLING: 2,
    Status.UPCOMING: 3,
    Status.UNKNOWN: 4,
    Status.CLOSED: 5,
}


@dataclass(frozen=True, slots=True)
class Filters:
    """What of the programmes is asked for; empty means all. ``only`` is one of CHOICES."""

    text: str = ""
    country: str = ""
    status: str = ""
    purpose: str = ""
    only: str = ""

    def keep(self, program: Program, where: Standing, *, held: bool) -> bool:
        return (
            self.country in ("", program.country)
            and self.status in ("", where.status)
            and (not self.purpose or self.purpose in program.purposes)
            and (self.only != "held" or held)
            and (self.only != "extracted" or program.extracted)
            and _folded(self.text) in _folded(_told(program))
        )


@dataclass(frozen=True, slots=True)
class Row:
    id: str
    name: Text
    agency: Text
    country: Country
    status: Status
    closes: str
    days_left: int | None
    remarks: tuple[str, ...]
    held: bool
    extracted: bool


@dataclass(frozen=True, slots=True)
class Listing:
    """One page of the rows; ``pages`` is how many there are, ``page`` counts from one."""

    rows: Sequence[Row]
    found: int
    page: int
    pages: int


def listing(
    programs: Mapping[str, Program], held: Iterable[str], filters: Filters, page: int, at: Clocked
) -> Listing:
    """What closes first comes first, what is closed last."""
    away = frozenset(held)
    found = [
        (program, where)
        for program in programs.values()
        if filters.keep(program, where := standing(program, at.moment), held=program.id in away)
    ]
    found.sort(key=lambda pair: _rank(*pair))
    pages = max(1, -(-len(found) // EACH_PAGE))
    page = min(max(1, page), pages)
    some = found[(page - 1) * EACH_PAGE : page * EACH_PAGE]
    rows = [_row(program, where, at.words, held=program.id in away) for program, where in some]
    return Listing(rows, len(found), page, pages)


@dataclass(frozen=True, slots=True)
class Clocked:
    """For whom and when a page is made; ``moment`` is aware."""

    words: Words
    moment: datetime


def purposes_of(programs: Mapping[str, Program]) -> list[str]:
    return sorted({purpose for program in programs.values() for purpose in program.purposes})


def remarks_of(where: Standing, words: Words) -> tuple[str, ...]:
    """Why the day is to be taken with care."""
    window = where.window
    told = [words.label("warning", each) for each in window.warnings] if window else []
    if where.stale and "stale" not in (window.warnings if window else ()):
        told.append(words.label("warning", "stale"))
    return tuple(told)


def _row(program: Program, where: Standing, words: Words, *, held: bool) -> Row:
    window = where.window
    closes = window.closes_at if window else None
    return Row(
        program.id,
        words.either(program.names, program.country),
        words.either(program.agency, program.country),
        program.country,
        where.status,
        words.bound(closes, window.closes_precision) if closes and window else "",
        where.days_left if where.status in (Status.OPEN, Status.UPCOMING) else None,
        remarks_of(where, words),
        held,
        program.extracted,
    )


def _rank(program: Program, where: Standing) -> tuple[int, int, str]:
    days = where.days_left if where.days_left is not None else FAR
    return _ORDER[where.status], days if where.status is not Status.CLOSED else -days, program.id


def _told(program: Program) -> str:
    names, agency = program.names, program.agency
    told = (program.id, names.ko, names.ja, agency.ko, agency.ja, *program.aliases)
    return " ".join((*told, program.gist.ko, program.gist.ja))


def _folded(text: str) -> str:
    return "".join(normalize("NFKC", text).casefold().split())


@dataclass(frozen=True, slots=True)
class Mark:
    """Something that happens on a day: ``what`` is opens or closes."""

    id: str
    name: Text
    what: str
    country: Country
    doubtful: bool


@dataclass(frozen=True, slots=True)
class Day:
    when: date
    within: bool
    today: bool
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class Month:
    """``weeks`` begin on Sunday, as calendars of both countries do."""

    first: date
    before: date
    after: date
    weeks: Sequence[Sequence[Day]]
    count: int


def month(programs: Iterable[Program], first: date, country: str, at: Clocked) -> Month:
    """Every opening and closing of the month that ``first`` is the first day of."""
    marks: dict[date, list[Mark]] = {}
    for program in programs:
        if country in ("", program.country):
            for when, mark in _marks(program, at.words):
                marks.setdefault(when, []).append(mark)
    today = at.moment.astimezone(HERE).date()
    weeks = [
        [Day(day, day.month == first.month, day == today, _sorted(marks, day)) for day in week]
        for week in calendar.Calendar(firstweekday=6).monthdatescalendar(first.year, first.month)
    ]
    count = sum(len(day.marks) for week in weeks for day in week if day.within)
    return Month(first, _moved(first, -1), _moved(first, 1), weeks, count)


def first_of(text: str, moment: datetime) -> date:
    """``2026-12`` as its first day; this month where it is nothing of the kind."""
    try:
        return date.fromisoformat(f"{text}-01")
    except ValueError:
        return moment.astimezone(HERE).date().replace(day=1)


def _marks(program: Program, words: Words) -> Iterator[tuple[date, Mark]]:
    name = words.either(program.names, program.country)
    for window in program.windows:
        doubtful = bool(window.warnings)
        for what, when in (("opens", window.opens_at), ("closes", window.closes_at)):
            if when:
                yield when.date(), Mark(program.id, name, what, program.country, doubtful)


def _sorted(marks: Mapping[date, list[Mark]], day: date) -> tuple[Mark, ...]:
    return tuple(sorted(marks.get(day, ()), key=lambda mark: (mark.what, mark.id)))


def _moved(first: date, months: int) -> date:
    number = first.year * 12 + first.month - 1 + months
    inside = date.min.year * 12 <= number < date.max.year * 12
    return date(number // 12, number % 12 + 1, 1) if inside else first
