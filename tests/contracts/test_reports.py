"""What the store of doubted facts promises, on the fake and on SQL alike."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from adapters.stores.database import database_url, open_async_engine
from adapters.stores.reports import SqlReports
from bot.counters.wrong import Report
from bot.messages import Person
from knowledge.programs import Language
from tests.fakes.reports import FakeReports

NOW = datetime(2026, 11, 22, 1, tzinfo=UTC)
OWNER = Person("telegram", "1")
REPORT = Report(
    "", "kaigai", "deadline", "12월 28일까지", "v1", Language.KO, NOW, OWNER, "telegram:1"
)


@pytest.fixture(params=["fake", "sqlite", "postgresql"])
async def reports(request, tmp_path):
    if request.param == "fake":
        yield FakeReports()
        return
    address = "" if request.param == "sqlite" else request.getfixturevalue("postgresql")
    engine = open_async_engine(database_url(address, tmp_path))
    store = SqlReports(engine)
    await store.prepare()
    yield store
    await engine.dispose()


async def test_what_was_said_comes_back_as_it_was_with_its_reason(reports):
    id = await reports.add(REPORT)
    await reports.explain(id, "12月15日までです")
    assert await reports.waiting() == [replace(REPORT, id=id, reason="12月15日までです")]


async def test_those_of_one_region_are_found(reports):
    osaka = await reports.add(replace(REPORT, region="JP-27"))
    await reports.add(replace(REPORT, region="KR-26"))
    await reports.add(REPORT)
    assert [r.id for r in await reports.waiting(region="JP-27")] == [osaka]
    assert [r.id for r in await reports.waiting(region="JP")] == [osaka]
    assert len(await reports.waiting()) == 3


async def test_the_oldest_waits_first_and_what_was_looked_at_waits_no_more(reports):
    late = await reports.add(replace(REPORT, at=NOW + timedelta(hours=1)))
    early = await reports.add(REPORT)
    assert [r.id for r in await reports.waiting()] == [early, late]
    assert await reports.settle(early)
    assert not await reports.settle(early)
    assert [r.id for r in await reports.waiting(1)] == [late]


async def test_a_forgotten_person_leaves_the_doubt_but_neither_name_nor_words(reports):
    id = await reports.add(REPORT)
    await reports.explain(id, "제 회사 이야기")
    other = await reports.add(replace(REPORT, person=Person("slack", "1"), conversation="slack:1"))
    assert await reports.forget(OWNER, "telegram:1") == 1
    assert await reports.of(OWNER, "telegram:1") == []
    kept = {r.id: r for r in await reports.waiting()}
    assert kept[id] == replace(REPORT, id=id, person=None, conversation="", reason="")
    assert kept[other].person == Person("slack", "1")
