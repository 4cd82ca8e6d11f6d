"""What is remembered survives being written down."""

import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.company import FACTS, Company, Range
from bot.conversation import Conversation, from_json, to_json
from knowledge.money import Currency, Money
from knowledge.programs import Country, Language, Operator

words = st.text(min_size=1, max_size=8)
listed = st.lists(words, max_size=3).map(tuple)
named = st.frozensets(words, max_size=3)
maybe = st.none() | words
money = st.builds(Money, st.integers(0, 10**16), st.sampled_from(Currency))
ranges = st.builds(
    Range,
    st.sampled_from(["capital", "employees", "revenue"]),
    st.sampled_from(Operator),
    money | st.integers(0, 10**6),
)
companies = st.builds(
    Company,
    country=st.none() | st.sampled_from(Country),
    headquarters=maybe,
    industry=listed,
    capital=st.none() | money,
    employees=st.none() | st.integers(0, 10**6),
    revenue=st.none() | money,
    legal_form=maybe,
    founded=st.none() | st.dates(),
    certifications=listed,
    plan=listed,
    ownership=maybe,
    name=st.text(max_size=8),
    not_applicable=named,
    excluded=named,
    ranges=st.lists(ranges, max_size=3).map(tuple),
)
conversations = st.builds(
    Conversation,
    language=st.none() | st.sampled_from(Language),
    companies=st.lists(companies, max_size=2).map(tuple),
    topic=st.text(max_size=8),
    shown=listed,
    seen=st.integers(0, 99),
    focus=listed,
    asked=st.none() | st.sampled_from(FACTS),
    asked_range=st.none() | ranges,
    asked_in_a_row=st.integers(0, 4),
    declined=named,
    greeted=st.booleans(),
    spoke=st.none() | st.sampled_from(Language),
)


@given(conversations)
def test_what_was_saved_is_what_is_loaded(conversation):
    stored = json.dumps(to_json(conversation), ensure_ascii=False)
    assert from_json(json.loads(stored)) == conversation


@pytest.mark.parametrize("nothing", [None, {}])
def test_a_new_conversation_starts_empty(nothing):
    assert from_json(nothing) == Conversation()
    assert from_json(nothing).company == Company()


def test_keys_of_a_later_release_are_passed_over():
    stored = to_json(Conversation(topic="수출", companies=(Company(employees=3),)))
    stored["mood"] = "good"
    stored["companies"][0]["smell"] = "fresh"
    assert from_json(stored) == Conversation(topic="수출", companies=(Company(employees=3),))


def test_keys_of_an_earlier_release_may_be_absent():
    assert from_json({"companies": [{"founded": "2020-01-01"}]}).company.founded == date(2020, 1, 1)


def test_the_first_company_is_the_one_spoken_of():
    busan, osaka = Company(headquarters="KR-26"), Company(headquarters="JP-27")
    assert Conversation().knowing(busan, osaka).company == busan
