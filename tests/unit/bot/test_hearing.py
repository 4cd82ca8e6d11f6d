"""What a message told, taken into what is remembered: corrections replace, answers are ranges."""

from dataclasses import replace

import pytest

from bot.company import Company, Range
from bot.conversation import Conversation
from bot.hearing import OPPOSITE, hear
from bot.speech import Bounded, Heard, HeardFact
from bot.understanding.reading import Reading
from knowledge.programs import Country, Operator
from tests.fakes.programs import won, yen

AT_MOST = Range("capital", Operator.AT_MOST, yen(100_000_000))
ASKED = Conversation(asked="capital", asked_range=AT_MOST, asked_in_a_row=2)
OSAKA = Company(Country.JP, "JP-27", ("ict",), employees=40)


def reading(*companies, intent="company", **more):
    facts = tuple(
        HeardFact(name, getattr(company, name), "", (0, 0))
        for company in companies
        for name in ("country", "headquarters", "industry", "capital", "employees")
        if company.knows(name)
    )
    heard = Heard(facts=facts, companies=companies or (Company(),), **more)
    return Reading("", intent, 1.0, heard, (), frozenset(), "", (), 0.0)


def limit(fact, operator, value):
    return Bounded(fact, Operator(operator), value, "", (0, 0))


def knowing(*companies):
    return Conversation(companies=companies)


def test_a_correction_replaces_and_the_rest_stays():
    memory, companies = hear(knowing(OSAKA), reading(Company(employees=50)), None)
    assert companies == (replace(OSAKA, employees=50),)
    assert memory.companies == companies


def test_nothing_told_leaves_nothing_behind():
    memory, companies = hear(Conversation(), reading(intent="find"), None)
    assert companies == (Company(),)
    assert memory == Conversation()


@pytest.mark.parametrize("operator", list(OPPOSITE))
@pytest.mark.parametrize("yes", [True, False])
def test_an_answer_about_a_bound_is_a_range(operator, yes):
    asked = replace(ASKED, asked_range=replace(AT_MOST, operator=operator))
    memory, (company,) = hear(asked, reading(affirmed=yes), None)
    told = operator if yes else OPPOSITE[operator]
    assert company.ranges == (replace(AT_MOST, operator=told),)
    assert company.capital is None
    assert (memory.asked, memory.asked_range, memory.asked_in_a_row) == (None, None, 2)


def test_a_yes_without_a_question_tells_nothing():
    _, companies = hear(Conversation(), reading(intent="yes", affirmed=True), None)
    assert companies == (Company(),)


@pytest.mark.parametrize(("yes", "expected"), [(True, "large_group"), (False, "independent")])
def test_who_owns_the_firm_is_a_yes_or_no(yes, expected):
    _, (company,) = hear(Conversation(asked="ownership"), reading(affirmed=yes), None)
    assert company.ownership == expected


def test_what_is_not_known_is_declined_and_not_asked_again():
    for told in (reading(declined="capital"), reading(intent="unsure")):
        memory, _ = hear(ASKED, told, None)
        assert memory.declined == {"capital"}
        assert memory.asked is None


def test_a_later_answer_replaces_the_one_it_contradicts():
    before = knowing(Company(ranges=(AT_MOST,)))
    above = reading(limits=(limit("capital", "more_than", yen(200_000_000)),))
    _, (company,) = hear(before, above, None)
    assert company.ranges == (Range("capital", Operator.MORE_THAN, yen(200_000_000)),)


def test_two_answers_that_agree_are_both_kept():
    before = knowing(Company(ranges=(AT_MOST,)))
    told = reading(
        limits=(limit("capital", "at_least", yen(5)), limit("capital", "more_than", won(1)))
    )
    _, (company,) = hear(before, told, None)
    assert [r.operator for r in company.ranges] == ["at_most", "at_least", "more_than"]


def test_a_bound_that_contradicts_the_amount_drops_it():
    fewer = reading(limits=(limit("employees", "at_most", 20),))
    _, (company,) = hear(knowing(OSAKA), fewer, None)
    assert company.employees is None
    _, (company,) = hear(knowing(replace(OSAKA, employees=20)), fewer, None)
    assert company.employees == 20


def test_facts_given_beside_the_text_win_over_memory():
    given = Company(Country.KR, "KR-26")
    _, (company,) = hear(knowing(OSAKA), reading(), given)
    assert (company.country, company.headquarters, company.employees) == (Country.KR, "KR-26", 40)


def test_a_country_given_alone_drops_a_headquarters_elsewhere():
    _, (company,) = hear(knowing(OSAKA), reading(), Company(country=Country.KR))
    assert (company.country, company.headquarters) == (Country.KR, None)


def test_two_companies_are_both_kept_until_two_others_are_named():
    busan, tokyo = Company(headquarters="KR-26"), Company(headquarters="JP-13")
    memory, companies = hear(Conversation(), reading(busan, tokyo), None)
    assert companies == (busan, tokyo)
    _, later = hear(memory, reading(Company(employees=5)), None)
    assert later == (replace(busan, employees=5), tokyo)


def test_a_message_that_neither_tells_nor_answers_starts_the_count_anew():
    memory, _ = hear(Conversation(asked_in_a_row=3), reading(intent="find"), None)
    assert memory.asked_in_a_row == 0
    memory, _ = hear(ASKED, reading(Company(employees=5)), None)
    assert memory.asked_in_a_row == 2
