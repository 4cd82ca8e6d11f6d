"""Dates, money and numbers as people of each language write them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.wording import choice, day, listing, moment, money, number
from knowledge.amounts import parse_amount
from knowledge.money import Currency, Money
from knowledge.programs import Country, Precision
from prompts import load
from tests.fakes.programs import moment_of

BOOKS = load()
LANGUAGES = sorted(BOOKS)


@pytest.mark.parametrize(
    ("amount", "korean", "japanese"),
    [
        (0, "0", "0"),
        (9_999, "9,999", "9,999"),
        (10_000, "1만", "1万"),
        (12_345, "1만 2,345", "1万2,345"),
        (80_000_000, "8,000만", "8,000万"),
        (100_000_000, "1억", "1億"),
        (120_000_000, "1억 2,000만", "1億2,000万"),
        (100_000_001, "1억 1", "1億1"),
        (10**12, "1조", "1兆"),
        (12_345 * 10**12, "12,345조", "12,345兆"),
    ],
)
def test_numbers_are_grouped_by_ten_thousands(amount, korean, japanese):
    assert (number(BOOKS["ko"], amount), number(BOOKS["ja"], amount)) == (korean, japanese)


@pytest.mark.parametrize(
    ("amount", "korean", "japanese"),
    [
        (Money(120_000_000, Currency.JPY), "1억 2,000만 엔", "1億2,000万円"),
        (Money(50_000_000, Currency.KRW), "5,000만 원", "5,000万ウォン"),
        (Money(30_000, Currency.USD), "3만 달러", "3万ドル"),
    ],
)
def test_money_keeps_its_currency(amount, korean, japanese):
    assert (money(BOOKS["ko"], amount), money(BOOKS["ja"], amount)) == (korean, japanese)


@pytest.mark.parametrize("language", LANGUAGES)
@given(amount=st.integers(1, 10**16), currency=st.sampled_from([Currency.JPY, Currency.KRW]))
def test_what_is_written_is_read_back(language, amount, currency):
    written = money(BOOKS[language], Money(amount, currency))
    assert parse_amount(written) == Money(amount, currency)


def test_days_carry_their_weekday():
    when = date(2025, 5, 23)
    assert day(BOOKS["ko"], when) == "2025년 5월 23일(금)"
    assert day(BOOKS["ja"], when) == "2025年5月23日（金）"


def test_an_hour_is_said_only_where_it_is_stated():
    when = moment_of("2026-12-28T09:05", Country.KR)
    assert moment(BOOKS["ko"], when, Precision.DAY) == "2026년 12월 28일(월)"
    assert moment(BOOKS["ko"], when, Precision.MINUTE) == "2026년 12월 28일(월) 09:05"
    assert moment(BOOKS["ja"], when, Precision.MINUTE) == "2026年12月28日（月）9時05分"


def test_lists_and_choices():
    assert listing(BOOKS["ko"], ["업종", "자본금"]) == "업종, 자본금"
    assert choice(BOOKS["ja"], ["大阪府", "京都府"]) == "大阪府または京都府"
    assert listing(BOOKS["ja"], []) == ""
