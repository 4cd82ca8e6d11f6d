"""Fault 4 and two writers: nothing is acknowledged that is not committed, and nothing is lost."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from sqlalchemy import event

from adapters.channels.telegram import Telegram, Webhook
from adapters.listener import Listener
from adapters.stores.database import database_url, open_async_engine
from adapters.stores.mailbox import SqlInbox, SqlOutbox, prepare
from bot.reception import Reception
from tests.drills.children import preload, run
from tests.drills.reloading import generations, reload_on_a_full_disk, shelf, write
from tests.fakes.channels import eventually, sending
from tests.loopback.postgres import free_port
from tests.loopback.telegram_server import TelegramServer
from tests.loopback.telegram_updates import message
from tests.scenarios.telegram.desk import QUICK, answer, now

SECRET = "a-Secret_42"


@asynccontextmanager
async def serving(folder: Path, server: TelegramServer, pages: list[int]) -> AsyncIterator[None]:
    """By webhook, over a database that may have ``pages[0]`` pages of 4 KB."""
    engine = open_async_engine(database_url("", folder))

    @event.listens_for(engine.sync_engine, "checkout")
    def _room(connection, *_):
        connection.execute(f"PRAGMA max_page_count={pages[0]}")

    await prepare(engine)
    listener = Listener("127.0.0.1", port := free_port())
    hook = Webhook(f"http://127.0.0.1:{port}/telegram/webhook", SECRET, listener.application)
    channel = Telegram(server.token, api_url=server.url, webhook=hook)
    await listener.start()
    boxes = SqlInbox(engine, now), SqlOutbox(engine, now)
    reception = Reception(*boxes, {"telegram": channel}, sending(answer), pace=QUICK)
    running = asyncio.create_task(reception.run())
    await eventually(lambda: bool(server.webhook))
    yield
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)
    await listener.stop()
    await engine.dispose()


@pytest.fixture
async def server() -> AsyncIterator[TelegramServer]:
    running = TelegramServer()
    await running.start()
    yield running
    await running.stop()


async def test_on_a_full_disk_an_update_is_not_acknowledged(
    server: TelegramServer, tmp_path: Path
) -> None:
    pages = [10_000]
    async with serving(tmp_path, server, pages):
        server.send(message("하나"))
        assert await server.deliver() == [200]
        await eventually(lambda: len(server.sent) == 1)
        pages[0] = 1  # never less than there are: no page can be added
        for n in range(3):
            server.send(message("긴 이야기입니다. " * 2000, chat=n + 1))
        assert await server.deliver() == [503] * 3
        pages[0] = 10_000
        assert await server.deliver() == [200] * 3
        await eventually(lambda: len({m["chat"]["id"] for m in server.sent}) == 4)


async def test_a_locked_database_delays_and_loses_nothing(
    server: TelegramServer, tmp_path: Path
) -> None:
    async with serving(tmp_path, server, [10_000]):
        file = tmp_path / "concierge.sqlite3"
        other = sqlite3.connect(file, isolation_level=None, check_same_thread=False)
        # in a thread: the loop may be needed to end a transaction that is under way
        await asyncio.to_thread(other.execute, "BEGIN IMMEDIATE")
        server.send(message("하나"))
        delivering = asyncio.create_task(server.deliver())
        await asyncio.sleep(0.3)
        assert not delivering.done()
        other.execute("COMMIT")
        other.close()
        assert await delivering == [200]
        await eventually(lambda: len(server.sent) == 1)


@pytest.mark.parametrize("room", [20_000, 60_000, 300_000])
def test_a_reload_on_a_full_disk_leaves_the_active_version(folder: Path, room: int) -> None:
    preload("tests.drills.reloading")
    write(folder, 3)
    said = run(reload_on_a_full_disk, folder, room)
    library = shelf(folder).current()
    assert generations(library) == ({"2"} if said else {"3"})
    assert said or room > 100_000
    assert said.startswith("StoreFailed") or not said
