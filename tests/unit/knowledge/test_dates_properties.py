"""Render a period as notices do, read it back: nothing may be lost, nothing may be added."""

from datetime import date, datetime, time, timedelta

from hypothesis import given
from hypothesis import strategies as st

from knowledge.dates import Grain, read_periods, zone_of
from knowledge.programs import Country, Warning
from knowledge.windows import windows_from

DAYS = st.dates(date(2019, 5, 1), date(2048, 10, 1))
HOURS = st.none() | st.times(time(0, 1), time(23, 59)).map(
    lambda t: t.replace(second=0, microsecond=0)
)
JA_WEEK, KO_WEEK = "月火水木金土日", "월화수목금토일"
FULL_WIDTH = str.maketrans("0123456789()~:", "０１２３４５６７８９（）～：")


def japanese_day(day, style, weekday):
    count = day.year - 2018
    year = {
        "era": f"令和{'元' if count == 1 else count}年{day.month}月{day.day}日",
        "letter": f"R{count}.{day.month}.{day.day}",
        "west": f"{day.year}年{day.month}月{day.day}日",
    }[style]
    return (
        year
        + {0: "", 1: f"({JA_WEEK[day.weekday()]})", 2: f"({JA_WEEK[day.weekday()]}曜日)"}[weekday]
    )


def korean_day(day, style, weekday):
    text = {
        "dots": f"{day.year}. {day.month}. {day.day}.",
        "dashes": day.isoformat(),
        "words": f"{day.year}년 {day.month}월 {day.day}일",
        "compact": f"{day:%Y%m%d}",
        "short": f"'{day:%y}. {day.month}. {day.day}.",
    }[style]
    return text + (f"({KO_WEEK[day.weekday()]})" if weekday else "")


def japanese_hour(hour, style):
    if hour is None:
        return ""
    if style == "half" and hour.hour >= 12:
        return f"午後{hour.hour - 12}時{hour.minute}分"
    return (
        f"{hour.hour}:{hour.minute:02}" if style == "colon" else f"{hour.hour}時{hour.minute:02}分"
    )


def expected_end(day, hour, country):
    return datetime.combine(day, hour or time(23, 59, 59), zone_of(country))


@given(
    DAYS,
    st.integers(0, 400),
    HOURS,
    st.sampled_from(["era", "letter", "west"]),
    st.integers(0, 2),
    st.sampled_from(["colon", "kanji", "half"]),
    st.booleans(),
)
def test_a_japanese_range_is_read_back(start, length, hour, style, weekday, clock, wide):
    end = start + timedelta(days=length)
    first, last = (japanese_day(d, style, weekday) for d in (start, end))
    text = f"{first}~{last} {japanese_hour(hour, clock)}まで"
    (period,) = read_periods(text.translate(FULL_WIDTH) if wide else text, country=Country.JP)
    assert period.end == expected_end(end, hour, Country.JP)
    assert period.start.date() == start
    assert period.end_precision is (Grain.MINUTE if hour else Grain.DAY)
    assert period.warnings == () or hour


@given(
    DAYS,
    st.integers(1, 300),
    HOURS,
    st.sampled_from(["dots", "dashes", "words", "compact", "short"]),
    st.booleans(),
)
def test_a_korean_range_is_read_back(start, length, hour, style, weekday):
    end = start + timedelta(days=length)
    first, last = (korean_day(d, style, weekday) for d in (start, end))
    text = f"{first} ~ {last}" + (f" {hour.hour}:{hour.minute:02}" if hour else "")
    (period,) = read_periods(text, country=Country.KR)
    assert period.end == expected_end(end, hour, Country.KR)
    assert period.start.date() == start
    assert period.warnings == ()


@given(DAYS, st.integers(1, 364), st.booleans())
def test_an_end_without_its_year_follows_its_start(start, length, korean):
    end = start + timedelta(days=length)
    first = korean_day(start, "words", weekday=False)
    text = (
        f"{first} ~ {end.month}월 {end.day}일"
        if korean
        else f"{start.year}年{start.month}月{start.day}日～{end.month}月{end.day}日"
    )
    (period,) = read_periods(text, country=Country.KR)
    assert period.end.date() >= start
    assert (period.end.month, period.end.day) == (end.month, end.day)
    assert (Warning.YEAR_INFERRED in period.warnings) == (end.year > start.year)


@given(DAYS, st.integers(1, 6), st.booleans())
def test_a_wrong_weekday_is_always_noticed(day, shift, korean):
    week = KO_WEEK if korean else JA_WEEK
    wrong = week[(day.weekday() + shift) % 7]
    (period,) = read_periods(f"~ {day.isoformat()}({wrong})", country=Country.KR)
    assert period.warnings == (Warning.WEEKDAY_MISMATCH,)
    assert period.end.date() == day


@given(
    st.integers(1, 12),
    st.integers(1, 28),
    st.sampled_from(
        ["{}월 {}일까지 신청을 받는다.", "申請期限：{}月{}日", "모집(~{}/{})", "(~{}.{})"]
    ),
)
def test_no_year_anywhere_means_no_end(month, day, form):
    for period in read_periods(form.format(month, day), country=Country.JP):
        assert period.end is None
        assert (period.month, period.day) == (month, day)
    windows = windows_from(read_periods(form.format(month, day), country=Country.JP))
    assert all(w.closes_at is None and w.opens_at is None for w in windows)


NAIVE = st.datetimes(datetime(2020, 1, 1), datetime(2040, 1, 1))  # noqa: DTZ001 - so it wants them


@given(NAIVE)
def test_a_utc_timestamp_is_the_same_instant_but_for_midnight(moment):
    moment = moment.replace(second=0, microsecond=0)
    (period,) = read_periods(moment.strftime("%Y-%m-%dT%H:%MZ"), country=Country.JP)
    local = moment + timedelta(hours=9)
    if local.time() == time():
        local -= timedelta(seconds=1)
    assert period.end.replace(tzinfo=None) == local
    assert period.end.utcoffset() == timedelta(hours=9)


@given(
    st.text(
        alphabet="令和年月日時分0123456789０１９～~-./:()（）まで까지월일년시 \n"
        "曜月火소진상시末旬同翌午後正Z'T",
        max_size=60,
    )
)
def test_nothing_makes_it_fail(text):
    for period in read_periods(text, country=Country.JP, published=date(2026, 2, 28)):
        assert period.raw == text[slice(*period.span)]
        assert all(m is None or m.tzinfo is not None for m in (period.start, period.end))
