"""Reading whole notices: years, roles, headings, what is never guessed."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from knowledge.dates import Grain, PeriodKind, Role, read_dates, read_periods
from knowledge.programs import Country, Warning
from knowledge.windows import windows_from

SEOUL, TOKYO = ZoneInfo("Asia/Seoul"), ZoneInfo("Asia/Tokyo")


def applications(text, country=Country.JP, published=None):
    periods = read_periods(text, country=country, published=published)
    return [p for p in periods if p.role is Role.APPLICATION]


def end_of(text, published):
    (period,) = read_periods(text, country=Country.JP, published=published)
    return period.end.date() if period.end else None, period.warnings


@pytest.mark.parametrize(
    ("text", "published", "expected"),
    [
        ("오는 5월 23일까지 기업을 모집한다.", date(2025, 5, 10), date(2025, 5, 23)),
        ("오는 1월 9일까지 기업을 모집한다.", date(2025, 12, 20), date(2026, 1, 9)),
        ("1월 9일까지 기업을 모집한다.", date(2025, 12, 20), date(2026, 1, 9)),
        ("12월 31일까지 기업을 모집한다.", date(2026, 3, 1), date(2026, 12, 31)),
        ("4월 30일까지 신청을 받았다.", date(2026, 5, 10), date(2026, 4, 30)),
        ("지난 12월 10일까지 신청을 받았다.", date(2026, 1, 10), date(2025, 12, 10)),
        ("내년 3월 5일까지 신청을 받는다.", date(2026, 1, 10), date(2027, 3, 5)),
        ("来年3月5日まで申請を受け付けます。", date(2026, 1, 10), date(2027, 3, 5)),
    ],
)
def test_a_publication_date_gives_the_year_and_says_so(text, published, expected):
    end, warnings = end_of(text, published)
    assert end == expected
    assert Warning.YEAR_INFERRED in warnings


def test_a_year_that_could_be_either_is_not_guessed():
    end, warnings = end_of("2월 28일까지 신청을 받는다.", date(2026, 5, 10))
    assert end is None
    assert Warning.YEAR_MISSING in warnings


def test_the_end_of_a_range_takes_the_year_of_its_start_or_the_next():
    same, later = (
        read_periods(text, country=Country.JP)[0]
        for text in ("令和8年11月2日～12月4日", "令和8年11月2日～1月29日")
    )
    assert same.end.date() == date(2026, 12, 4)
    assert later.end.date() == date(2027, 1, 29)
    assert Warning.YEAR_INFERRED in later.warnings


def test_the_start_of_a_range_takes_the_year_of_its_end():
    (period,) = read_periods("受付期間：11月2日～令和9年1月29日", country=Country.JP)
    assert period.start.date() == date(2026, 11, 2)


def test_moments_are_aware_in_the_zone_of_the_provider_whatever_the_language():
    (korean,) = read_periods("2027. 4. 16. 18:00까지", country=Country.KR)
    (japanese,) = read_periods("2027. 4. 16. 18:00까지", country=Country.JP)
    assert korean.end == datetime(2027, 4, 16, 18, tzinfo=SEOUL)
    assert japanese.end.tzinfo is TOKYO


def test_without_an_hour_a_day_lasts_to_its_end_and_the_precision_says_so():
    (period,) = read_periods("2027-03-02 ~ 2027-04-16", country=Country.KR)
    assert period.start == datetime(2027, 3, 2, tzinfo=SEOUL)
    assert period.end == datetime(2027, 4, 16, 23, 59, 59, tzinfo=SEOUL)
    assert period.end_precision is Grain.DAY


@pytest.mark.parametrize("text", ["2028. 2. 29.까지", "令和10年2月29日まで", "2028年2月末日まで"])
def test_a_leap_day_is_read(text):
    (period,) = read_periods(text, country=Country.JP)
    assert period.end.date() == date(2028, 2, 29)


@pytest.mark.parametrize(
    "text", ["2027. 2. 29.까지", "令和9年4月31日まで", "2027-13-01 ~ 2027-13-09"]
)
def test_an_impossible_date_is_never_mended(text):
    (period,) = read_periods(text, country=Country.JP)
    assert period.kind is PeriodKind.UNPARSED
    assert period.end is None


def test_a_heading_speaks_for_the_lines_below_it():
    text = (
        "■申請期間\n　令和9年3月1日（月）～令和9年4月16日（金）\n"
        "■事業期間\n　令和9年6月1日～令和10年2月29日"
    )
    (period,) = applications(text)
    assert period.end.date() == date(2027, 4, 16)
    assert len(read_periods(text, country=Country.JP)) == 2


@pytest.mark.parametrize(
    "text",
    [
        "説明会：令和9年3月2日（火）14時から",
        "交付決定日：令和9年6月1日",
        "事業実施期間：令和9年6月1日から令和10年2月28日まで",
        "사업기간: 2027. 6. 1. ~ 2027. 12. 31.",
        "협약기간 : 2027.6.1~2027.12.31",
        "선정결과 발표: 2027. 5. 20.",
        "기사 승인 2027.05.14 08:30",
        "2019년 3월 15일 설립",
        "■応募資格\n令和7年6月1日から申請日の前日までに、支援を受けていること。",
    ],
)
def test_other_dates_are_not_application_periods(text):
    assert windows_from(read_periods(text, country=Country.JP)) == ()


def test_a_budget_that_may_end_it_early_makes_the_end_a_latest_one():
    text = (
        "受付期間：令和9年4月1日（木）から令和9年9月30日（木）まで\n"
        "※予算の上限に達し次第、受付を終了します。"
    )
    (period,) = applications(text)
    assert period.kind is PeriodKind.FROM_UNTIL_BUDGET
    assert period.end.date() == date(2027, 9, 30)


def test_the_deadline_of_a_briefing_is_not_that_of_the_programme():
    briefing = "【説明会】\n開催日時：2027年3月11日（木）14時\n申込期限：2027年3月10日（水）15時\n"
    (period,) = applications(f"受付期間：2027年4月2日（金）正午まで\n\n{briefing}")
    assert period.end == datetime(2027, 4, 2, 12, tzinfo=TOKYO)
    (alone,) = applications(briefing)
    assert alone.end == datetime(2027, 3, 10, 15, tzinfo=TOKYO)


def test_desk_hours_close_with_the_last_one():
    (period,) = applications(
        "募集期間及び受付時間：令和9年3月1日（月）～4月16日（金）8時30分～17時15分"
    )
    assert (period.end.hour, period.end.minute) == (17, 15)
    assert period.start_precision is Grain.DAY


@pytest.mark.parametrize(
    "text",
    [
        "신청기간: 2027.3.2.(화) ~ 3.26.(금) 18:00까지",
        "○ 접수기간 : 2027년 3월 2일(화)부터 3월 26일(금) 오후 6시까지",
        "ㅇ (신청기간) '27.3.2.(화)∼3.26.(금), 18시",
        "모집기간 2027-03-02(화) ~ 2027-03-26(금) 18:00",
        "2027년 3월 2일부터 26일 18시까지",
        "2027/03/02 - 2027/03/26 18:00",
        "27.03.02 ~ 27.03.26 18:00",
        "2027.3.2（火）-3.26（金）18時",
        "自　令和9年3月2日　至　令和9年3月26日18時",
        "令和9年3月2日～同月26日18時",
        "令和9年（2027年）3月2日～3月26日（金）18：00",
        "㋿9年3月2日㈫～3月26日㈮１８時",
        "受付期間　2027年3月2日（火曜日）から2027年3月26日（金曜・祝）午後6時まで",
    ],
)
def test_kin_of_the_patterns_mean_the_same_period(text):
    (period,) = applications(text)
    assert period.start == datetime(2027, 3, 2, tzinfo=TOKYO)
    assert period.end == datetime(2027, 3, 26, 18, tzinfo=TOKYO)
    assert period.warnings == ()


def test_a_period_from_the_day_of_the_notice_has_its_end():
    (period,) = applications("신청기간 : 공고일 ~ 2027. 3. 26.(금) 18:00")
    assert (period.start, period.end) == (None, datetime(2027, 3, 26, 18, tzinfo=TOKYO))


def test_rates_and_versions_are_no_dates():
    for text in ("보조율: 1/2~2/3 이내", "補助率 2/3以内", "금리 연 1.5~2.5%", "가입비 10/10"):
        assert all(p.month is None for p in read_periods(text, country=Country.KR))


def test_the_quote_is_verbatim_and_lies_where_the_span_says():
    text = "■応募締切\n申請期限：令和９年４月１６日（金）【１７時必着】 厳守"
    for period in read_periods(text, country=Country.JP):
        assert period.raw == text[slice(*period.span)]
        assert period.raw.startswith("申請期限：令和９年")


def test_no_period_at_all_is_an_empty_answer():
    assert read_periods("本社が東京以外にある中小企業を支援します。" * 9, country=Country.JP) == ()


@pytest.mark.parametrize(
    ("text", "year", "month", "day"),
    [
        ("2019년 3월 설립", 2019, 3, None),
        ("令和元年創業", 2019, None, None),
        ("昭和62年4月1日設立", 1987, 4, 1),
        ("2015년 창업", 2015, None, None),
        ("2019.3 개업", 2019, 3, None),
        ("H30.10.1 法人化", 2018, 10, 1),
    ],
)
def test_single_dates_are_found_as_precisely_as_printed(text, year, month, day):
    (found,) = read_dates(text)
    assert (found.year, found.month, found.day) == (year, month, day)
    assert found.raw == text[slice(*found.span)]
