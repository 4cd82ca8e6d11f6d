"""Words that point: at a programme of the last list, at the days that somebody asks the closing of."""

from datetime import date

import pytest

from bot.understanding.pointing import Span, closing_span, pointed_at

TODAY = date(2026, 11, 18)  # a Wednesday
LISTED, FOCUS = ("first", "second", "third"), ("second",)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("첫번째거 얼마나 줘?", "first"),
        ("두 번째는 언제까지?", "second"),
        ("3번 사업 서류는?", "third"),
        ("마지막 거 신청은 어디서 해요?", "third"),
        ("2番目は？", "second"),
        ("3番のやつ、いくらもらえるの", "third"),
        ("それ、うちつかえる？", "second"),
        ("그건 얼마예요?", "second"),
    ],
)
def test_what_is_pointed_at_is_what_was_shown_in_that_place(text, expected):
    assert pointed_at(text, LISTED, FOCUS) == (expected,)


@pytest.mark.parametrize(
    "text",
    [
        "그거 말고 다른 거",
        "3번 신청했는데 떨어졌어요",
        "4번째는?",
        "一番いいのは？",
        "それから展示会にも出たい",
        "이것저것 알려줘",
        "처음 신청합니다",
    ],
)
def test_nothing_is_pointed_at(text):
    assert pointed_at(text, LISTED, FOCUS) == ()


def test_without_a_list_a_number_points_at_nothing():
    assert pointed_at("2번", (), FOCUS) == ()


@pytest.mark.parametrize(
    ("text", "last"),
    [
        ("오늘 마감인 사업 있어요?", date(2026, 11, 18)),
        ("今日締切の支援策は？", date(2026, 11, 18)),
        ("이번 주 마감", date(2026, 11, 22)),
        ("今月中に締め切るもの", date(2026, 11, 30)),
        ("3일 안에 마감하는 사업", date(2026, 11, 21)),
        ("本日締切ですか", date(2026, 11, 18)),
    ],
)
def test_a_stretch_of_days_begins_today(text, last):
    assert closing_span(text, TODAY, about_one=False) == Span(TODAY, last)


def test_the_next_january_is_the_next_years():
    expected = Span(date(2027, 1, 1), date(2027, 1, 31))
    assert closing_span("1월에 마감하는 사업", TODAY, about_one=False) == expected


@pytest.mark.parametrize(
    ("text", "about_one"),
    [
        ("오늘 마감이야?", True),
        ("수출바우처 이번 달 마감인가요?", False),
        ("내일채움공제 마감 언제예요?", False),
        ("이번 달 매출은 1억 원이에요", False),
    ],
)
def test_one_programmes_deadline_is_no_list(text, about_one):
    assert closing_span(text, TODAY, about_one=about_one) is None
