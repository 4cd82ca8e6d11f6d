"""What only the mailbox in SQL does."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from adapters.stores.mailbox import SqlInbox, SqlOutbox, prepare
from adapters.stores.memory import SqlMemory
from bot.messages import Address, Block, BlockKind, Outcome, Outgoing, Reply
from bot.ports import Received
from knowledge.programs import Language

CHANNELS = frozenset({"telegram"})
ASKED = Received("k", "telegram", {"text": "비밀 이야기"}, "telegram:1")
SAID = Outgoing(
    Address("telegram", "1"),
    Reply(Language.KO, Outcome.ANSWERED, (Block(BlockKind.LEAD, "비밀 답변"),)),
)


class Clock:
    def __init__(self) -> None:
        self.moment = datetime(2026, 11, 22, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.moment

    def forward(self, seconds: float) -> None:
        self.moment += timedelta(seconds=seconds)


@pytest.fixture
async def engine(tmp_path: Path) -> AsyncIterator[AsyncEngine]:
    made = create_async_engine(f"sqlite+aiosqlite:///{tmp_path / 'mail.db'}")
    await prepare(made)
    yield made
    await made.dispose()


async def rows(engine: AsyncEngine, query: str) -> list[tuple[Any, ...]]:
    async with engine.connect() as connection:
        return [tuple(row) for row in await connection.execute(text(query))]


async def test_nothing_of_what_was_said_is_kept_once_it_is_done(engine: AsyncEngine) -> None:
    inbox, outbox = SqlInbox(engine, Clock()), SqlOutbox(engine, Clock())
    await inbox.put(ASKED)
    await inbox.done("k", (SAID,))
    await outbox.sent("k#0")
    assert await rows(engine, "SELECT content FROM inbox UNION SELECT content FROM outbox") == [
        (None,)
    ]


async def test_what_kills_ten_workers_is_set_aside(engine: AsyncEngine) -> None:
    clock = Clock()
    inbox = SqlInbox(engine, clock)
    await inbox.put(ASKED)
    for _ in range(10):
        assert await inbox.take(CHANNELS)
        clock.forward(21)
        await inbox.renew(())
    assert await inbox.take(CHANNELS) is None
    assert await rows(engine, "SELECT state, content IS NULL FROM inbox") == [("aside", False)]


async def test_a_graceful_stop_is_not_a_death(engine: AsyncEngine) -> None:
    clock = Clock()
    inbox = SqlInbox(engine, clock)
    await inbox.put(ASKED)
    for _ in range(12):
        assert await inbox.take(CHANNELS)
        await inbox.release()
        await inbox.renew(())


async def test_a_reply_that_cannot_be_read_back_is_set_aside(engine: AsyncEngine) -> None:
    inbox, outbox = SqlInbox(engine, Clock()), SqlOutbox(engine, Clock())
    await inbox.put(ASKED)
    await inbox.done("k", (SAID, SAID))
    async with engine.begin() as connection:
        await connection.execute(text("UPDATE outbox SET content = '{}' WHERE key = 'k#0'"))
    assert await outbox.take(CHANNELS) is None
    second = await outbox.take(CHANNELS)
    assert second
    assert second.id == "k#1"


async def test_a_message_that_may_have_been_sent_before_is_noted(
    engine: AsyncEngine, caplog: pytest.LogCaptureFixture
) -> None:
    clock = Clock()
    inbox, outbox = SqlInbox(engine, clock), SqlOutbox(engine, clock)
    await inbox.put(ASKED)
    await inbox.done("k", (SAID,))
    await outbox.take(CHANNELS)
    clock.forward(21)
    assert not caplog.text
    await outbox.take(CHANNELS)
    assert "k#0 is sent again" in caplog.text


async def test_memory_remembers_changes_and_forgets(engine: AsyncEngine) -> None:
    memory = SqlMemory(engine, Clock())
    await memory.prepare()
    assert await memory.load("telegram:1") is None
    await memory.save("telegram:1", {"language": "ko"})
    await memory.save("telegram:1", {"language": "ja", "company": {"capital": [1, "JPY"]}})
    assert await memory.load("telegram:1") == {"language": "ja", "company": {"capital": [1, "JPY"]}}
    await memory.forget("telegram:1")
    assert await memory.load("telegram:1") is None
