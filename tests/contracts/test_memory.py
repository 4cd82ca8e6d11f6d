"""What the memory of conversations promises, on the fake and on SQL alike."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from adapters.stores.database import database_url, open_async_engine
from adapters.stores.memory import SqlMemory
from bot.recall import Recall
from tests.fakes.memory import FakeMemory

NOW = datetime(2026, 11, 22, 1, tzinfo=UTC)


class Watch:
    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def watch():
    return Watch()


@pytest.fixture(params=["fake", "recalled", "sqlite", "postgresql"])
async def memory(request, tmp_path, watch):
    if request.param in ("fake", "recalled"):
        yield FakeMemory(watch) if request.param == "fake" else Recall(FakeMemory(watch))
        return
    address = "" if request.param == "sqlite" else request.getfixturevalue("postgresql")
    engine = open_async_engine(database_url(address, tmp_path))
    store = SqlMemory(engine, watch)
    await store.prepare()
    yield store
    await engine.dispose()


async def test_the_last_state_that_was_saved_is_loaded(memory):
    await memory.save("telegram:1", {"topic": "수출"})
    await memory.save("telegram:1", {"topic": "設備"})
    assert await memory.load("telegram:1") == {"topic": "設備"}
    await memory.forget("telegram:1")
    assert await memory.load("telegram:1") is None


async def test_a_room_is_its_conversation_and_its_threads(memory):
    for name in ("slack:T:D1", "slack:T:D1:17.5", "slack:T:D12", "slack:T:D_"):
        await memory.save(name, {})
    assert set(await memory.within("slack:T:D1")) == {"slack:T:D1", "slack:T:D1:17.5"}
    assert set(await memory.within("slack:T:D_")) == {"slack:T:D_"}


async def test_idle_is_what_was_not_saved_since(memory, watch):
    await memory.save("old", {})
    await memory.save("renewed", {})
    watch.now += timedelta(hours=25)
    await memory.save("renewed", {})
    assert list(await memory.idle(watch.now - timedelta(hours=24))) == ["old"]
