"""Deadlines as calendar files, read back by the library that calendars are tested with."""

from __future__ import annotations

import base64
from datetime import UTC, date, datetime, timedelta

import pytest
from icalendar import Calendar

from bot.calendar_files import alarm_days, calendar_file, has_deadline
from bot.standings import standing
from knowledge.programs import WindowKind
from prompts import load
from tests.fakes.programs import moment_of, program, window

BOOKS = load()


def event_of(one, at="2026-11-22T10:00:00", language="ko"):
    file = calendar_file(BOOKS[language], one, standing(one, moment_of(at)))
    assert file is not None
    calendar = Calendar.from_ical(base64.b64decode(file.content))
    return calendar, calendar.events[0]


def test_a_day_without_its_hour_is_a_whole_day_with_alarms_at_nine():
    _, event = event_of(program(windows=(window("2026-12-28"),)))
    assert event.start == date(2026, 12, 28)
    assert event.end == date(2026, 12, 29)
    midnight = datetime(2026, 12, 28, tzinfo=UTC)
    rings = [midnight + alarm["trigger"].dt for alarm in event.walk("VALARM")]
    assert rings == [datetime(2026, 12, 21, 9, tzinfo=UTC), datetime(2026, 12, 27, 9, tzinfo=UTC)]
    assert "마감 시각은 자료에 없습니다" in event["description"]


def test_a_stated_hour_is_that_minute_in_the_zone_of_the_country():
    calendar, event = event_of(program(windows=(window("2026-12-28T17:00"),)))
    assert event.start.astimezone(UTC) == datetime(2026, 12, 28, 8, tzinfo=UTC)
    assert event["dtstart"].params["TZID"] == "Asia/Tokyo"
    assert calendar.timezones[0].tz_name == "Asia/Tokyo"
    rings = [event.start + alarm["trigger"].dt for alarm in event.walk("VALARM")]
    assert [(r.day, r.hour) for r in rings] == [(21, 9), (27, 9)]


def test_an_alarm_that_would_have_rung_already_is_left_out():
    one = program(windows=(window("2026-12-28"),))
    _, event = event_of(one, "2026-12-24T10:00:00")
    assert [alarm["trigger"].dt for alarm in event.walk("VALARM")] == [timedelta(hours=-15)]


def test_a_moved_deadline_keeps_the_name_of_the_event():
    uids = {
        str(event_of(program(windows=(window(closes, "2026-11-01"),)))[1]["uid"])
        for closes in ("2026-12-28", "2026-12-21")
    }
    assert len(uids) == 1


def test_the_latest_day_of_an_open_end_is_said_to_be_the_latest():
    ends = window("2026-12-28", kind=WindowKind.UNTIL_BUDGET)
    _, event = event_of(program(windows=(ends,)), language="ja")
    assert str(event["summary"]).startswith("【遅くとも")


@pytest.mark.parametrize(
    "windows",
    [(), (window(),), (window("2026-11-20"),), (window(kind=WindowKind.ROLLING),)],
    ids=["none", "undated", "closed", "rolling"],
)
def test_without_a_certain_day_to_come_there_is_no_file(windows):
    one = program(windows=windows)
    where = standing(one, moment_of("2026-11-22T10:00:00"))
    assert not has_deadline(where)
    assert calendar_file(BOOKS["ko"], one, where) is None


@pytest.mark.parametrize("language", ["ko", "ja"])
def test_the_file_holds_no_days_left(language):
    _, event = event_of(program(windows=(window("2026-12-28"),)), language=language)
    text = f"{event['summary']} {event['description']}"
    assert "2026" in text
    assert not any(word in text for word in ("D-", "残り"))


@pytest.mark.parametrize(
    ("at", "days"), [("2026-12-01", (7, 1)), ("2026-12-24", (1,)), ("2026-12-28", ())]
)
def test_the_alarms_that_are_said_are_those_in_the_file(at, days):
    one = program(windows=(window("2026-12-28"),))
    where = standing(one, moment_of(f"{at}T10:00:00"))
    assert alarm_days(where) == days
    _, event = event_of(one, f"{at}T10:00:00")
    assert len(event.walk("VALARM")) == len(days)
