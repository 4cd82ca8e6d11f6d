"""A programme's standing in words: by when, how sure that is, and why there may be no date."""

from __future__ import annotations

from bot.standings import Standing
from bot.wording import day, moment
from knowledge.programs import Arrival, Precision, Status, Warning, Window, WindowKind
from prompts import Phrasebook

CAUTIONS = (
    Warning.SOURCES_DIFFER,
    Warning.WEEKDAY_MISMATCH,
    Warning.END_BEFORE_START,
    Warning.YEAR_INFERRED,
    Warning.PROVISIONAL,
    Warning.SEVERAL_DEADLINES,
)


def deadline_line(book: Phrasebook, standing: Standing) -> str:
    """One line for a card, without a full stop."""
    return " · ".join([_main(book, standing), *_remarks(book, standing)])


def _main(book: Phrasebook, standing: Standing) -> str:
    window = standing.window
    if window is None:
        return book.say("deadline.held" if standing.held else "deadline.unknown")
    if window.kind in (WindowKind.ROLLING, WindowKind.UNTIL_BUDGET):
        return open_ended(book, standing)
    if window.closes_at is None:
        return _endless(book, standing, window)
    date = moment(book, window.closes_at, window.closes_precision)
    if standing.status is Status.CLOSED:
        return book.say("deadline.closed", date=date)
    if standing.status is Status.UPCOMING and window.opens_at:
        opens = moment(book, window.opens_at, window.opens_precision)
        days = (window.opens_at.astimezone(standing.moment.tzinfo).date() - standing.today).days
        return book.say("deadline.upcoming_until", opens=opens, date=date, days=days)
    if standing.last_day:
        hourless = window.closes_precision is Precision.DAY
        return book.say("deadline.last_day" if hourless else "deadline.last_day_hour", date=date)
    return book.say("deadline.open", date=date, days=standing.days_left)


def open_ended(book: Phrasebook, standing: Standing) -> str:
    """Rolling or until the budget is used, with the day it was read and the latest day if any."""
    window = standing.window
    if window is None:
        return book.say("deadline.unknown")
    kind = window.kind.value
    if standing.status is Status.CLOSED and window.closes_at:
        date = moment(book, window.closes_at, window.closes_precision)
        return book.say("deadline.closed", date=date)
    if standing.status is Status.UPCOMING and window.opens_at:
        opens = moment(book, window.opens_at, window.opens_precision)
        return book.say("deadline.upcoming", opens=opens)
    source = window.evidence.source if window.evidence else None
    read = window.read or (source.read if source else None)
    if read is None:
        line = book.say(f"deadline.{kind}_unread")
    else:
        key = f"deadline.{kind}_stale" if standing.stale else f"deadline.{kind}"
        line = book.say(key, read=day(book, read))
    if window.closes_at and standing.days_left_to_latest == 0:
        line += " · " + book.say("deadline.latest_today")
    elif window.closes_at:
        latest = moment(book, window.closes_at, window.closes_precision)
        line += " · " + book.say("deadline.latest", date=latest)
    return line


def says_nothing(window: Window) -> bool:
    """Neither an end nor an opening, nor a day whose year is missing."""
    dated = window.closes_at or window.opens_at or window.month
    return window.kind in (WindowKind.DATED, WindowKind.UNKNOWN) and not dated


def term_quoted(window: Window) -> str:
    """The source's words about a term that no certain day could be read from; else empty."""
    whole = window.month and window.day
    if window.kind is not WindowKind.UNKNOWN or window.opens_at or window.closes_at or whole:
        return ""
    return window.evidence.quote if window.evidence else ""


def _endless(book: Phrasebook, standing: Standing, window: Window) -> str:
    """No certain closing day: a day without its year, an opening alone, or nothing at all."""
    if Warning.YEAR_MISSING in window.warnings and window.month and window.day:
        return book.say("deadline.year_missing", month=window.month, day=window.day)
    if quote := term_quoted(window):
        return book.say("deadline.quoted", quote=quote)
    if window.opens_at is None:
        return book.say("deadline.unknown")
    opens = moment(book, window.opens_at, window.opens_precision)
    key = "upcoming" if standing.status is Status.UPCOMING else "opened"
    return book.say(f"deadline.{key}", opens=opens)


def _remarks(book: Phrasebook, standing: Standing) -> list[str]:
    window = standing.window
    if window is None or standing.status is Status.CLOSED:
        return []
    remarks = [book.say(f"deadline.{w}") for w in CAUTIONS if w in window.warnings]
    hourless = window.closes_precision is Precision.DAY and window.closes_at
    if standing.status is Status.OPEN and hourless and window.kind is WindowKind.DATED:
        remarks.insert(0, book.say("deadline.open_hour_missing"))
    if window.arrival is Arrival.MUST_ARRIVE:
        remarks.append(book.say("deadline.must_arrive"))
    if window.arrival is Arrival.POSTMARKED:
        remarks.append(book.say("deadline.postmarked"))
    return remarks
