"""Days said from today's place in the calendar, as the dates they are: 'the 30th of this month'."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta
from functools import partial

from bot.lock.lexicon import lexicon

MONTHS = {"this_month": 0, "next_month": 1, "last_month": -1}
YEARS = {"this_year": 0, "next_year": 1, "last_year": -1}
DECEMBER = 12


def absolute(text: str, today: date) -> str:
    """``text`` with such days written out; one that no calendar has stays, and is no fact."""
    for name, months in MONTHS.items():
        dated = partial(_of_month, today=today, months=months)
        text = lexicon().rule(f"relative.{name}").sub(dated, text)
    for name, years in YEARS.items():
        dated = partial(_of_year, today=today, years=years)
        text = lexicon().rule(f"relative.{name}").sub(dated, text)
    text = lexicon().rule("relative.year_end").sub(lambda found: _end_of_year(found, today), text)
    before = lexicon().rule("relative.yesterday")
    return before.sub(lambda found: _written(found, today - timedelta(days=1)), text)


def _of_month(found: re.Match[str], today: date, months: int) -> str:
    count = today.year * 12 + today.month - 1 + months
    return _dated(found, count // 12, count % 12 + 1)


def _of_year(found: re.Match[str], today: date, years: int) -> str:
    return _dated(found, today.year + years, int(found["m"]))


def _end_of_year(found: re.Match[str], today: date) -> str:
    return _written(found, date(today.year, DECEMBER, 31))


def _dated(found: re.Match[str], year: int, month: int) -> str:
    """The day that is named, else the last one of the month."""
    try:
        day = int(found["d"] or monthrange(year, month)[1])
        return _written(found, date(year, month, day))
    except ValueError:
        return found[0]


def _written(found: re.Match[str], day: date) -> str:
    units = lexicon().tables["relative"]["units"]
    year, month, last = units["ko" if lexicon().rule("relative.korean").search(found[0]) else "ja"]
    return f"{day.year}{year} {day.month}{month} {day.day}{last}"
