"""The mailbox as the console shows it: counts and errors, never what was written."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from sqlalchemy import Table, func, select
from sqlalchemy.ext.asyncio import AsyncEngine

from adapters.stores.mailbox.tables import State, inbox, outbox
from bot.console.ports import Queue, SetAside

_QUEUES: tuple[tuple[str, Table], ...] = (("inbox", inbox), ("outbox", outbox))


class SqlMailroom:
    """The Mailroom port."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine

    async def queues(self) -> Sequence[Queue]:
        found = []
        async with self._engine.connect() as connection:
            for name, table in _QUEUES:
                state, count = table.c.state, func.count()
                asking = select(state, count, func.min(table.c.put_at)).group_by(state)
                rows = {row[0]: row for row in await connection.execute(asking)}
                waiting, aside = rows.get(State.NEW.value), rows.get(State.ASIDE.value)
                oldest = datetime.fromtimestamp(waiting[2], UTC) if waiting else None
                counts = (waiting[1] if waiting else 0, aside[1] if aside else 0)
                found.append(Queue(name, *counts, oldest))
        return found

    async def set_aside(self, limit: int) -> Sequence[SetAside]:
        found: list[SetAside] = []
        async with self._engine.connect() as connection:
            for name, table in _QUEUES:
                columns = (table.c.channel, table.c.error, table.c.put_at)
                asking = select(*columns).where(table.c.state == State.ASIDE.value)
                newest = asking.order_by(table.c.seq.desc()).limit(limit)
                for row in await connection.execute(newest):
                    at = datetime.fromtimestamp(row.put_at, UTC)
                    found.append(SetAside(name, row.channel, row.error, at))
        return sorted(found, key=lambda each: each.at, reverse=True)[:limit]

    async def waits(self, since: datetime, limit: int = 2000) -> Sequence[float]:
        wait = (inbox.c.settled_at - inbox.c.put_at).label("wait")
        done = (inbox.c.state == State.DONE.value, inbox.c.put_at >= since.timestamp())
        newest = select(wait).where(*done).order_by(inbox.c.seq.desc()).limit(limit)
        async with self._engine.connect() as connection:
            return [float(row.wait) for row in await connection.execute(newest) if row.wait]
