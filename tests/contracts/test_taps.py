"""What the store of buttons promises, on the fake and on SQL alike."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from adapters.stores.database import database_url, open_async_engine
from adapters.stores.taps import SqlTaps
from bot.messages import Person, Role
from bot.ports import Tap
from knowledge.programs import Language
from tests.fakes.taps import FakeTaps

NOW = datetime(2026, 11, 22, 1, tzinfo=UTC)
OWNER, OTHER = Person("telegram", "1"), Person("telegram", "2")
OWN = Tap("remind.set", ("kr-busan-2026",), OWNER, "telegram:1", Language.KO, Role.PERSON)
DESK = Tap("handoff.take", ("7",), None, "slack:T:C1", Language.JA, Role.STAFF)


class Watch:
    now = NOW

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def watch():
    return Watch()


@pytest.fixture(params=["fake", "sqlite", "postgresql"])
async def taps(request, tmp_path, watch):
    if request.param == "fake":
        yield FakeTaps(watch)
        return
    address = "" if request.param == "sqlite" else request.getfixturevalue("postgresql")
    engine = open_async_engine(database_url(address, tmp_path))
    store = SqlTaps(engine, watch)
    await store.prepare()
    yield store
    await engine.dispose()


async def test_a_button_is_found_as_it_was_kept(taps):
    await taps.keep({"a": OWN, "b": DESK})
    assert (await taps.find("a"), await taps.find("b")) == (OWN, DESK)
    assert await taps.find("c") is None


async def test_a_person_is_forgotten_with_their_conversation_and_nobody_else(taps):
    in_a_group = Tap("remind.set", (), OWNER, "telegram:-5", Language.KO, Role.PERSON)
    of_another = Tap("remind.set", (), OTHER, "telegram:-5", Language.KO, Role.PERSON)
    await taps.keep({"a": OWN, "b": DESK, "c": in_a_group, "d": of_another})
    assert await taps.forget(OWNER, "telegram:1") == 2
    found = [await taps.find(token) for token in "abcd"]
    assert found == [None, DESK, None, of_another]


async def test_old_buttons_are_swept(taps, watch):
    await taps.keep({"old": OWN})
    watch.now += timedelta(days=1)
    await taps.keep({"new": DESK})
    assert await taps.sweep(watch.now) == 1
    assert (await taps.find("old"), await taps.find("new")) == (None, DESK)
