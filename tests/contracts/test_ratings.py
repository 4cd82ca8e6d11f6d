"""What the store of rated answers promises, on the fake and on SQL alike."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from adapters.stores.database import database_url, open_async_engine
from adapters.stores.feedback import SqlRatings
from bot.counters.feedback import Rated
from bot.messages import Person
from knowledge.programs import Language
from tests.fakes.ratings import FakeRatings

NOW = datetime(2026, 11, 22, 1, tzinfo=UTC)
OWNER = Person("telegram", "1")
ANSWER = Rated(
    "a",
    "지원 있나요?",
    "1건 있습니다.",
    ("J-Net21",),
    "answered",
    Language.KO,
    NOW,
    OWNER,
    "telegram:1",
)


@pytest.fixture(params=["fake", "sqlite", "postgresql"])
async def ratings(request, tmp_path):
    if request.param == "fake":
        yield FakeRatings()
        return
    address = "" if request.param == "sqlite" else request.getfixturevalue("postgresql")
    engine = open_async_engine(database_url(address, tmp_path))
    store = SqlRatings(engine)
    await store.prepare()
    yield store
    await engine.dispose()


async def test_an_answer_is_listed_once_somebody_voted_with_what_was_said(ratings):
    await ratings.keep(ANSWER)
    assert await ratings.latest(9) == []
    assert await ratings.vote("a", "up")
    assert await ratings.vote("a", "down")
    await ratings.explain("a", "off")
    assert await ratings.latest(9) == [replace(ANSWER, vote="down", reason="off")]


async def test_the_newest_votes_come_first(ratings):
    for n in range(3):
        await ratings.keep(replace(ANSWER, id=str(n), at=NOW + timedelta(hours=n), vote="up"))
    assert [r.id for r in await ratings.latest(2)] == ["2", "1"]


async def test_a_vote_for_what_is_gone_is_not_counted(ratings):
    assert not await ratings.vote("gone", "up")


async def test_a_sweep_takes_unrated_answers_sooner(ratings):
    await ratings.keep(ANSWER)
    await ratings.keep(replace(ANSWER, id="b", vote="up"))
    assert await ratings.sweep(NOW + timedelta(hours=1), NOW - timedelta(days=1)) == 1
    assert [r.id for r in await ratings.of(OWNER, "")] == ["b"]
    assert await ratings.sweep(NOW, NOW + timedelta(hours=1)) == 1


async def test_forgetting_takes_every_answer_of_the_person_and_counts_the_votes(ratings):
    await ratings.keep(replace(ANSWER, vote="up"))
    await ratings.keep(replace(ANSWER, id="b"))
    await ratings.keep(replace(ANSWER, id="c", person=Person("slack", "1"), conversation="slack:1"))
    assert await ratings.forget(OWNER, "telegram:1") == 1
    assert await ratings.of(OWNER, "telegram:1") == []
    assert len(await ratings.of(Person("slack", "1"), "")) == 1
