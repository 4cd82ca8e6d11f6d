"""From printed parts to moments of a calendar; a year is inferred only where somebody said it."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from knowledge.dates.model import Grain
from knowledge.dates.moments import END_OF_DAY, Moment, is_possible
from knowledge.programs import Warning

_LATE = timedelta(days=31)
"""A notice may still name a deadline that passed this long before it was published."""
_AHEAD = timedelta(days=183)
"""Into the next year only when that is at most half a year after the publication."""


@dataclass(frozen=True, slots=True)
class Dated:
    """A moment's calendar day, or None, and what was assumed to reach it."""

    day: date | None
    inferred: bool = False


def day_of(moment: Moment, *, last_year: int | None, published: date | None) -> Dated:
    """``last_year`` is that of the date before, which 'same year' refers to."""
    if not moment.valid or moment.day is None:
        return Dated(None)
    if moment.year is not None:
        return Dated(_make(moment.year, moment))
    word = moment.year_word
    if word in {"same", "next"}:
        if last_year is None:
            return Dated(None)
        return Dated(_make(last_year + (word == "next"), moment))
    if published is None:
        return Dated(None)
    return Dated(_near(moment, published, word), inferred=True)


def end_after(start: date, end: Moment) -> Dated:
    """The end of a range that prints no year: that of its start, or the next if it lies before."""
    if not end.valid or end.day is None:
        return Dated(None)
    same = _make(start.year, end)
    if same is not None and same >= start:
        return Dated(same)
    return Dated(_make(start.year + 1, end), inferred=True)


def start_before(start: Moment, end: date) -> Dated:
    """The start of a range whose end alone prints a year."""
    if not start.valid or start.day is None:
        return Dated(None)
    same = _make(end.year, start)
    if same is not None and same <= end:
        return Dated(same)
    return Dated(_make(end.year - 1, start), inferred=True)


def _make(year: int, moment: Moment) -> date | None:
    day = moment.day
    if day is None:
        return None
    if day == 0:
        day = monthrange(year, moment.month)[1]
    return date(year, moment.month, day) if is_possible(year, moment.month, day) else None


def _near(moment: Moment, published: date, word: str | None) -> date | None:
    shift = {"this": 0, "coming_year": 1, "last_year": -1}.get(word or "")
    if shift is not None:
        return _make(published.year + shift, moment)
    same = _make(published.year, moment)
    if word == "past":
        if same is not None and same <= published:
            return same
        return _make(published.year - 1, moment)
    if same is not None and same >= published - (timedelta(0) if word == "coming" else _LATE):
        return same
    following = _make(published.year + 1, moment)
    if word == "coming" or following is None or following - published <= _AHEAD:
        return following
    return None


def opening(moment: Moment, day: date, zone: ZoneInfo) -> tuple[datetime, Grain]:
    if moment.instant is not None:
        return moment.instant.astimezone(zone), Grain.MINUTE
    clock = moment.first_hour or (None if moment.hour is None else (moment.hour, moment.minute))
    if clock is None:
        return datetime.combine(day, time(), zone), Grain.DAY
    if clock[0] == 24:
        return datetime.combine(day + timedelta(days=1), time(), zone), Grain.MINUTE
    return datetime.combine(day, time(*clock), zone), Grain.MINUTE


def closing(moment: Moment, day: date, zone: ZoneInfo) -> tuple[datetime, Grain]:
    """24:00, and a timestamp that falls on midnight, are the end of the day before it."""
    if moment.instant is not None:
        local = moment.instant.astimezone(zone)
        if local.time() == time():
            local = datetime.combine(local.date() - timedelta(days=1), END_OF_DAY, zone)
        return local, Grain.MINUTE
    if moment.hour is None:
        return datetime.combine(day, END_OF_DAY, zone), Grain.DAY
    if moment.hour == 24:
        return datetime.combine(day, END_OF_DAY, zone), Grain.MINUTE
    return datetime.combine(day, time(moment.hour, moment.minute), zone), Grain.MINUTE


def weekday_warning(moment: Moment | None, day: date | None) -> tuple[Warning, ...]:
    """A printed weekday is a checksum: one that does not fit is a typo of the publisher."""
    if moment is None or day is None or moment.weekday is None:
        return ()
    return () if moment.weekday == day.weekday() else (Warning.WEEKDAY_MISMATCH,)
