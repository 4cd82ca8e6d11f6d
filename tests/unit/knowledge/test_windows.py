"""The status of a window at a moment, to the second, in the provider's zone."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.dates import read_periods
from knowledge.programs import Country, Precision, Status, Warning, Window, WindowKind
from knowledge.windows import (
    current_window,
    days_left,
    is_stale,
    reconcile,
    status_of,
    windows_from,
)

TOKYO = ZoneInfo("Asia/Tokyo")


def at(text):
    return datetime.fromisoformat(text).replace(tzinfo=TOKYO)


def window(text, country=Country.JP):
    (found,) = windows_from(read_periods(text, country=country), document="notice")
    return found


DAY = Window(WindowKind.DATED, at("2027-03-01"), at("2027-04-16T23:59:59"))
MINUTE = replace(DAY, closes_at=at("2027-04-16T17:00"), closes_precision=Precision.MINUTE)
BUDGET = Window(WindowKind.UNTIL_BUDGET, read=date(2027, 3, 1))


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        ("2027-02-28T23:59:59", Status.UPCOMING),
        ("2027-03-01T00:00:00", Status.OPEN),
        ("2027-04-15T23:59:59", Status.OPEN),
        ("2027-04-16T00:00:00", Status.UNKNOWN),
        ("2027-04-16T23:59:59", Status.UNKNOWN),
        ("2027-04-17T00:00:00", Status.CLOSED),
    ],
)
def test_without_an_hour_the_last_day_is_not_called_open(moment, expected):
    assert status_of(DAY, at(moment)) is expected


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        ("2027-04-16T16:59:59", Status.OPEN),
        ("2027-04-16T17:00:00", Status.OPEN),
        ("2027-04-16T17:00:01", Status.CLOSED),
    ],
)
def test_a_stated_hour_is_exact(moment, expected):
    assert status_of(MINUTE, at(moment)) is expected


def test_the_day_ends_at_midnight_of_the_provider_not_of_the_asker():
    assert status_of(DAY, datetime(2027, 4, 16, 14, 59, tzinfo=UTC)) is Status.UNKNOWN
    assert status_of(DAY, datetime(2027, 4, 16, 15, 0, tzinfo=UTC)) is Status.CLOSED
    assert days_left(DAY, datetime(2027, 4, 14, 15, 0, tzinfo=UTC)) == 1


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        ("2027-02-28T12:00", 47),
        ("2027-04-08T23:59", 8),
        ("2027-04-16T23:00", 0),
        ("2027-04-17T00:00", None),
    ],
)
def test_days_left_are_calendar_days(moment, expected):
    assert days_left(DAY, at(moment)) == expected


@pytest.mark.parametrize("kind", [WindowKind.ROLLING, WindowKind.UNTIL_BUDGET])
def test_a_latest_end_in_the_past_closes_it_and_is_never_counted_down_to(kind):
    lasting = replace(DAY, kind=kind)
    assert status_of(lasting, at("2027-04-01")).value == kind.value
    assert status_of(lasting, at("2027-04-17")) is Status.CLOSED
    assert days_left(lasting, at("2027-04-01")) is None


def test_unknown_is_never_open():
    unknown = Window(WindowKind.UNKNOWN, opens_at=at("2027-03-01"))
    assert status_of(unknown, at("2027-02-01")) is Status.UPCOMING
    assert status_of(unknown, at("2027-03-02")) is Status.UNKNOWN


@pytest.mark.parametrize(("days", "expected"), [(30, False), (31, True)])
def test_what_may_end_any_day_goes_stale_after_thirty_days(days, expected):
    assert is_stale(BUDGET, at("2027-03-01") + timedelta(days=days)) is expected
    assert not is_stale(DAY, at("2030-01-01"))


def test_never_read_is_stale():
    assert is_stale(Window(WindowKind.ROLLING), at("2027-03-01"))


def test_the_window_to_speak_of():
    second = replace(DAY, opens_at=at("2027-05-01"), closes_at=at("2027-06-16T23:59:59"))
    first_closes = replace(MINUTE, closes_at=at("2027-04-10T17:00"))
    rounds = (second, DAY, first_closes)
    assert current_window(rounds, at("2027-04-01")) is first_closes
    assert current_window(rounds, at("2027-04-12")) is DAY
    assert current_window(rounds, at("2027-04-16T12:00")) is DAY
    assert current_window(rounds, at("2027-04-20")) is second
    assert current_window(rounds, at("2027-07-01")) is second
    assert current_window((), at("2027-07-01")) is None


def test_budget_comes_before_what_is_closed_and_closed_before_unknown():
    unknown = Window(WindowKind.UNKNOWN)
    after = at("2027-07-01")
    assert current_window((unknown, DAY, BUDGET), after) is BUDGET
    assert current_window((unknown, DAY), after) is DAY
    assert current_window((unknown,), after) is unknown


def test_a_period_becomes_a_window_with_its_quote():
    found = window("申請期限：令和9年4月16日（金）17時必着")
    assert found.closes_at == at("2027-04-16T17:00")
    assert found.evidence.quote == "申請期限：令和9年4月16日（金）17時必着"
    assert found.evidence.document == "notice"
    assert found.kind is WindowKind.DATED


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("예산 소진시까지", WindowKind.UNTIL_BUDGET),
        ("선착순 접수", WindowKind.UNTIL_BUDGET),
        ("모집 완료시까지", WindowKind.UNTIL_BUDGET),
        ("상시 접수", WindowKind.ROLLING),
        ("차수별 상이", WindowKind.UNKNOWN),
        ("매월 10일까지", WindowKind.UNKNOWN),
        ("추후 공지", WindowKind.UNKNOWN),
        ("12月中旬", WindowKind.UNKNOWN),
        ("오는 5월 23일까지 신청을 받는다", WindowKind.UNKNOWN),
    ],
)
def test_a_window_without_a_certain_end_has_none(text, kind):
    found = window(text)
    assert (found.kind, found.closes_at, found.opens_at) == (kind, None, None)


def test_no_period_is_no_window():
    assert windows_from(read_periods("-", country=Country.KR)) == ()


def test_a_title_without_the_year_adds_nothing_to_the_body_that_prints_it():
    title = "創業支援補助金の募集（募集期間：4月1日～5月21日）"
    text = f"{title}\n\n申込期間：令和9年4月1日（木）～令和9年5月21日（金）\n"
    assert window(text).closes_at.date() == date(2027, 5, 21)


def test_the_same_end_in_two_places_keeps_the_stated_hour_and_does_not_differ():
    both = reconcile(window("2027-04-16"), window("2027年4月16日（金）17時まで"))
    assert both.closes_at == at("2027-04-16T17:00")
    assert Warning.SOURCES_DIFFER not in both.warnings


def test_sources_that_differ_show_the_earlier_end_and_say_so():
    portal = window("2027-04-30T08:00Z")
    notice = window("令和9年4月16日（金）まで")
    for both in (reconcile(portal, notice), reconcile(notice, portal)):
        assert both.closes_at.date() == date(2027, 4, 16)
        assert Warning.SOURCES_DIFFER in both.warnings


def test_a_notice_that_may_end_early_keeps_a_dated_field_from_promising():
    both = reconcile(window("~ 2027-04-16"), window("予算額に達し次第終了"))
    assert both.kind is WindowKind.UNTIL_BUDGET
    assert both.closes_at.date() == date(2027, 4, 16)


def test_an_end_before_the_fields_opening_is_another_round():
    portal = window("2027-05-01 ~ 2027-06-30")
    both = reconcile(portal, window("第1次締切：2027年4月16日"))
    assert both.closes_at == portal.closes_at
    assert Warning.SOURCES_DIFFER in both.warnings


ENDS = st.integers(0, 2 * 365 * 24 * 60).map(lambda n: at("2026-01-01") + timedelta(minutes=n))


@given(ENDS, ENDS, st.booleans(), st.booleans())
def test_reconciling_never_closes_later_than_the_earlier_day(one, other, first_exact, second_exact):
    precision = {True: Precision.MINUTE, False: Precision.DAY}
    field = Window(WindowKind.DATED, closes_at=one, closes_precision=precision[first_exact])
    text = Window(WindowKind.DATED, closes_at=other, closes_precision=precision[second_exact])
    assert reconcile(field, text).closes_at.date() == min(one, other).date()


@given(ENDS, ENDS)
def test_a_status_never_goes_back(closes, moment):
    order = [Status.UPCOMING, Status.OPEN, Status.UNKNOWN, Status.CLOSED]
    tried = Window(WindowKind.DATED, at("2026-06-01"), max(closes, at("2026-06-02")))
    now, later = (status_of(tried, moment + timedelta(hours=h)) for h in (0, 5))
    assert order.index(now) <= order.index(later)
