"""What the store of proposals promises, on the fake and on SQL alike."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from adapters.stores.database import database_url, open_engine
from adapters.stores.proposals import SqlProposals
from bot.oversight.facts import FactKind, fact_of
from bot.oversight.proposals import Asking, Proposal
from knowledge.money import Currency, Money
from knowledge.programs import Age, Benefit, Evidence, Source
from tests.fakes.programs import any_of, condition, window
from tests.fakes.proposals import FakeProposals

NOW = datetime(2026, 11, 22, 1, tzinfo=UTC)
SAID = Evidence(
    "notice", "자본금 10억 원 이하", span=(3, 14), source=Source("공고", "https://e.kr")
)
VALUES = (
    (FactKind.WINDOW, window("2026-12-18T17:00", "2026-12-01", evidence=SAID)),
    (FactKind.CONDITION, any_of(condition("founded", "at_most", Age(7)))),
    (FactKind.CONDITION, replace(condition("headquarters", "in", ("KR-26",)), evidence=SAID)),
    (FactKind.BENEFIT, Benefit("grant", Money(30_000_000, Currency.KRW), "2/3", SAID)),
)
GIVEN = [
    Proposal(fact_of("busan", kind, value), "openai:x extract@1", NOW + timedelta(seconds=number))
    for number, (kind, value) in enumerate(VALUES)
]


@pytest.fixture(params=["fake", "sqlite", "postgresql"])
def proposals(request, tmp_path):
    if request.param == "fake":
        yield FakeProposals()
        return
    address = "" if request.param == "sqlite" else request.getfixturevalue("postgresql")
    engine = open_engine(database_url(address, tmp_path))
    yield SqlProposals(engine)
    engine.dispose()


def test_a_proposal_comes_back_as_it_was_the_oldest_first(proposals):
    assert proposals.add(GIVEN[::-1]) == 4
    assert list(proposals.every()) == GIVEN


def test_a_key_is_taken_once_and_never_changed(proposals):
    proposals.add(GIVEN[:1])
    later = replace(GIVEN[0], by="other:model extract@2", at=NOW + timedelta(days=1))
    assert proposals.add([later, GIVEN[1]]) == 1
    assert list(proposals.every()) == GIVEN[:2]


def test_of_a_document_only_the_last_asking_is_known(proposals):
    first, second = Asking("공고/부산", "d1", "a"), Asking("공고/부산", "d2", "a")
    proposals.note(first)
    proposals.note(second)
    proposals.note(Asking("other", "d1", "a"))
    assert proposals.asked() == {second, Asking("other", "d1", "a")}
