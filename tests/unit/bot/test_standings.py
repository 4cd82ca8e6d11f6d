"""Where a programme stands at a moment, in its own zone."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.standings import standing
from knowledge.programs import Country, Precision, Status, WindowKind
from tests.fakes.programs import moment_of, program, window

DAY = program(windows=(window("2026-12-28", opens="2026-11-01"),))
HOUR = program(windows=(window("2026-12-28T17:00"),))


def at(text, one=DAY):
    return standing(one, moment_of(text, one.country))


@pytest.mark.parametrize(
    ("moment", "status", "left", "can", "may"),
    [
        ("2026-10-31T23:59:59", Status.UPCOMING, 58, False, False),
        ("2026-11-01T00:00:00", Status.OPEN, 57, True, True),
        ("2026-12-27T23:59:59", Status.OPEN, 1, True, True),
        ("2026-12-28T00:00:00", Status.UNKNOWN, 0, False, True),
        ("2026-12-28T23:59:59", Status.UNKNOWN, 0, False, True),
        ("2026-12-29T00:00:00", Status.CLOSED, None, False, False),
    ],
)
def test_without_an_hour_the_last_day_is_open_to_doubt(moment, status, left, can, may):
    found = at(moment)
    assert (found.status, found.days_left, found.can_apply, found.may_apply) == (
        status,
        left,
        can,
        may,
    )


@pytest.mark.parametrize(
    ("moment", "status", "last_day"),
    [
        ("2026-12-27T23:59:59", Status.OPEN, False),
        ("2026-12-28T16:59:59", Status.OPEN, True),
        ("2026-12-28T17:00:00", Status.OPEN, True),
        ("2026-12-28T17:00:01", Status.CLOSED, False),
    ],
)
def test_with_an_hour_the_last_day_is_open_until_then(moment, status, last_day):
    found = at(moment, HOUR)
    assert (found.status, found.last_day, found.precision) == (status, last_day, Precision.MINUTE)


@pytest.mark.parametrize("country", list(Country))
def test_midnight_is_that_of_the_programme(country):
    one = program(country=country, windows=(window("2026-12-28", country=country),))
    before = datetime(2026, 12, 28, 14, 59, 59, tzinfo=UTC)
    assert standing(one, before).status is Status.UNKNOWN
    assert standing(one, before).today == date(2026, 12, 28)
    assert standing(one, before + timedelta(seconds=1)).status is Status.CLOSED


@given(st.datetimes(datetime(2026, 10, 1), datetime(2027, 2, 1)), st.integers(-12, 14))  # noqa: DTZ001
def test_the_zone_of_the_asker_changes_nothing(naive, hours):
    moment = naive.replace(tzinfo=UTC)
    elsewhere = moment.astimezone(tz=__import__("datetime").timezone(timedelta(hours=hours)))
    assert standing(DAY, moment) == standing(DAY, elsewhere)


def test_a_programme_without_a_window_is_unknown_and_worth_asking_about():
    found = at("2026-11-22T10:00", program())
    assert (found.status, found.window, found.closes_at, found.precision) == (
        Status.UNKNOWN,
        None,
        None,
        None,
    )
    assert (found.can_apply, found.may_apply, found.last_day) == (False, True, False)


@pytest.mark.parametrize(
    ("kind", "status"),
    [
        (WindowKind.ROLLING, Status.ROLLING),
        (WindowKind.UNTIL_BUDGET, Status.UNTIL_BUDGET),
    ],
)
def test_what_was_read_long_ago_does_not_count_as_open(kind, status):
    fresh = program(windows=(window(kind=kind, read=date(2026, 10, 23)),))
    old = program(windows=(window(kind=kind, read=date(2026, 10, 22)),))
    never = program(windows=(window(kind=kind, read=None),))
    found = [at("2026-11-22T10:00", one) for one in (fresh, old, never)]
    assert [f.status for f in found] == [status] * 3
    assert [f.can_apply for f in found] == [True, False, False]


def test_the_running_round_comes_before_the_closed_and_the_next():
    rounds = (
        window("2026-10-31"),
        window("2026-12-28", opens="2026-11-01"),
        window("2027-03-31", opens="2027-01-10"),
    )
    assert at("2026-11-22T10:00", program(windows=rounds)).window == rounds[1]
    assert at("2026-12-29T10:00", program(windows=rounds)).status is Status.UPCOMING
    assert at("2027-04-01T00:00", program(windows=rounds)).window == rounds[2]
