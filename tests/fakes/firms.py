"""Random companies and conditions that could exist, for property tests."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from hypothesis import strategies as st

from bot.company import FACTS, Company
from knowledge.programs import Age, Country, Coverage, Strength
from tests.fakes.programs import any_of, condition, won, yen

HOMES = {
    Country.JP: ("JP-13", "JP-27", "JP-40", "JP-40:久留米市"),
    Country.KR: ("KR-11", "KR-26", "KR-12", "KR-46"),
}
INDUSTRIES = ("ict", "ict.software", "retail", "manufacturing.food", "manufacturing", "tourism")
AMOUNTS = st.sampled_from([0, 1, 50_000_000, 100_000_000, 100_000_001, 10**12])
PLANS = ("export:JP", "export", "exhibition:US")
ORDERS = st.sampled_from(["at_most", "less_than", "at_least", "more_than"])
MEMBERS = st.sampled_from(["in", "not_in"])


@st.composite
def companies(draw: st.DrawFn) -> Company:
    """Every fact is known, and they fit together."""
    country = draw(st.sampled_from(Country))
    currency = yen if country is Country.JP else won
    sole = draw(st.booleans())
    return Company(
        country=country,
        headquarters=draw(st.sampled_from(HOMES[country])),
        industry=(draw(st.sampled_from(INDUSTRIES)),),
        capital=None if sole else currency(draw(AMOUNTS)),
        employees=draw(st.integers(0, 400)),
        revenue=currency(draw(AMOUNTS)),
        legal_form="sole_proprietor" if sole else "corporation",
        founded=draw(st.dates(date(2000, 1, 2), date(2026, 11, 22))),
        certifications=draw(st.sampled_from([("venture",), ("innobiz", "venture")])),
        plan=draw(st.sampled_from([("export:JP",), ("export", "exhibition:US")])),
        ownership="independent",
        not_applicable=frozenset({"capital"} if sole else ()),
    )


def forgetting(company: Company, facts: frozenset[str]) -> Company:
    """The same firm with these facts missing; without its country it has no known place."""
    blank = Company()
    gone = facts | ({"headquarters"} if "country" in facts else frozenset())
    return replace(company, **{fact: getattr(blank, fact) for fact in gone})


forgotten = st.frozensets(st.sampled_from(FACTS))
regions = st.lists(
    st.sampled_from([*HOMES[Country.JP], *HOMES[Country.KR], "JP", "JP:kanto"]),
    min_size=1,
    max_size=2,
).map(tuple)
strengths = st.sampled_from(Strength)
plain_conditions = st.one_of(
    st.builds(condition, st.just("country"), MEMBERS, st.sampled_from([("JP",), ("KR",)])),
    st.builds(condition, st.just("headquarters"), MEMBERS, regions),
    st.builds(
        condition, st.just("industry"), MEMBERS, st.sampled_from(INDUSTRIES).map(lambda i: (i,))
    ),
    st.builds(condition, st.just("capital"), ORDERS, AMOUNTS.map(yen)),
    st.builds(condition, st.just("revenue"), ORDERS, AMOUNTS.map(won)),
    st.builds(condition, st.just("employees"), ORDERS, st.integers(0, 400)),
    st.builds(condition, st.just("founded"), ORDERS, st.integers(1, 10).map(Age)),
    st.builds(condition, st.just("founded"), ORDERS, st.dates(date(2010, 1, 1), date(2026, 1, 1))),
    st.builds(condition, st.just("sme_class"), st.just("in"), st.just(("sme", "small"))),
    st.builds(condition, st.just("legal_form"), MEMBERS, st.just(("corporation",))),
    st.builds(condition, st.just("certification"), MEMBERS, st.just(("venture",))),
    st.builds(condition, st.just("plan"), MEMBERS, st.sampled_from(PLANS).map(lambda p: (p,))),
    st.just(condition("other")),
)
conditions = st.one_of(
    st.builds(replace, plain_conditions, strength=strengths),
    st.lists(st.builds(replace, plain_conditions, strength=strengths), min_size=1, max_size=3).map(
        lambda alternatives: any_of(*alternatives)
    ),
)
coverages = st.sampled_from(Coverage)
