"""Amounts, counts of people and rates, as both languages write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.amounts import is_stated, parse_amount, read_money
from knowledge.money import Currency, Money, write_money
from knowledge.programs import Operator
from knowledge.quantities import read_headcounts, read_rates

JPY, KRW, USD = Currency.JPY, Currency.KRW, Currency.USD
MONEY = st.builds(Money, st.integers(1, 10**14), st.sampled_from([JPY, KRW, USD]))


@pytest.mark.parametrize(
    ("text", "amount", "currency"),
    [
        ("1억 엔", 100_000_000, JPY),
        ("5천만원", 50_000_000, KRW),
        ("1억2,000万円", 120_000_000, JPY),
        ("三千万円", 30_000_000, JPY),
        ("一億二千万円", 120_000_000, JPY),
        ("삼천만 원", 30_000_000, KRW),
        ("자본금 일억오천만원", 150_000_000, KRW),
        ("300백만원", 300_000_000, KRW),
        ("1,234천원", 1_234_000, KRW),
        ("8천만 엔이에요", 80_000_000, JPY),
        ("¥5,000,000", 5_000_000, JPY),
        ("₩30,000", 30_000, KRW),
        ("資本金２，０００万円", 20_000_000, JPY),
        ("1.5億円", 150_000_000, JPY),
        ("50,000,000ウォン", 50_000_000, KRW),
        ("한화 3억", 300_000_000, KRW),
        ("3천 5백만원", 35_000_000, KRW),
        ("50000000 JPY", 50_000_000, JPY),
    ],
)
def test_reads_an_amount_as_people_write_it(text, amount, currency):
    (found,) = read_money(text)
    assert (found.amount, found.currency) == (amount, currency)


def test_an_amount_without_a_currency_is_never_given_one():
    (found,) = read_money("자본금 3천만")
    assert found.value is None
    (found,) = read_money("자본금 3천만", JPY)
    assert found.value == Money(30_000_000, JPY)


@pytest.mark.parametrize(
    "text",
    ["3만 명", "만 39세 이하", "수억 원", "数千万円", "2026년", "(単位：千円)", "단위: 백만원",
     "사원 수", "이만 줄입니다", "천만에요", "10원칙", "3엔지니어"],
)  # fmt: skip
def test_what_is_no_amount_gives_none(text):
    assert read_money(text) == ()


@pytest.mark.parametrize(
    ("text", "operator"),
    [
        ("1억 엔 이하", Operator.AT_MOST),
        ("1億円以下", Operator.AT_MOST),
        ("5천만원 미만", Operator.LESS_THAN),
        ("5千万円未満", Operator.LESS_THAN),
        ("1억원 이상", Operator.AT_LEAST),
        ("1億円を超える", Operator.MORE_THAN),
        ("100万円超", Operator.MORE_THAN),
        ("1억원 초과", Operator.MORE_THAN),
        ("2억 엔까지 되죠", Operator.AT_MOST),
        ("最大500万円", Operator.AT_MOST),
        ("최대 1,000만 원", Operator.AT_MOST),
        ("1억 엔", None),
    ],
)
def test_the_word_beside_an_amount_is_its_bound(text, operator):
    (found,) = read_money(text)
    assert found.bound is operator


def test_a_range_shares_its_currency():
    assert [str(found.value) for found in read_money("100만~300만원")] == [
        "1000000 KRW",
        "3000000 KRW",
    ]


@given(MONEY, st.sampled_from(["ko", "ja"]))
def test_what_is_written_is_read_back(money, language):
    written = write_money(money, language)
    (found,) = read_money(f"上限は{written}です" if language == "ja" else f"최대 {written}까지")
    assert found.value == money
    assert parse_amount(written) == money
    assert parse_amount(str(money)) == money


@given(st.text(max_size=60))
def test_any_text_is_read_and_spans_hold_the_raw_words(text):
    for found in (*read_money(text, plain=True), *read_headcounts(text), *read_rates(text)):
        assert text[slice(*found.span)] == found.raw


@pytest.mark.parametrize("text", ["lots", "", "5천만", "1억원 2억원", "약 1억원"])
def test_parse_amount_says_why_it_cannot(text):
    with pytest.raises(ValueError, match=r"amount|currency"):
        parse_amount(text)


def test_a_field_that_nobody_filled_is_not_stated():
    assert not any(map(is_stated, [None, 0, 9_999_999_999, Money(0, JPY)]))
    assert is_stated(Money(10_000_000, JPY))


@pytest.mark.parametrize(
    ("text", "count", "operator"),
    [
        ("20人以下", 20, Operator.AT_MOST),
        ("직원 40명", 40, None),
        ("従業員２５名", 25, None),
        ("三十人", 30, None),
        ("서른 명", 30, None),
        ("상시근로자 5인 미만", 5, Operator.LESS_THAN),
        ("1,200명 이상", 1200, Operator.AT_LEAST),
    ],
)
def test_reads_numbers_of_people(text, count, operator):
    (found,) = read_headcounts(text)
    assert (found.value, found.bound) == (count, operator)


@pytest.mark.parametrize("text", ["제2명", "名古屋", "만 39세", "사명감", "일명"])
def test_what_is_no_number_of_people_gives_none(text):
    assert read_headcounts(text) == ()


@pytest.mark.parametrize(
    ("text", "rate"),
    [("2/3以内", "2/3"), ("3分の2", "2/3"), ("補助率１／２", "1/2"), ("三分の二", "2/3"),
     ("10/10", "10/10"), ("80%", "80%"), ("定額", "定額"), ("정액", "정액")],
)  # fmt: skip
def test_reads_rates(text, rate):
    assert [found.rate for found in read_rates(text)] == [rate]


def test_a_day_is_no_rate():
    assert read_rates("5/23") == ()
