"""Nine o'clock, a working day, never early, never twice, never open after the end."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.messages import Address, Person
from bot.reminders.planning import moment_before, plan_deadline, plan_follow_up, plan_next_call
from bot.reminders.wishes import Item, Matter, Wish, WishKind
from knowledge.programs import Country, Language
from tests.fakes.programs import moment_of, program, window
from tests.fakes.reminders import SetHolidays

MADE = moment_of("2026-11-01T12:00")
NO_HOLIDAYS = SetHolidays()
CLOSING = program(windows=(window("2026-12-28T17:00"),))


def wish(**more) -> Wish:
    kind = more.pop("kind", WishKind.PROGRAM)
    address = Address("telegram", "1")
    person = Person("telegram", "1")
    given = ("w", kind, person, "telegram:1", address, Language.JA, Country.JP, MADE, "kaigai")
    return Wish(*given, **more)


def offsets(at: str, told: tuple[Item, ...] = (), one=CLOSING, **more) -> list[int]:
    plan = plan_deadline(wish(**more), one, told, moment_of(at), NO_HOLIDAYS)
    return [item.offset for item in plan.items]


def told(offset: int, closes: date = date(2026, 12, 28)) -> Item:
    return Item("w", Matter.DEADLINE, "kaigai", closes, offset)


def test_it_comes_at_nine_and_not_a_minute_before():
    assert offsets("2026-12-21T08:59") == []
    assert offsets("2026-12-21T09:00") == [7]


def test_a_day_before_on_a_weekend_is_the_friday():
    assert offsets("2026-12-25T08:59", (told(7),)) == []  # the 27th is a Sunday
    assert offsets("2026-12-25T09:00", (told(7),)) == [1]


def test_a_holiday_moves_it_to_the_working_day_before():
    holidays = SetHolidays(date(2026, 12, 25), date(2026, 12, 24))
    assert moment_before(date(2026, 12, 28), 1, Country.JP, holidays).date() == date(2026, 12, 23)


def test_what_was_told_is_not_told_again():
    assert offsets("2026-12-21T09:01", (told(7),)) == []


def test_a_moved_deadline_is_planned_anew():
    moved = program(windows=(window("2026-12-24"),))
    assert offsets("2026-12-21T09:00", (told(7),), moved) == [7]


def test_who_asks_late_is_not_told_at_once():
    one = program(windows=(window("2026-11-05"),))
    assert offsets("2026-11-03T10:00", one=one) == []
    assert offsets("2026-11-04T09:00", one=one) == [1]


def test_a_late_one_says_so_while_it_is_open():
    plan = plan_deadline(wish(), CLOSING, (), moment_of("2026-12-28T10:00"), NO_HOLIDAYS)
    assert all(item.late and not item.closed for item in plan.items)
    assert len(plan.items) == 2


def test_after_the_end_it_only_says_that_it_has_closed():
    plan = plan_deadline(wish(), CLOSING, (), moment_of("2026-12-28T17:01"), NO_HOLIDAYS)
    assert [(item.late, item.closed) for item in plan.items] == [(True, True)]
    assert offsets("2026-12-28T17:01", (told(7),)) == []  # one did arrive
    assert offsets("2027-01-20T10:00") == []


def test_nobody_is_written_to_at_night():
    assert offsets("2026-12-22T03:00") == []
    plan = plan_deadline(wish(), CLOSING, (), moment_of("2026-12-22T03:00"), NO_HOLIDAYS)
    assert plan.again == moment_of("2026-12-22T09:00")


def test_a_programme_without_a_certain_day_has_no_reminder():
    assert offsets("2026-12-21T09:00", one=program()) == []


@given(
    closes=st.dates(date(2026, 11, 20), date(2027, 12, 31)),
    days=st.integers(0, 40),
    holidays=st.frozensets(st.dates(date(2026, 10, 1), date(2027, 12, 31)), max_size=60),
)
def test_the_moment_is_nine_on_a_working_day_not_after_the_day_wished(closes, days, holidays):
    working = SetHolidays(*holidays)
    at = moment_before(closes, days, Country.KR, working)
    assert (at.hour, at.minute) == (9, 0)
    assert working.is_working(at.date(), Country.KR)
    assert at.date() <= closes - timedelta(days=days)
    between = [
        at.date() + timedelta(days=n) for n in range(1, (closes - at.date()).days - days + 1)
    ]
    assert not any(working.is_working(day, Country.KR) for day in between)


@given(minutes=st.lists(st.integers(0, 70 * 24 * 60), max_size=30).map(sorted))
def test_whenever_it_is_looked_at_each_reminder_comes_once_and_in_time(minutes):
    said: list[tuple[Item, datetime]] = []
    for minute in minutes:
        now = MADE + timedelta(minutes=minute)
        items = tuple(item for item, _ in said)
        said += [(i, now) for i in plan_deadline(wish(), CLOSING, items, now, NO_HOLIDAYS).items]
    keys = [item.offset for item, _ in said]
    assert len(keys) == len(set(keys))
    for item, now in said:
        assert now >= moment_before(item.about, item.offset, Country.JP, NO_HOLIDAYS)
        assert item.closed == (now > moment_of("2026-12-28T17:00"))


def test_the_follow_up_asks_at_nine_twenty_one_and_forty_five_days():
    asked, items = [], ()
    for day in range(60):
        now = moment_of("2026-11-01T10:00") + timedelta(days=day)
        plan = plan_follow_up(wish(days=(9, 21, 45)), items, now, NO_HOLIDAYS)
        items += plan.items
        asked += [day for _ in plan.items]
    assert asked == [9, 22, 45]  # day 21 is a Sunday


def test_a_new_round_is_told_when_it_is_announced_and_when_it_opens():
    old, new = window("2026-10-30", "2026-10-01"), window("2027-02-26", "2027-01-12")
    asks = wish(kind=WishKind.NEXT_CALL, known=frozenset({"2026-10-01/2026-10-30"}))
    now = moment_of("2026-12-01T10:00")
    assert plan_next_call(asks, program(windows=(old,)), (), now).items == ()
    ahead = plan_next_call(asks, program(windows=(old, new)), (), now)
    assert [item.offset for item in ahead.items] == [-1]
    assert ahead.again == moment_of("2027-01-12T09:00")
    opening = plan_next_call(asks, program(windows=(old, new)), ahead.items, ahead.again)
    assert [item.offset for item in opening.items] == [0]
