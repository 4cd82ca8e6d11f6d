"""The 82 ways in which notices print a period: 41 Korean, 41 Japanese, with what each must mean."""

from datetime import datetime

import pytest

from knowledge.dates import Period, PeriodKind, Role, read_periods
from knowledge.programs import Arrival, Country, Warning
from knowledge.windows import windows_from


def read_one(text: str, country: Country) -> Period:
    (period,) = read_periods(text, country=country)
    return period


def printed(moment: datetime | None, precision: str) -> str | None:
    if moment is None:
        return None
    return moment.strftime("%Y-%m-%d %H:%M" if precision == "minute" else "%Y-%m-%d")


def check(period: Period, kind: str, start: str | None, end: str | None) -> None:
    assert period.kind == kind
    assert printed(period.start, period.start_precision) == start
    assert printed(period.end, period.end_precision) == end


KOREAN_DATED = [
    ("1", "2027-03-02 ~ 2027-04-16", "range", "2027-03-02", "2027-04-16"),
    ("2", "20270302 ~ 20270416", "range", "2027-03-02", "2027-04-16"),
    ("3", "2021.01.01 ~ 2027.12.31", "range", "2021-01-01", "2027-12-31"),
    ("4", "2027.01.01.~2027.12.31.", "range", "2027-01-01", "2027-12-31"),
    ("5", "2027.05.01~2027.05.15 (기관별 상이)", "range", "2027-05-01", "2027-05-15"),
    ("6", "~ 2027년 6월 30일 18:00", "until", None, "2027-06-30 18:00"),
    ("7", "~ 2027.06.30", "until", None, "2027-06-30"),
    ("8", "2027. 4. 16.(금) 18:00까지", "until", None, "2027-04-16 18:00"),
    (
        "9",
        "2027. 3. 8.(월) 09:00 ~ 3. 26.(금) 18:00",
        "range",
        "2027-03-08 09:00",
        "2027-03-26 18:00",
    ),
    ("10", "‘27. 3. 8(월) ~ ‘27. 4.16(금)", "range", "2027-03-08", "2027-04-16"),
    ("11", "'27. 4. 16.까지", "until", None, "2027-04-16"),
    ("17", "2027. 4. 16. 24:00까지", "until", None, "2027-04-16 23:59"),
    ("19", "2027-03-02 ~ 예산 소진시까지", "from_until_budget", "2027-03-02", None),
]


@pytest.mark.parametrize(("number", "text", "kind", "start", "end"), KOREAN_DATED)
def test_korean_periods_with_dates(number, text, kind, start, end):
    check(read_one(text, Country.KR), kind, start, end)


@pytest.mark.parametrize(
    ("number", "text", "month", "day"),
    [
        ("12", "해외 인증 획득 지원 참여기업 모집 공고 (~04.30)", 4, 30),
        ("13", "물류비 지원 참여기업 모집 (~4/16, 16:00)", 4, 16),
        ("14", "시제품 제작 지원 공고(~4/16 17:59까지)", 4, 16),
        ("15", "입주기업 모집공고_(~5.31마감시)", 5, 31),
        ("16", "전시회 공동관 참가기업 모집 (4.19~5.15)", 5, 15),
        ("오는", "오는 4월 16일까지 참여할 기업을 모집한다.", 4, 16),
    ],
)
def test_korean_ends_without_a_year_stay_without_one(number, text, month, day):
    period = read_one(text, Country.KR)
    assert (period.start, period.end, period.month, period.day) == (None, None, month, day)
    assert Warning.YEAR_MISSING in period.warnings


KOREAN_UNDATED = [
    ("18", "예산 소진시까지", "budget"),
    ("18", "예산 소진시 까지", "budget"),
    ("18", "예산 소진 시까지", "budget"),
    ("20", "출연금 소진 시까지", "budget"),
    ("21", "상시 접수", "rolling"),
    ("21", "연중 상시 모집", "rolling"),
    ("21", "상시신청", "rolling"),
    ("22", "수시모집", "rolling"),
    ("22", "연중 수시 접수", "rolling"),
    ("23", "선착순 접수", "first_come"),
    ("23", "선착순 마감", "first_come"),
    ("23", "선순 마감", "first_come"),
    ("24", "모집 완료시까지", "until_filled"),
    ("24", "모집 마감시", "until_filled"),
    ("24", "모집규모 충족시", "until_filled"),
    ("25", "세부사업별 상이", "per_subprogram"),
    ("25", "사업별 상이", "per_subprogram"),
    ("26", "차수별 상이", "per_round"),
    ("27", "접수기관 별 상이", "per_subprogram"),
    ("28", "추후 공지", "tba"),
    ("28", "별도 공지", "tba"),
    ("29", "공고에 따름", "tba"),
    ("30", "매월 10일 18:00까지", "recurring"),
    ("31", "분기별 사전신청", "recurring"),
    ("32", "매주 월요일 오전 10시", "recurring"),
    ("33", "매년 3월", "recurring"),
    ("34", "1~2월(모집기간 별도)", "approx"),
    ("35", "상반기 중", "approx"),
    ("35", "5월 중", "approx"),
    ("35", "5~7월 중", "approx"),
    ("36", "공고일로부터 30일 이내", "relative"),
    ("37", "사고일로부터 3년 이내", "relative"),
    ("40", "D-9", "relative"),
    ("40", "D-99", "relative"),
    ("40", "종료", "none"),
    ("41", "해당없음", "none"),
    ("41", "-", "none"),
    ("41", "", "none"),
]
JAPANESE_UNDATED = [
    ("19", "事業完了後30日以内", "relative"),
    ("24", "12月末", "approx"),
    ("25", "12月中旬", "approx"),
    ("25", "10月上旬開始予定", "approx"),
    ("25", "令和5年月中旬", "approx"),
    ("26", "年内", "approx"),
    ("27", "通年", "rolling"),
    ("28", "随時受付", "rolling"),
    ("28", "常時受付", "rolling"),
    ("29", "予算額に達し次第終了", "budget"),
    ("30", "先着順", "first_come"),
    ("31", "各年度毎に募集", "recurring"),
    ("32", "原則として約定償還日の1月前まで", "relative"),
    ("35", "一般枠は募集を3回に分けて実施、創業者枠は随時募集", "per_subprogram"),
    ("40", "最大2年以内", "relative"),
]


@pytest.mark.parametrize(("number", "text", "kind"), KOREAN_UNDATED + JAPANESE_UNDATED)
def test_a_period_without_a_date_never_becomes_one(number, text, kind):
    for country in Country:
        period = read_one(text, country)
        check(period, kind, None, None)
        assert all(w.closes_at is None for w in windows_from([period]))


@pytest.mark.parametrize(
    ("number", "text"),
    [
        ("KO 38", "수출바우처 기간연장 공고"),
        ("KO 38", "2차 연장 공고"),
        ("KO 39", "2026년 3차 소공인 스마트제조 추가모집"),
        ("JA 22", "R7_デジタル化支援補助金"),
        ("JA 33", "第2次公募"),
        ("JA 33", "20次締切分の募集"),
        ("JA 34", "令和７年度補正予算三次公募・令和８年度二次公募"),
    ],
)
def test_rounds_and_fiscal_years_in_titles_are_no_periods(number, text):
    assert read_periods(text, country=Country.JP) == ()


def test_a_fiscal_year_alone_is_not_understood_rather_than_guessed():
    check(read_one("令和元年度", Country.JP), "unparsed", None, None)


JAPANESE_DATED = [
    (
        "1",
        "令和9年3月1日（月）～令和9年4月16日（金）17時まで（必着）",
        "range",
        "2027-03-01",
        "2027-04-16 17:00",
    ),
    ("2", "令和９年３月１日（月）～４月１６日（金）（終了）", "range", "2027-03-01", "2027-04-16"),
    (
        "3",
        "令和9年3月1日(月) ~ 4月16日(金)17時00分",
        "range",
        "2027-03-01",
        "2027-04-16 17:00",
    ),
    ("4", "令和9年4月16日（金）17時必着", "until", None, "2027-04-16 17:00"),
    ("5", "令和9年4月16日（金）【17時必着】", "until", None, "2027-04-16 17:00"),
    ("6", "2027年4月16日（金）16：00まで", "until", None, "2027-04-16 16:00"),
    ("7", "2027年4月16日（金）正午まで", "until", None, "2027-04-16 12:00"),
    ("8", "2026年10月6日から12月2日午後5時まで", "range", "2026-10-06", "2026-12-02 17:00"),
    (
        "9",
        "令和9年3月1日（月）～ 令和9年4月16日（金）※17時までに書類必着",
        "range",
        "2027-03-01",
        "2027-04-16 17:00",
    ),
    (
        "10",
        "令和9年4月12日(月曜日)から同年6月30日(水曜日)(当日消印有効)",
        "range",
        "2027-04-12",
        "2027-06-30",
    ),
    ("12", "令和9年3月1日(月)〜令和9年4月30日(金)消印有効", "range", "2027-03-01", "2027-04-30"),
    (
        "14",
        "令和9年3月10日(水)から開始し、予算上限に達し次第締め切り(予定)",
        "from_until_budget",
        "2027-03-10",
        None,
    ),
    ("15", "令和9年4月26日(月)から予算額に達するまで", "from_until_budget", "2027-04-26", None),
    ("16", "令和9年1月5日~令和9年6月30日(予定)", "range", "2027-01-05", "2027-06-30"),
    ("17", "令和13年3月31日まで(予定)※今後変更となる可能性", "until", None, "2031-03-31"),
    ("21", "R9.9.29（水）正午", "until", None, "2027-09-29 12:00"),
    ("24", "令和9年2月末日まで", "until", None, "2027-02-28"),
    ("41", "2026-09-30T15:00Z", "until", None, "2026-09-30 23:59"),
    ("41", "2026-09-30T14:59:00.000Z", "until", None, "2026-09-30 23:59"),
]


@pytest.mark.parametrize(("number", "text", "kind", "start", "end"), JAPANESE_DATED)
def test_japanese_periods_with_dates(number, text, kind, start, end):
    check(read_one(text, Country.JP), kind, start, end)


@pytest.mark.parametrize(
    ("text", "arrival"),
    [
        ("令和9年4月16日（金）17時必着", Arrival.MUST_ARRIVE),
        ("令和9年4月16日（金）※17時までに書類必着", Arrival.MUST_ARRIVE),
        ("令和9年4月16日（金）まで（当日消印有効）", Arrival.POSTMARKED),
        ("2027. 4. 16.(금)까지 (당일 소인 유효)", Arrival.POSTMARKED),
        ("2027. 4. 16.(금) 18:00까지 도착분에 한함", Arrival.MUST_ARRIVE),
        ("令和9年4月16日（金）まで", None),
    ],
)
def test_the_rule_of_arrival_is_kept(text, arrival):
    assert read_one(text, Country.JP).arrival is arrival


def test_japanese_11_rounds_share_their_opening_and_keep_their_names():
    text = (
        "公募開始日:令和9年3月1日(月) 第一次締切:同年4月16日(金)12:00(必着)まで "
        "第二次締切:同年6月18日(金)12:00(必着)まで"
    )
    first, second = read_periods(text, country=Country.JP)
    check(first, "range", "2027-03-01", "2027-04-16 12:00")
    check(second, "range", "2027-03-01", "2027-06-18 12:00")
    assert (first.label, second.label) == ("第一次締切", "第二次締切")
    assert Warning.SEVERAL_DEADLINES not in first.warnings + second.warnings


def test_japanese_13_two_ways_of_handing_in_have_two_deadlines():
    text = "申請期限：窓口は令和9年5月28日(金)17時まで、郵送は令和9年5月31日(月)消印有効"
    desk, post = read_periods(text, country=Country.JP)
    check(desk, "until", None, "2027-05-28 17:00")
    check(post, "until", None, "2027-05-31")
    assert post.label == "郵送"
    assert all(Warning.SEVERAL_DEADLINES in p.warnings for p in (desk, post))


def test_japanese_18_whichever_is_earlier_is_no_certain_end():
    period = read_one("申請期限：着手後30日又は令和9年1月29日のいずれか早い日", Country.JP)
    assert period.kind is PeriodKind.RELATIVE
    assert windows_from([period])[0].closes_at is None


def test_japanese_20_a_range_without_a_year():
    period = read_one("募集期間：4/1～4/30", Country.JP)
    assert (period.end, period.month, period.day) == (None, 4, 30)


def test_japanese_23_the_first_year_of_an_era():
    check(read_one("令和元年6月3日まで", Country.JP), "until", None, "2019-06-03")


def test_japanese_36_a_notice_beforehand_is_not_the_deadline():
    period = read_one("事前連絡期間 :令和9年3月1日(月)~3月19日(金)", Country.JP)
    assert period.role is Role.OTHER
    assert windows_from([period]) == ()


def test_japanese_37_an_end_before_the_start_is_said_and_never_shown():
    period = read_one("令和8年4月1日(水)～令和8年1月29日(金)必着", Country.JP)
    assert {Warning.END_BEFORE_START, Warning.WEEKDAY_MISMATCH} <= set(period.warnings)
    assert windows_from([period])[0].closes_at is None


def test_japanese_38_a_wrong_weekday_is_said_and_the_date_kept():
    period = read_one("令和9年4月16日(土曜日)", Country.JP)
    assert period.warnings == (Warning.WEEKDAY_MISMATCH,)
    check(period, "until", None, "2027-04-16")


def test_japanese_39_each_kind_of_applicant_has_its_own_period():
    text = (
        "受付期間：\n新規者　2027年3月8日（月）～3月23日（火）\n"
        "実績者　2027年3月8日（月）～3月26日（金）"
    )
    new, known = read_periods(text, country=Country.JP)
    assert (new.label, known.label) == ("新規者", "実績者")
    check(new, "range", "2027-03-08", "2027-03-23")
    assert Warning.SEVERAL_DEADLINES in known.warnings
