"""Buttons that tell facts, and the facts that are heard."""

from __future__ import annotations

from datetime import date

import pytest

from bot.company import Company, Range
from bot.counters.choices import Scene, choices
from bot.counters.telling import bound_values, cleared, told, yes_and_no
from bot.hearing import taken
from bot.speech import Heard
from knowledge.programs import Country, Operator
from prompts import load
from tests.fakes.programs import condition, won, yen

BOOKS = load()
TODAY = date(2026, 11, 22)


def offered(fact: str, level: str = "", company: Company | None = None, **more):
    scene = Scene(company or Company(), TODAY, **more)
    return choices(BOOKS["ko"], fact, level, scene)


@pytest.mark.parametrize(
    ("values", "known"),
    [
        (("country", "KR"), Company(country=Country.KR)),
        (("headquarters", "JP-27"), Company(country=Country.JP, headquarters="JP-27")),
        (("industry", "ict.software"), Company(industry=("ict.software",))),
        (("founded", "2021"), Company(founded=date(2021, 1, 1))),
        (("plan", "export:JP"), Company(plan=("export:JP",))),
        (("ownership", "large_group"), Company(ownership="large_group")),
        (
            ("legal_form", "sole_proprietor"),
            Company(legal_form="sole_proprietor", not_applicable=frozenset({"capital"})),
        ),
    ],
)
def test_a_button_tells_one_fact(values, known):
    assert taken(Company(), told(values)) == known


def test_a_range_of_capital_lies_between_its_bounds():
    values = ("capital", "more_than", "10000000", "JPY", "at_most", "30000000", "JPY")
    ranges = taken(Company(), told(values)).ranges
    assert set(ranges) == {
        Range("capital", Operator.MORE_THAN, yen(10_000_000)),
        Range("capital", Operator.AT_MOST, yen(30_000_000)),
    }


def test_yes_and_no_to_a_bound_exclude_each_other():
    yes, no = yes_and_no(Range("capital", Operator.AT_MOST, won(100)))
    assert yes == ("capital", "at_most", "100", "KRW")
    assert no == ("capital", "more_than", "100", "KRW")


def test_none_of_the_certifications_is_a_denial_and_no_missing_fact():
    heard = told(("certifications", "none", "venture"))
    assert taken(Company(), heard).excluded == {"certifications:venture"}


@pytest.mark.parametrize("country", Country)
@pytest.mark.parametrize("fact", ["capital", "revenue", "employees"])
def test_ranges_leave_no_gap_and_do_not_overlap(fact, country):
    """Every whole number lies in exactly one of them."""
    ranges = [
        taken(Company(), told(choice.values)).ranges
        for choice in offered(fact, company=Company(country=country))
        if choice.values[0] == fact
    ]
    edges = sorted({r.bound if fact == "employees" else r.bound.amount for s in ranges for r in s})
    for size in [0, *(edge + step for edge in edges for step in (-1, 0, 1))]:
        assert sum(all(_holds(r, size) for r in span) for span in ranges) == 1, size


def _holds(known: Range, size: int) -> bool:
    bound = known.bound if isinstance(known.bound, int) else known.bound.amount
    return size <= bound if known.operator is Operator.AT_MOST else size > bound


def test_places_go_from_country_to_prefecture_to_municipality():
    assert [c.deeper for c in offered("headquarters")] == [True, True]
    prefectures = offered("headquarters", "JP")
    assert len(prefectures) == 47
    assert prefectures[0].values == ("headquarters", "JP-01")
    known = Company(country=Country.JP, headquarters="JP-40")
    wanted = condition("headquarters", "in", ("JP-40:久留米市",))
    first = offered("headquarters", company=known, wanted=(wanted,))[0]
    assert first.values == ("headquarters", "JP-40:久留米市")


def test_provinces_that_were_merged_are_no_longer_offered():
    codes = {choice.values[1] for choice in offered("headquarters", "KR")}
    assert "KR-12" in codes
    assert not codes & {"KR-29", "KR-46"}


def test_a_trade_with_branches_ends_with_none_of_them():
    assert offered("industry", "manufacturing")[-1].values == ("industry", "manufacturing")


@pytest.mark.parametrize("book", BOOKS.values(), ids=str)
def test_every_choice_has_a_label_and_tells_or_opens_something(book):
    facts = ("country", "headquarters", "industry", "capital", "employees", "revenue")
    for fact in (*facts, "legal_form", "founded", "certifications", "plan", "ownership"):
        for choice in choices(book, fact, "", Scene(Company(), TODAY)):
            assert choice.label.strip(), choice
            if choice.deeper:
                assert choices(book, *choice.values, Scene(Company(), TODAY))
            else:
                assert told(choice.values) != Heard()


def test_a_fact_is_cleared_with_all_that_was_known_of_it():
    ranges = (
        Range("capital", Operator.AT_MOST, yen(5)),
        Range("revenue", Operator.AT_MOST, yen(5)),
    )
    company = Company(
        country=Country.JP, headquarters="JP-27", ranges=ranges, excluded=frozenset({"capital:x"})
    )
    assert cleared(company, "capital").ranges == ranges[1:]
    assert cleared(company, "country").headquarters is None
    sole = Company(legal_form="sole_proprietor", not_applicable=frozenset({"capital"}))
    assert cleared(sole, "legal_form") == Company()


def test_bounds_of_people_carry_no_currency():
    assert bound_values(Range("employees", Operator.AT_MOST, 20)) == (
        "employees",
        "at_most",
        "20",
        "",
    )
