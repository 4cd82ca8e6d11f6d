"""One clause against one company: boundaries to the unit, and never a guess."""

from datetime import date

import pytest

from bot.ages import age
from bot.company import Company, Range
from bot.conditions import Finding, find, soften
from knowledge.money import Currency, Money
from knowledge.programs import Age, Country, Operator, Strength
from tests.fakes.programs import TODAY, any_of, condition, won, yen

BOUNDARIES = [
    ("at_most", True, True, False),
    ("less_than", True, False, False),
    ("at_least", False, True, True),
    ("more_than", False, False, True),
]
JP = Country.JP


def truth(clause, today=TODAY, **facts):
    return find(clause, Company(**facts), today).truth


@pytest.mark.parametrize(("operator", "below", "exactly", "above"), BOUNDARIES)
@pytest.mark.parametrize("fact", ["capital", "revenue"])
def test_a_bound_on_money_holds_to_the_yen(fact, operator, below, exactly, above):
    clause = condition(fact, operator, yen(100_000_000))
    found = [truth(clause, **{fact: yen(100_000_000 + step)}) for step in (-1, 0, 1)]
    assert found == [below, exactly, above]


@pytest.mark.parametrize(("operator", "below", "exactly", "above"), BOUNDARIES)
def test_a_bound_on_people_holds_to_the_head(operator, below, exactly, above):
    clause = condition("employees", operator, 20)
    assert [truth(clause, employees=count) for count in (19, 20, 21)] == [below, exactly, above]


@pytest.mark.parametrize(("operator", "below", "exactly", "above"), BOUNDARIES)
def test_a_bound_on_the_age_holds_to_the_day(operator, below, exactly, above):
    clause = condition("founded", operator, Age(7))
    younger, anniversary, older = date(2019, 11, 23), date(2019, 11, 22), date(2019, 11, 21)
    found = [truth(clause, founded=day) for day in (younger, anniversary, older)]
    assert found == [below, exactly, above]


@pytest.mark.parametrize(("operator", "below", "exactly", "above"), BOUNDARIES)
def test_a_bound_on_the_founding_day_holds_to_the_day(operator, below, exactly, above):
    clause = condition("founded", operator, date(2024, 4, 15))
    days = (date(2024, 4, 14), date(2024, 4, 15), date(2024, 4, 16))
    assert [truth(clause, founded=day) for day in days] == [below, exactly, above]


def test_no_people_at_all_is_a_number():
    assert truth(condition("employees", "at_most", 5), employees=0) is True


@pytest.mark.parametrize(
    ("founded", "today", "expected"),
    [
        ("2020-02-29", "2027-02-27", (6, 364)),
        ("2020-02-29", "2027-02-28", (7, 0)),
        ("2020-02-29", "2027-03-01", (7, 1)),
        ("2020-02-29", "2024-02-28", (3, 365)),
        ("2020-02-29", "2024-02-29", (4, 0)),
        ("2019-11-22", "2026-11-22", (7, 0)),
        ("2019-12-31", "2026-12-30", (6, 364)),
        ("2026-11-22", "2026-11-22", (0, 0)),
    ],
)
def test_the_age_counts_whole_years_and_the_days_beyond(founded, today, expected):
    assert age(date.fromisoformat(founded), date.fromisoformat(today)) == expected


@pytest.mark.parametrize(
    ("year", "expected"), [(2018, False), (2019, None), (2020, True), (2026, True)]
)
def test_a_year_alone_decides_only_where_the_whole_year_does(year, expected):
    """Seven years back from 22 November 2026 lies within 2019."""
    assert truth(condition("founded", "at_most", Age(7)), founded=date(year, 1, 1)) is expected


def test_a_month_alone_reaches_to_its_last_day():
    clause = condition("founded", "at_least", date(2024, 3, 30))
    assert truth(clause, founded=date(2024, 3, 1)) is None
    assert find(clause, Company(founded=date(2024, 3, 1)), TODAY).missing == ("founded",)
    assert truth(clause, founded=date(2024, 2, 1)) is False


def test_this_year_ends_today():
    clause = condition("founded", "at_least", date(2026, 12, 1))
    assert truth(clause, founded=date(2026, 1, 1)) is False


def test_a_capital_that_cannot_apply_does_not_count_against_an_upper_bound():
    sole = Company(not_applicable=frozenset({"capital"}), legal_form="sole_proprietor")
    upper = find(condition("capital", "at_most", yen(1)), sole, TODAY)
    assert upper == Finding(None, applies=False)
    lower = find(condition("capital", "at_least", yen(1)), sole, TODAY)
    assert (lower.truth, lower.applies, lower.missing) == (None, True, ())


def test_another_currency_is_not_compared():
    found = find(condition("capital", "at_most", yen(10)), Company(capital=won(5)), TODAY)
    assert found == Finding(None)


@pytest.mark.parametrize(
    ("known", "bound", "operator", "expected"),
    [
        ("at_most", 100, "at_most", True),
        ("more_than", 100, "at_most", False),
        ("at_most", 50, "at_most", True),
        ("more_than", 50, "at_most", None),
        ("at_most", 200, "at_most", None),
        ("at_most", 99, "less_than", True),
        ("at_most", 100, "less_than", None),
        ("less_than", 100, "at_least", False),
        ("at_least", 100, "more_than", None),
        ("at_least", 101, "more_than", True),
        ("at_least", 101, "not", True),
        ("at_most", 200, "not", None),
    ],
)
def test_a_yes_or_no_decides_what_follows_from_it(known, bound, operator, expected):
    company = Company(ranges=(Range("capital", Operator(known), yen(bound)),))
    found = find(condition("capital", operator, yen(100)), company, TODAY)
    assert found.truth is expected
    assert found.missing == (() if expected is not None else ("capital",))


def test_two_answers_together_close_the_range():
    company = Company(
        ranges=(Range("employees", Operator.AT_LEAST, 20), Range("employees", Operator.AT_MOST, 20))
    )
    assert find(condition("employees", "is", 20), company, TODAY).truth is True


def test_an_answer_in_another_currency_leaves_the_question_open():
    company = Company(ranges=(Range("capital", Operator.AT_MOST, won(1)),))
    found = find(condition("capital", "at_most", Money(1, Currency.JPY)), company, TODAY)
    assert found == Finding(None, ("capital",))


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({"headquarters": "JP-27"}, True),
        ({"headquarters": "JP-13"}, False),
        ({"headquarters": "KR-26"}, True),
        ({"country": Country.KR}, True),
        ({"country": JP}, None),
        ({"excluded": frozenset({"headquarters:JP-13"})}, True),
        ({"country": JP, "excluded": frozenset({"headquarters:JP:kanto"})}, True),
        ({"country": JP, "excluded": frozenset({"headquarters:JP-27"})}, None),
        ({}, None),
    ],
)
def test_outside_of_tokyo(facts, expected):
    assert truth(condition("headquarters", "not_in", ("JP-13",)), **facts) is expected


@pytest.mark.parametrize(
    ("home", "expected"), [("JP-40:久留米市", True), ("JP-40", None), ("JP-27", False)]
)
def test_a_prefecture_is_too_coarse_for_a_city(home, expected):
    clause = condition("headquarters", "in", ("JP-40:久留米市",))
    found = find(clause, Company(country=JP, headquarters=home), TODAY)
    assert found.truth is expected
    assert found.missing == (("headquarters",) if expected is None else ())


def test_the_country_is_enough_for_a_whole_country():
    assert truth(condition("headquarters", "in", ("JP",)), country=JP) is True
    assert truth(condition("headquarters", "in", ("JP",)), country=Country.KR) is False


def test_a_city_the_gazetteer_does_not_know_decides_nothing():
    assert truth(condition("headquarters", "in", ("JP-40:무명시",)), headquarters="JP-40") is None


@pytest.mark.parametrize(
    ("industry", "expected"),
    [(("ict.software",), True), (("ict",), True), (("retail",), False), ((), None)],
)
def test_a_child_of_an_industry_satisfies_it(industry, expected):
    assert truth(condition("industry", "in", ("ict",)), industry=industry) is expected


def test_a_certification_not_named_is_not_one_denied():
    clause = condition("certification", "in", ("venture",))
    assert truth(clause, certifications=("venture", "innobiz")) is True
    assert truth(clause, certifications=("innobiz",)) is None
    assert truth(clause, excluded=frozenset({"certifications:venture"})) is False


def test_another_plan_is_no_proof_against_this_one():
    clause = condition("plan", "in", ("export:JP",))
    assert truth(clause, plan=("export:JP",)) is True
    assert truth(clause, plan=("export",)) is None
    assert truth(clause, plan=("exhibition:US",)) is None
    assert truth(condition("plan", "in", ("export",)), plan=("export:US",)) is True


@pytest.mark.parametrize(
    "clause",
    [
        condition("country", "in", ()),
        condition("legal_form", "not_in"),
        condition("employees", "at_most", yen(5)),
        condition("employees", "in", ("5",)),
        condition("capital", "at_most", 5),
        condition("founded", "in", ("2020",)),
        condition("founded", "is", date(2020, 1, 1)),
        condition("ownership", "at_most", 50),
        condition("representative", "at_most", 39),
        condition("sme_class", "in", ("giant",)),
        condition("certification", "in"),
        condition("timing"),
    ],
    ids=str,
)
def test_a_clause_that_makes_no_sense_decides_nothing(clause):
    company = Company(
        JP, "JP-27", ("ict",), yen(5), 5, yen(5), "corporation", date(2020, 1, 1), ownership="x"
    )
    assert find(clause, company, TODAY).truth is None


def test_bodies_that_are_no_firms_have_no_size_by_law():
    clause = condition("sme_class", "in", ("sme",))
    facts = {"country": JP, "industry": ("retail",), "employees": 3}
    assert truth(clause, **facts, legal_form="sole_proprietor") is True
    assert truth(clause, **facts, legal_form="npo") is None


def test_without_a_country_no_law_of_size_applies():
    found = find(condition("sme_class", "in", ("sme",)), Company(employees=3), TODAY)
    assert found == Finding(None, ("country",))


def test_alternatives_keep_their_own_strength():
    principle = condition("capital", "at_most", yen(1), Strength.IN_PRINCIPLE)
    unread = condition("employees", "at_most", 9, Strength.UNREAD)
    said = condition("employees", "at_most", 9, Strength.DISCRETIONARY)
    tokyo = condition("headquarters", "in", ("JP-13",))
    facts = {"capital": yen(2), "employees": 5, "headquarters": "JP-27"}
    for soft in (principle, unread, said):
        assert truth(any_of(tokyo, soft), **facts) is None


def test_alternatives_that_cannot_apply_are_passed_over():
    sole = {"not_applicable": frozenset({"capital"}), "employees": 30}
    capital, people = condition("capital", "at_most", yen(1)), condition("employees", "at_most", 20)
    assert truth(any_of(capital, people), **sole) is False
    assert find(any_of(capital), Company(**sole), TODAY).applies is False


@pytest.mark.parametrize("met", [True, False, None])
def test_strength_softens_only_towards_unknown(met):
    for strength in Strength:
        assert soften(met, strength) in (met, None)
    assert soften(met, Strength.UNREAD) is None
    assert soften(False, Strength.IN_PRINCIPLE) is None
