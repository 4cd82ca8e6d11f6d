"""When a reminder is due. Pure: the same question always has the same answer.

A reminder comes at nine in the morning of the country, on a working day, as many days before the
closing day as was wished, or on the working day before that. It is never early, never twice, and
never says open after the end.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from bot.reminders.wishes import Item, Matter, Wish, WorkingDays
from bot.standings import Standing, standing
from knowledge.programs import Country, Program, Status
from knowledge.zones import ZONES

HOUR = time(9)
LAST_HOUR = time(20)
"""Nobody is written to between this hour and nine."""
LATE_AFTER = timedelta(hours=1)
MENTIONED_CLOSED = timedelta(days=7)
"""How long after the end somebody who missed a reminder is told that it has closed."""


@dataclass(frozen=True, slots=True)
class Plan:
    """``items`` are due now; ``again`` is when to look again, None for: only with new facts."""

    items: tuple[Item, ...] = ()
    again: datetime | None = None


def moment_before(on: date, days: int, country: Country, working: WorkingDays) -> datetime:
    """Nine o'clock, ``days`` before ``on`` or on the working day before that."""
    day = on - timedelta(days=days)
    while not working.is_working(day, country):
        day -= timedelta(days=1)
    return datetime.combine(day, HOUR, ZONES[country])


def moment_after(made_at: datetime, days: int, country: Country, working: WorkingDays) -> datetime:
    """Nine o'clock, ``days`` after or on the next working day."""
    day = made_at.astimezone(ZONES[country]).date() + timedelta(days=days)
    while not working.is_working(day, country):
        day += timedelta(days=1)
    return datetime.combine(day, HOUR, ZONES[country])


def in_hours(now: datetime, country: Country) -> bool:
    return HOUR <= now.astimezone(ZONES[country]).time() < LAST_HOUR


def next_opening(now: datetime, country: Country) -> datetime:
    """The next nine o'clock, any day."""
    local = now.astimezone(ZONES[country])
    day = local.date() + timedelta(days=local.time() >= HOUR)
    return datetime.combine(day, HOUR, ZONES[country])


def plan_deadline(
    wish: Wish, program: Program, told: Collection[Item], now: datetime, working: WorkingDays
) -> Plan:
    """The reminders of one programme's deadline; nothing where there is no certain closing day."""
    where = standing(program, now)
    closes_on = closing_day(where)
    if closes_on is None:
        return Plan()
    mine = (Matter.DEADLINE, program.id, closes_on)
    done = {i.offset for i in told if (i.matter, i.program, i.about) == mine}
    moments = {
        days: moment
        for days in wish.days
        if days not in done
        and (moment := moment_before(closes_on, days, wish.country, working)) > wish.made_at
    }
    if where.status is Status.CLOSED:
        return Plan() if done else _closed(wish, program.id, closes_on, moments, where)
    if where.status is Status.UNKNOWN and not where.last_day:
        return Plan()
    due = {days: at for days, at in moments.items() if at <= now}
    later = [at for at in moments.values() if at > now]
    if due and not in_hours(now, wish.country):
        return Plan((), next_opening(now, wish.country))
    items = tuple(
        Item(wish.id, Matter.DEADLINE, program.id, closes_on, days, late=now - at > LATE_AFTER)
        for days, at in due.items()
    )
    if not moments or where.closes_at is None:
        return Plan(items)
    return Plan(items, min([*later, where.closes_at + timedelta(minutes=1)]))


def plan_follow_up(wish: Wish, told: Collection[Item], now: datetime, working: WorkingDays) -> Plan:
    """Asked once at each of the wish's days after it was made; a missed one is not made up for."""
    made_on = wish.made_at.astimezone(ZONES[wish.country]).date()
    mine = (Matter.FOLLOW_UP, wish.program, made_on)
    done = {i.offset for i in told if (i.matter, i.program, i.about) == mine}
    left = [days for days in wish.days if days > max(done, default=0)]
    moments = {days: moment_after(wish.made_at, days, wish.country, working) for days in left}
    due = [days for days, at in moments.items() if at <= now]
    later = min((at for at in moments.values() if at > now), default=None)
    if not due:
        return Plan((), later)
    if not in_hours(now, wish.country):
        return Plan((), next_opening(now, wish.country))
    return Plan((Item(wish.id, Matter.FOLLOW_UP, wish.program, made_on, max(due)),), later)


def plan_next_call(wish: Wish, program: Program, told: Collection[Item], now: datetime) -> Plan:
    """A window that the wish did not know: told when it is known, and on the day it opens."""
    items, later = [], []
    mine = (Matter.NEXT_CALL, program.id)
    done = {(i.about, i.offset) for i in told if (i.matter, i.program) == mine}
    for opens, offset in _new_windows(wish, program, now):
        if (opens.date(), offset) in done:
            continue
        at = datetime.combine(opens.date(), HOUR, ZONES[wish.country]) if offset == 0 else now
        at = max(at, opens) if offset == 0 else at
        if at <= now and in_hours(now, wish.country):
            items.append(Item(wish.id, Matter.NEXT_CALL, program.id, opens.date(), offset))
        else:
            later.append(max(at, next_opening(now, wish.country)) if at <= now else at)
    return Plan(tuple(items), min(later, default=None))


def window_key(opens: datetime | None, closes: datetime | None) -> str:
    """Names a round of a programme."""
    return "/".join(moment.date().isoformat() if moment else "" for moment in (opens, closes))


def closing_day(where: Standing) -> date | None:
    """The closing day in the programme's zone where one is certain, else None."""
    if where.closes_at is None:
        return None
    return where.closes_at.astimezone(where.moment.tzinfo).date()


def _new_windows(wish: Wish, program: Program, now: datetime) -> Iterator[tuple[datetime, int]]:
    """(opening, 0) of a window that opens or is open, (opening, -1) of one announced ahead."""
    for window in program.windows:
        if window.opens_at is None or window_key(window.opens_at, window.closes_at) in wish.known:
            continue
        if window.closes_at and window.closes_at <= now:
            continue
        if window.opens_at > now:
            yield window.opens_at, -1
        yield window.opens_at, 0


def _closed(
    wish: Wish, program: str, closes_on: date, moments: dict[int, datetime], where: Standing
) -> Plan:
    """All that is left to say to somebody whom no reminder reached in time."""
    end, now = where.closes_at, where.moment
    missed = [days for days, at in moments.items() if end and at <= end]
    if not missed or end is None or now - end > MENTIONED_CLOSED:
        return Plan()
    if not in_hours(now, wish.country):
        return Plan((), next_opening(now, wish.country))
    return Plan(
        (Item(wish.id, Matter.DEADLINE, program, closes_on, min(missed), late=True, closed=True),)
    )
