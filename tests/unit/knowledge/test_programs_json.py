"""Programmes to JSON and back."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.money import Currency, Money
from knowledge.programs import (
    Age,
    Bilingual,
    Condition,
    ConditionKind,
    Country,
    Evidence,
    Language,
    Operator,
    Program,
    Source,
    Window,
    WindowKind,
)
from knowledge.programs_json import from_json, to_json
from knowledge.records import BadRecord

texts = st.text(max_size=12)
bilinguals = st.builds(Bilingual, texts, texts, st.frozensets(st.sampled_from(Language)))
sources = st.builds(
    Source, texts, st.none() | texts, st.none() | st.dates(), st.none() | st.dates()
)
spans = st.none() | st.tuples(st.integers(0, 99), st.integers(0, 99))
evidence = st.none() | st.builds(Evidence, texts, texts, bilinguals, spans, st.none() | sources)
moments = st.none() | st.datetimes(
    min_value=datetime.fromisoformat("1990-01-01"),
    max_value=datetime.fromisoformat("2100-01-01"),
    timezones=st.just(ZoneInfo("Asia/Tokyo")),
)
windows = st.builds(
    Window, st.sampled_from(WindowKind), moments, moments, label=bilinguals, evidence=evidence
)
bounds = st.one_of(
    st.none(),
    st.tuples(texts, texts),
    st.builds(Money, st.integers(0), st.sampled_from(Currency)),
    st.integers(),
    st.builds(Age, st.integers(0, 99)),
    st.dates(),
)
conditions = st.recursive(
    st.builds(
        Condition,
        st.sampled_from(ConditionKind),
        st.none() | st.sampled_from(Operator),
        bounds,
        evidence=evidence,
    ),
    lambda inner: st.builds(
        Condition, st.just(ConditionKind.OTHER), alternatives=st.lists(inner).map(tuple)
    ),
    max_leaves=4,
)
programs = st.builds(
    Program,
    texts, st.sampled_from(Country), bilinguals, bilinguals, texts, bilinguals, texts,
    windows=st.lists(windows, max_size=2).map(tuple),
    conditions=st.lists(conditions, max_size=3).map(tuple),
    sources=st.lists(sources, max_size=2).map(tuple),
    extracted=st.booleans(),
)  # fmt: skip


@given(programs)
def test_a_programme_comes_back_equal(program: Program) -> None:
    assert from_json(to_json(program)) == program


NAME = Bilingual(ko="지원")
PROGRAM = Program("p", Country.KR, NAME, NAME, "grant", NAME, "doc")


def test_moments_come_back_in_the_clock_of_the_country() -> None:
    seoul = ZoneInfo("Asia/Seoul")
    window = Window(WindowKind.DATED, closes_at=datetime(2026, 5, 23, 23, 59, 59, tzinfo=seoul))

    (again,) = from_json(to_json(replace(PROGRAM, windows=(window,)))).windows

    assert again.closes_at
    assert again.closes_at.tzinfo is seoul


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("country", "US"),
        ("names", "지원"),
        ("extracted", 1),
        ("aliases", "별칭"),
        ("windows", [{"kind": "dated", "closes_at": "soon"}]),
        ("windows", [{"kind": "dated", "closes": "2026-05-23"}]),
        ("conditions", [{"kind": "capital", "bound": {"Dollar": 1}}]),
        ("conditions", [{"kind": "founded", "bound": "2026-05-23"}]),
        ("surprise", 1),
    ],
)
def test_what_is_not_a_programme_is_refused(field: str, value: object) -> None:
    record = json.loads(to_json(PROGRAM)) | {field: value}

    with pytest.raises(BadRecord):
        from_json(json.dumps(record))


def test_what_lacks_a_field_or_is_no_json_is_refused() -> None:
    for text in ("{}", "[]", "{", '{"id": "p"}'):
        with pytest.raises(BadRecord):
            from_json(text)


def test_a_bound_keeps_its_type() -> None:
    day = Condition(ConditionKind.FOUNDED, Operator.AT_LEAST, date(2024, 4, 1))
    listed = Condition(ConditionKind.COUNTRY, Operator.IN, ("2024-04-01",))
    program = replace(PROGRAM, conditions=(day, listed))

    assert [c.bound for c in from_json(to_json(program)).conditions] == [day.bound, listed.bound]
