"""The mailbox as the console sees it: counts, errors and times, nothing that was written."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy.ext.asyncio import create_async_engine

from adapters.stores.mailbox import SqlInbox, prepare
from adapters.stores.mailbox.looking import SqlMailroom
from bot.console.ports import Queue
from bot.ports import Received

NOW = datetime(2026, 11, 21, 15, 30, tzinfo=UTC)
TEXT = "비밀 이야기"


@pytest.fixture
async def engine(tmp_path):
    engine = create_async_engine(f"sqlite+aiosqlite:///{tmp_path / 'box.db'}")
    await prepare(engine)
    yield engine
    await engine.dispose()


async def test_what_waits_and_what_was_set_aside_is_counted(engine):
    moment = NOW
    inbox, room = SqlInbox(engine, lambda: moment), SqlMailroom(engine)
    await inbox.put(Received("poison", "slack", {"text": TEXT}, "slack:1"))
    for _ in range(3):
        moment += timedelta(minutes=1)
        assert await inbox.take(["slack"])
        await inbox.failed("poison", "ValueError: no such thing")
    await inbox.put(Received("next", "telegram", {"text": TEXT}, "telegram:1"))
    queues = await room.queues()
    assert queues == [Queue("inbox", 1, 1, moment), Queue("outbox", 0, 0, None)]
    aside = await room.set_aside(9)
    assert [(each.channel, each.error) for each in aside] == [
        ("slack", "ValueError: no such thing")
    ]
    assert TEXT not in repr(aside)


async def test_what_was_answered_is_timed(engine):
    moment = NOW
    inbox, room = SqlInbox(engine, lambda: moment), SqlMailroom(engine)
    for number in range(2):
        await inbox.put(Received(f"k{number}", "slack", {}, f"slack:{number}"))
    moment += timedelta(seconds=2)
    await inbox.done("k0", ())
    since = NOW - timedelta(days=1)
    assert await room.waits(since) == [pytest.approx(2.0)]
