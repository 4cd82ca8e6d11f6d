"""Strong Kleene logic over conditions: what is not known never decides."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.company import FACTS, Company, Range
from bot.conditions import Finding, either
from bot.messages import Verdict
from bot.verdicts import judge
from knowledge.programs import Age, Country, Coverage, Operator, Strength
from tests.fakes.firms import companies, conditions, coverages, forgetting, forgotten
from tests.fakes.programs import MIC, SEVEN_YEARS, TODAY, any_of, condition, program, won, yen

ELIGIBLE, NOT, UNKNOWN = Verdict.ELIGIBLE, Verdict.NOT_ELIGIBLE, Verdict.UNKNOWN
OSAKA = Company(Country.JP, "JP-27", ("ict.software",), yen(80_000_000), 40)
truths = st.lists(st.sampled_from([True, False, None]), min_size=1, max_size=4)
BY_TRUTH = {
    True: condition("employees", "at_most", 9),
    False: condition("employees", "more_than", 9),
    None: condition("revenue", "at_most", yen(1)),
}
FIVE = Company(employees=5)


def verdict(*clauses, company=OSAKA, coverage=Coverage.FULL):
    return judge(program(*clauses, coverage=coverage), company, TODAY).verdict


def clauses_of(values):
    return [BY_TRUTH[value] for value in values]


def test_the_osaka_software_firm_may_apply():
    assert verdict(*MIC) is ELIGIBLE


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({"headquarters": "JP-13"}, NOT),
        ({"country": Country.KR, "headquarters": "KR-26"}, NOT),
        ({"industry": ("retail",)}, NOT),
        ({"capital": yen(200_000_000)}, UNKNOWN),
        ({"capital": None}, UNKNOWN),
        ({"headquarters": None}, UNKNOWN),
        ({"capital": won(1)}, UNKNOWN),
        ({"capital": None, "not_applicable": frozenset({"capital"})}, ELIGIBLE),
        ({"capital": yen(200_000_000), "industry": ("retail",)}, NOT),
    ],
)
def test_each_condition_says_what_it_says(facts, expected):
    assert verdict(*MIC, company=replace(OSAKA, **facts)) is expected


def test_above_the_principle_the_office_decides():
    found = judge(program(*MIC), replace(OSAKA, capital=yen(100_000_001)), TODAY)
    assert found.verdict is UNKNOWN
    assert [c.condition.kind for c in found.against_principle] == ["capital"]
    assert (found.missing, found.unmet, found.unread) == ((), (), ())


@given(truths)
def test_and_is_the_least_of_its_clauses(values):
    expected = NOT if False in values else UNKNOWN if None in values else ELIGIBLE
    assert verdict(*clauses_of(values), company=FIVE) is expected


@given(truths)
def test_or_is_the_greatest_of_its_alternatives(values):
    expected = ELIGIBLE if True in values else UNKNOWN if None in values else NOT
    assert verdict(any_of(*clauses_of(values)), company=FIVE) is expected


@given(truths)
def test_de_morgan_over_alternatives(values):
    """Not (a or b) is (not a) and (not b), in three values."""
    opposite = {True: False, False: True, None: None}
    mirrored = {ELIGIBLE: NOT, NOT: ELIGIBLE, UNKNOWN: UNKNOWN}
    together = verdict(any_of(*clauses_of(values)), company=FIVE)
    apart = verdict(*clauses_of([opposite[value] for value in values]), company=FIVE)
    assert mirrored[together] is apart


@given(truths, st.randoms(use_true_random=False))
def test_order_and_repetition_change_nothing(values, random):
    shuffled = random.sample(values * 2, k=len(values) * 2)
    one = either([Finding(value) for value in values])
    assert either([Finding(value) for value in shuffled]) == one


def test_the_alternative_that_is_met_is_remembered():
    few, poor = condition("employees", "at_most", 50), condition("capital", "at_most", yen(1))
    (clause,) = judge(program(any_of(poor, few)), OSAKA, TODAY).clauses
    assert clause.finding.by == few


@given(companies(), st.lists(conditions, max_size=4), coverages, forgotten)
def test_a_missing_fact_only_ever_leads_to_unknown(company, clauses, coverage, facts):
    one = program(*clauses, coverage=coverage)
    full, less = judge(one, company, TODAY), judge(one, forgetting(company, facts), TODAY)
    assert less.verdict in (full.verdict, UNKNOWN)
    for before, after in zip(less.clauses, full.clauses, strict=True):
        assert before.truth in (after.truth, None)


@given(companies(), st.lists(conditions, max_size=4), st.sampled_from(FACTS))
def test_a_fact_that_no_condition_speaks_of_changes_nothing(company, clauses, fact):
    """Size by law speaks of country, industry, capital, employees, revenue, form and ownership."""
    one = program(*clauses)
    spoken = {a.kind.value for c in clauses for a in c.alternatives or (c,)}
    spoken |= {"certifications"} if "certification" in spoken else set()
    spoken |= {"country"} if "headquarters" in spoken else set()
    if fact in spoken or "sme_class" in spoken or (fact == "country" and company.headquarters):
        return
    without = judge(one, forgetting(company, frozenset({fact})), TODAY)
    assert judge(one, company, TODAY).verdict is without.verdict


@given(companies(), st.lists(conditions, max_size=4), coverages, forgotten)
def test_eligible_means_read_fully_covered_and_nothing_missing(company, clauses, coverage, facts):
    found = judge(program(*clauses, coverage=coverage), forgetting(company, facts), TODAY)
    if found.verdict is ELIGIBLE:
        assert coverage is Coverage.FULL
        assert (found.missing, found.unread, found.unmet, found.against_principle) == ((),) * 4
        assert found.met
        assert all(c.strength is not Strength.UNREAD for c in clauses)


@given(companies(), st.lists(conditions, max_size=4), forgotten)
def test_every_clause_is_told_in_exactly_one_way(company, clauses, facts):
    found = judge(program(*clauses), forgetting(company, facts), TODAY)
    undecided = [c for c in found.clauses if c.missing]
    told = [*found.met, *found.unmet, *found.against_principle, *found.unread, *found.said]
    passed_over = [c for c in found.clauses if not c.decides and c not in found.said]
    assert len(told) + len(undecided) + len(passed_over) == len(clauses)


def test_a_discretionary_clause_never_decides_and_is_said():
    rooted = condition("headquarters", "in", ("JP-13",), Strength.DISCRETIONARY)
    found = judge(program(*MIC, rooted), OSAKA, TODAY)
    assert found.verdict is ELIGIBLE
    assert [clause.condition for clause in found.said] == [rooted]
    assert found.unmet == ()


def test_an_unread_clause_keeps_a_met_one_from_yes_and_asks_nothing():
    unread = condition("employees", "at_most", 100, Strength.UNREAD)
    found = judge(program(*MIC, unread), replace(OSAKA, employees=None), TODAY)
    assert (found.verdict, found.missing) == (UNKNOWN, ())
    assert [clause.condition for clause in found.unread] == [unread]


@pytest.mark.parametrize("coverage", [Coverage.PARTIAL, Coverage.NONE])
def test_partial_coverage_is_never_a_plain_yes_but_a_no_is_a_no(coverage):
    assert verdict(*MIC, coverage=coverage) is UNKNOWN
    tokyo = replace(OSAKA, headquarters="JP-13")
    assert verdict(*MIC, company=tokyo, coverage=coverage) is NOT


def test_without_stated_conditions_nothing_is_promised():
    assert verdict() is UNKNOWN
    assert verdict(condition("timing", strength=Strength.DISCRETIONARY)) is UNKNOWN


def test_what_would_decide_is_named_once_in_the_order_of_the_clauses():
    again = condition("capital", "at_least", yen(1))
    found = judge(program(*MIC, again, SEVEN_YEARS), Company(country=Country.JP), TODAY)
    assert found.missing == ("headquarters", "capital", "industry", "founded")


def test_two_companies_of_one_owner_are_judged_apart():
    busan = Company(Country.KR, "KR-26", ("ict.software",), won(50_000_000), name="부산 본사")
    found = [judge(program(*MIC), company, TODAY) for company in (OSAKA, busan)]
    assert [(j.company.name, j.verdict) for j in found] == [("", ELIGIBLE), ("부산 본사", NOT)]


def test_an_answer_about_the_bound_is_as_good_as_the_amount():
    yes = replace(OSAKA, capital=None, ranges=(Range("capital", Operator.AT_MOST, yen(10**8)),))
    assert verdict(*MIC, company=yes) is ELIGIBLE
    no = replace(yes, ranges=(Range("capital", Operator.MORE_THAN, yen(10**8)),))
    assert judge(program(*MIC), no, TODAY).against_principle


def test_the_day_of_asking_decides_the_age():
    seven = condition("founded", "at_most", Age(7))
    firm = replace(OSAKA, founded=TODAY.replace(year=2019))
    assert judge(program(seven), firm, TODAY).verdict is ELIGIBLE
    assert judge(program(seven), firm, TODAY.replace(day=23)).verdict is NOT
