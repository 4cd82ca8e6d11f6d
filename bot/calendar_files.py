"""A deadline as a calendar file: RFC 5545, with alarms a week and a day before, if still to come."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from datetime import datetime, time, timedelta

from icalendar import Alarm, Calendar, Event

from bot.messages import SentFile
from bot.standings import Standing
from bot.wording import moment
from knowledge.programs import Language, Precision, Program, Status, WindowKind
from prompts import Phrasebook

DAYS_BEFORE = (7, 1)
RINGS_AT = time(9)
MEDIA_TYPE = "text/calendar"


def has_deadline(standing: Standing) -> bool:
    """Whether there is a certain closing day still to come."""
    window, closes = standing.window, standing.closes_at
    if window is None or closes is None or standing.status is Status.CLOSED:
        return False
    return closes >= standing.moment


def calendar_file(book: Phrasebook, program: Program, standing: Standing) -> SentFile | None:
    """None where no closing day is certain.

    With the precision of a day the event lasts the whole day, as the hour is not stated; else it
    begins and ends at the closing minute in the programme's zone.
    """
    closes = standing.closes_at
    if closes is None or not has_deadline(standing):
        return None
    calendar = Calendar()
    calendar.add("prodid", "-//sme-concierge//deadlines//")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add_component(_event(book, program, standing, closes))
    calendar.add_missing_timezones()
    content = base64.b64encode(calendar.to_ical()).decode("ascii")
    return SentFile(f"{program.id}.ics", MEDIA_TYPE, content)


def _event(book: Phrasebook, program: Program, standing: Standing, closes: datetime) -> Event:
    language = Language(book.language)
    name = program.names.within(language)
    summary = book.say(_summary_key(standing), name=name)
    event = Event()
    event.add("uid", f"{program.id}-{_round(standing)}@sme-concierge")
    event.add("dtstamp", standing.moment)
    event.add("summary", summary)
    event.add("description", _description(book, program, standing))
    event.add("transp", "TRANSPARENT")
    if program.url:
        event.add("url", program.url)
    whole_day = standing.precision is Precision.DAY
    begins = datetime.combine(closes.date(), time(), closes.tzinfo) if whole_day else closes
    event.add("dtstart", closes.date() if whole_day else closes)
    event.add("dtend", closes.date() + timedelta(days=1) if whole_day else closes)
    for alarm in _alarms(summary, begins, standing):
        event.add_component(alarm)
    return event


def _summary_key(standing: Standing) -> str:
    window = standing.window
    dated = window is not None and window.kind is WindowKind.DATED
    return "calendar.summary" if dated else "calendar.summary_latest"


def _round(standing: Standing) -> str:
    """The round by its first day, so that a moved deadline changes the event it is in."""
    window = standing.window
    opens = window.opens_at if window else None
    return opens.date().isoformat() if opens else "round"


def _description(book: Phrasebook, program: Program, standing: Standing) -> str:
    language = Language(book.language)
    parts = [
        program.agency.within(language),
        _deadline(book, standing),
        program.apply.contact.within(language),
        book.say("calendar.check"),
        program.url or "",
    ]
    return "\n".join(filter(None, parts))


def _deadline(book: Phrasebook, standing: Standing) -> str:
    """Without the days that are left: the file is read on another day than today."""
    if standing.closes_at is None or standing.precision is None:
        return ""
    closes = moment(book, standing.closes_at, standing.precision)
    key = "calendar.closes" if standing.precision is Precision.MINUTE else "calendar.closes_on"
    return book.say(key, date=closes)


def alarm_days(standing: Standing) -> tuple[int, ...]:
    """How many days before the deadline the file rings: what would have rung already is left out."""
    closes = standing.closes_at
    if closes is None:
        return ()
    return tuple(days for days in DAYS_BEFORE if _rings(closes, days) > standing.moment)


def _rings(closes: datetime, days: int) -> datetime:
    return datetime.combine(closes.date() - timedelta(days=days), RINGS_AT, closes.tzinfo)


def _alarms(summary: str, begins: datetime, standing: Standing) -> Iterator[Alarm]:
    """At nine of that morning."""
    for days in alarm_days(standing):
        rings = _rings(begins, days)
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("description", summary)
        alarm.add("trigger", rings - begins)
        yield alarm
