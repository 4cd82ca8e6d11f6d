"""How old a firm is, where its founding may be known only by the year or the month."""

from __future__ import annotations

from calendar import isleap, monthrange
from datetime import date


def span(founded: date, today: date) -> tuple[date, date]:
    """The first and the last day that ``founded`` may mean; not after today unless all of it is."""
    last = founded
    if founded.day == 1:
        month = 12 if founded.month == 1 else founded.month
        last = founded.replace(month=month, day=monthrange(founded.year, month)[1])
    return founded, max(founded, min(last, today))


def age(founded: date, today: date) -> tuple[int, int]:
    """Whole years since founding, and the days beyond them: exactly seven years is (7, 0).

    The anniversary of a leap day falls on the last of February (Korean Civil Act art. 160(3),
    Japanese Civil Code art. 143(2)).
    """
    years = today.year - founded.year
    if _anniversary(founded, today.year) > today:
        years -= 1
    return years, (today - _anniversary(founded, founded.year + years)).days


def _anniversary(founded: date, year: int) -> date:
    leap_day = (founded.month, founded.day) == (2, 29)
    return founded.replace(year=year, day=28 if leap_day and not isleap(year) else founded.day)
