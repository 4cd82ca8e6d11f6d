"""When the agency is there. Pure: asked with a moment and a calendar."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from bot.reminders.wishes import WorkingDays
from knowledge.programs import Country
from knowledge.zones import ZONES

OPENS, CLOSES = time(9), time(18)
"""Office hours on working days, by the clock of the country."""
SILENT_FOR = 2
"""Working days after which a case whose owner does not answer goes back to the queue."""


def is_open(now: datetime, country: Country, working: WorkingDays) -> bool:
    local = now.astimezone(ZONES[country])
    return working.is_working(local.date(), country) and OPENS <= local.time() < CLOSES


def next_opening(now: datetime, country: Country, working: WorkingDays) -> datetime:
    """The next nine o'clock of a working day; today's, if it is still to come."""
    local = now.astimezone(ZONES[country])
    day = local.date()
    if local.time() >= OPENS or not working.is_working(day, country):
        day += timedelta(days=1)
    while not working.is_working(day, country):
        day += timedelta(days=1)
    return datetime.combine(day, OPENS, ZONES[country])


def working_days_since(
    since: datetime, now: datetime, country: Country, working: WorkingDays
) -> int:
    """Whole working days that began after ``since``."""
    zone = ZONES[country]
    day, today, days = since.astimezone(zone).date(), now.astimezone(zone).date(), 0
    while day < today:
        day += timedelta(days=1)
        days += working.is_working(day, country)
    return days
