"""How long taking a message takes while one room has many waiting, and while many rooms wait.

    python -m tests.benchmarks.backlog [ROWS...]

On SQLite, and on a PostgreSQL of its own where the machine has one. ``one room``: its first message
is being sent, the others wait behind it. ``many rooms``: so many others have one each that may be
sent. ``late rooms``: so many have one each that may not be sent yet.
"""

from __future__ import annotations

import asyncio
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from sqlalchemy import insert, text

from adapters.stores.database import database_url, open_async_engine
from adapters.stores.mailbox import SqlInbox, prepare
from adapters.stores.mailbox.tables import inbox
from bot.ports import Received
from tests.drills.figures import say, show_ms
from tests.loopback.postgres import postgres, programs

TAKES = 40
FAR = 1e12
LANES = {"one room": ("flood", 0.0), "many rooms": ("room{}", 0.0), "late rooms": ("room{}", FAR)}


def rows(count: int, lane: str, due_at: float) -> list[dict[str, Any]]:
    same = {"channel": "telegram", "content": {"a": 1}, "put_at": 0.0, "due_at": due_at}
    return [{"key": f"f{n}", "lane": lane.format(n), **same} for n in range(count)]


async def takes(url: str, folder: Path, backlog: list[dict[str, Any]]) -> list[float]:
    """Seconds each, of messages of forty other rooms that came last."""
    engine, waits = open_async_engine(database_url(url, folder), queued=True), []
    await prepare(engine)
    box = SqlInbox(engine, lambda: datetime.now(UTC))
    async with engine.begin() as connection:
        await connection.execute(inbox.delete())
        if backlog:
            await connection.execute(insert(inbox), backlog)
        if url:  # as autovacuum does within a minute
            await connection.execute(text("ANALYZE inbox"))
    await box.take({"telegram"})
    for n in range(TAKES):
        await box.put(Received(f"k{n}", "telegram", {"a": 1}, f"c{n}"))
    for _ in range(TAKES):
        begun = time.perf_counter()
        taken = await box.take({"telegram"})
        waits.append(time.perf_counter() - begun)
        assert taken
    await engine.dispose()
    return waits


def measured(url: str, folder: Path, counts: list[int]) -> Iterator[tuple[str, list[float]]]:
    yield "an empty mailbox", asyncio.run(takes(url, folder, []))
    for what, (lane, due_at) in LANES.items():
        for count in counts:
            waits = asyncio.run(takes(url, folder, rows(count, lane, due_at)))
            yield f"{what}, {count:,}", waits


def main(given: list[str]) -> None:
    counts = [int(word) for word in given] or [1000, 10_000]
    with TemporaryDirectory() as folder:
        say("SQLite")
        for what, waits in measured("", Path(folder), counts):
            show_ms(what, waits)
    if programs() is None:
        say("no PostgreSQL server is installed here")
        return
    with postgres() as url, TemporaryDirectory() as folder:
        say("PostgreSQL")
        for what, waits in measured(url, Path(folder), counts):
            show_ms(what, waits)


if __name__ == "__main__":
    main(sys.argv[1:])
