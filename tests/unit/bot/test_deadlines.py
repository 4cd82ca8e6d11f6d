"""By when, how sure that is, and why there may be no date."""

from datetime import date

import pytest

from bot.deadlines import CAUTIONS, deadline_line, open_ended
from bot.standings import standing
from knowledge.programs import Arrival, Country, Warning, WindowKind
from prompts import load
from tests.fakes.programs import moment_of, program, window

KO, JA = load()["ko"], load()["ja"]


def line(book, *windows, at="2026-11-22T10:00", country=Country.JP):
    one = program(windows=windows, country=country)
    return deadline_line(book, standing(one, moment_of(at, country)))


def test_open_with_the_days_left_and_the_missing_hour():
    assert line(KO, window("2026-12-28")) == (
        "2026년 12월 28일(월)까지 · D-36 · 마감 시각은 자료에 없습니다"
    )
    assert line(JA, window("2026-12-28")) == (
        "2026年12月28日（月）まで · 残り36日 · 締切の時刻は資料にありません"
    )


def test_open_with_the_hour():
    end = window("2026-12-28T17:00")
    assert line(KO, end) == "2026년 12월 28일(월) 17:00까지 · D-36"
    assert line(JA, end, at="2026-12-27T23:59:59") == "2026年12月28日（月）17時00分まで · 残り1日"


@pytest.mark.parametrize("country", list(Country))
def test_on_the_last_day_without_an_hour_nothing_is_promised(country):
    end = window("2026-12-28", country=country)
    for hour in ("00:00:00", "23:59:59"):
        text = line(KO, end, at=f"2026-12-28T{hour}", country=country)
        assert text.startswith("오늘(2026년 12월 28일(월))이 마감일입니다.")
        assert "이미 닫혔을 수 있으니" in text
        assert "D-" not in text


def test_on_the_last_day_with_an_hour_it_is_said():
    end = window("2026-12-28T17:00")
    assert line(KO, end, at="2026-12-28T17:00:00") == "오늘(2026년 12월 28일(월) 17:00)까지 · D-DAY"
    assert line(JA, end, at="2026-12-28T09:00:00") == "本日2026年12月28日（月）17時00分まで"


def test_closed_is_closed_from_the_next_second():
    end = window("2026-12-28T17:00")
    assert line(KO, end, at="2026-12-28T17:00:01") == "2026년 12월 28일(월) 17:00에 마감되었습니다"
    assert line(JA, window("2026-12-28"), at="2026-12-29T00:00:00") == (
        "2026年12月28日（月）に締め切られました"
    )


def test_a_closed_one_carries_no_further_remarks():
    end = window("2026-11-21", warnings=(Warning.PROVISIONAL,), arrival=Arrival.MUST_ARRIVE)
    assert line(KO, end) == "2026년 11월 21일(토)에 마감되었습니다"


def test_upcoming_counts_to_the_opening():
    soon = window("2026-12-28", opens="2026-11-23")
    assert line(KO, soon) == (
        "2026년 11월 23일(월)부터 2026년 12월 28일(월)까지 접수 예정 · 시작까지 1일"
    )
    assert "開始まで1日" in line(JA, soon, at="2026-11-22T23:59:59")


@pytest.mark.parametrize("kind", [WindowKind.DATED, WindowKind.UNKNOWN])
def test_an_opening_without_an_end_is_still_said(kind):
    text = line(KO, window(opens="2026-12-01", kind=kind))
    assert "2026년 12월 1일(화)부터" in text


@pytest.mark.parametrize("kind", [WindowKind.ROLLING, WindowKind.UNTIL_BUDGET])
def test_open_ended_ones_say_when_they_were_read(kind):
    fresh = line(KO, window(kind=kind, read=date(2026, 10, 23)))
    stale = line(KO, window(kind=kind, read=date(2026, 10, 22)))
    never = line(JA, window(kind=kind, read=None))
    assert "(2026년 10월 23일(금) 확인)" in fresh
    assert "2026년 10월 22일(목)에 확인한 내용이라" in stale
    assert "먼저 확인해 주세요" in stale
    assert "先にご確認ください" in never
    assert "D-" not in fresh + stale


def test_until_budget_keeps_its_latest_day_and_closes_with_it():
    end = window("2026-12-28", kind=WindowKind.UNTIL_BUDGET)
    assert line(KO, end).endswith(" · 늦어도 2026년 12월 28일(월)까지")
    assert line(KO, end, at="2026-12-29T00:00:00") == "2026년 12월 28일(월)에 마감되었습니다"


def test_without_a_year_no_days_are_counted():
    end = window(kind=WindowKind.UNKNOWN, month=5, day=23, warnings=(Warning.YEAR_MISSING,))
    for book, words in ((KO, "5월 23일까지라고만"), (JA, "5月23日までとだけ")):
        assert words in line(book, end)
        assert "2026" not in line(book, end)


def test_without_a_period_it_is_said():
    assert line(KO) == line(KO, window(kind=WindowKind.UNKNOWN)) == KO.say("deadline.unknown")
    nothing = standing(program(), moment_of("2026-11-22T10:00"))
    assert open_ended(JA, nothing) == JA.say("deadline.unknown")


@pytest.mark.parametrize("warning", CAUTIONS)
@pytest.mark.parametrize("book", [KO, JA])
def test_every_doubt_about_a_date_is_said(book, warning):
    text = line(book, window("2026-12-28T17:00", warnings=(warning,)))
    assert text.endswith(" · " + book.say(f"deadline.{warning}"))


@pytest.mark.parametrize("arrival", list(Arrival))
def test_how_it_must_arrive_is_said(arrival):
    assert line(JA, window("2026-12-28", arrival=arrival)).endswith(JA.say(f"deadline.{arrival}"))
