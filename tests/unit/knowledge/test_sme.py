"""Who is an SME: boundaries as the laws print them, and three values for what is not known."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.industries import industries
from knowledge.money import Currency, Money
from knowledge.programs import Country
from knowledge.sme import Size, sme_class

TODAY = date(2026, 11, 22)
OKU = 100_000_000


def yen(amount):
    return Money(amount, Currency.JPY)


def won(amount):
    return Money(amount, Currency.KRW)


def japan(industry, capital=None, employees=None, **more):
    return Size(Country.JP, (industry,) if industry else (), capital, employees, **more)


def korea(industry, revenue=None, employees=None, **more):
    return Size(
        Country.KR, (industry,) if industry else (), None, employees, revenue, **more
    )  # fmt: skip


def truth(size, code="sme", on=TODAY):
    return sme_class(size, on)[code].truth


# 中小企業基本法 第2条: capital OR regular employees
@pytest.mark.parametrize(
    ("industry", "capital", "people"),
    [("manufacturing.food", 3 * OKU, 300), ("construction", 3 * OKU, 300), ("wholesale", OKU, 100),
     ("professional", OKU // 2, 100), ("retail", OKU // 2, 50), ("food_service", OKU // 2, 50)],
)  # fmt: skip
def test_japan_by_capital_or_people(industry, capital, people):
    assert truth(japan(industry, yen(capital), people + 1)) is True
    assert truth(japan(industry, yen(capital + 1), people)) is True
    assert truth(japan(industry, yen(capital + 1), people + 1)) is False
    assert truth(japan(industry, yen(capital + 1))) is None


def test_japan_judges_a_sole_proprietor_by_people_alone():
    assert truth(japan("retail", employees=50, sole_proprietor=True)) is True
    assert truth(japan("retail", employees=51, sole_proprietor=True)) is False
    assert sme_class(japan("retail", sole_proprietor=True), TODAY)["sme"].missing == ("employees",)


def test_japan_between_the_act_and_an_exception_nothing_is_decided():
    assert truth(japan("manufacturing.rubber", yen(4 * OKU), 900)) is None
    assert truth(japan("manufacturing.rubber", yen(4 * OKU), 901)) is False
    assert truth(japan("ict.software", yen(2 * OKU), 250)) is None
    assert truth(japan("ict.software", yen(OKU // 2), 250)) is True


@pytest.mark.parametrize(("industry", "people"), [("construction", 20), ("retail", 5)])
def test_japan_small_enterprises_count_people(industry, people):
    assert truth(japan(industry, employees=people), "small") is True
    assert truth(japan(industry, employees=people + 1), "small") is False


def test_japan_without_an_industry_only_what_holds_for_all_is_decided():
    assert truth(japan(None, yen(OKU // 2))) is True
    finding = sme_class(japan(None, yen(OKU)), TODAY)["sme"]
    assert (finding.truth, finding.missing) == (None, ("industry", "employees"))


# 중소기업기본법 시행령 별표 1 <개정 2025.10.1>, 별표 3 <개정 2025.9.1>, 억원
@pytest.mark.parametrize(
    ("industry", "sme", "small"),
    [("manufacturing.food", None, 120), ("wholesale", 1200, 60), ("retail", 1200, 60),
     ("ict.software", 1000, 50), ("transport", 1000, 100), ("construction", 1200, 80),
     ("accommodation", 400, 15), ("education", 400, 15), ("professional", 600, 30)],
)  # fmt: skip
def test_korea_by_sales(industry, sme, small):
    for code, limit in (("sme", sme), ("small", small)):
        if limit:
            assert truth(korea(industry, won(limit * OKU)), code) is True
            assert truth(korea(industry, won(limit * OKU + 1)), code) is False


def test_korea_between_the_limits_of_an_unnamed_industry_nothing_is_decided():
    finding = sme_class(korea("manufacturing", won(900 * OKU)), TODAY)["sme"]
    assert (finding.truth, finding.missing) == (None, ("industry",))
    assert truth(korea("manufacturing", won(500 * OKU))) is True


@pytest.mark.parametrize(("industry", "below"), [("manufacturing.metal", 10), ("retail", 5)])
def test_korea_micro_needs_few_people_and_small_sales(industry, below):
    sales = won(OKU)
    assert truth(korea(industry, sales, below - 1), "micro") is True
    assert truth(korea(industry, sales, below), "micro") is False
    assert truth(korea(industry, None, below), "micro") is False
    assert truth(korea(industry, None, below - 1), "micro") is None


def test_korea_large_group_is_no_sme_and_the_unchecked_is_named():
    assert truth(korea("retail", won(OKU), ownership="large_group")) is False
    assert sme_class(korea("retail", won(OKU)), TODAY)["sme"].unchecked == (
        "assets",
        "independence",
    )


def test_before_a_table_is_in_force_it_decides_nothing():
    assert truth(korea("retail", won(OKU)), on=date(2025, 9, 30)) is None
    assert truth(korea("retail", won(OKU)), "small", on=date(2025, 9, 1)) is True


def test_an_amount_in_the_other_currency_decides_nothing():
    assert truth(korea("retail", yen(OKU))) is None
    assert truth(japan("retail", won(OKU))) is None


def test_without_a_country_the_country_is_missing():
    assert sme_class(Size(capital=yen(1)), TODAY)["sme"].missing == ("country",)


SIZES = st.builds(
    Size,
    st.sampled_from(Country),
    st.sampled_from([(), *((code,) for code in industries())]),
    st.none() | st.builds(yen, st.integers(1, 5 * OKU)),
    st.none() | st.integers(0, 1000),
    st.none() | st.builds(won, st.integers(0, 2000 * OKU)),
)


@given(SIZES, SIZES, st.sampled_from(["sme", "small", "micro"]))
def test_a_further_fact_never_overturns_a_verdict(size, other, code):
    known = truth(size, code)
    for fact in ("industry", "capital", "employees", "revenue"):
        if getattr(size, fact) in (None, ()):
            size = replace(size, **{fact: getattr(other, fact)})
    if known is not None:
        assert truth(size, code) is known


@given(SIZES, st.sampled_from(["sme", "small"]))
def test_an_open_verdict_names_a_missing_fact_or_the_industry_is_settled(size, code):
    finding = sme_class(size, TODAY)[code]
    if finding.truth is not None:
        assert finding.missing == ()


@given(SIZES)
def test_a_small_enterprise_in_japan_that_counts_as_such_is_an_sme(size):
    size = replace(size, country=Country.JP)
    if truth(size, "small") is True:
        assert truth(size) is True
