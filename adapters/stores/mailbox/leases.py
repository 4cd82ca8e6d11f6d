"""Leasing rows of a queue: only the first of a lane, only when due, only while nobody has it."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from sqlalchemy import Row, Table, bindparam, exists, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine
from sqlalchemy.sql.dml import ReturningUpdate

from adapters.stores.mailbox.tables import State, seconds
from bot.ports import Clock

LEASE = 20.0
"""Seconds. The reception renews every five, so that a dead worker's rows wait less than this."""
TAKES = 10
"""A row that has seen so many workers die is set aside: it may be what kills them."""


class Leases:
    """The leases of one process on one queue. ``holder`` names the process, unique among replicas.

    ``clock`` is the real one, never a fixed one, and about the same on all replicas.
    """

    def __init__(self, engine: AsyncEngine, table: Table, clock: Clock, holder: str) -> None:
        self._engine = engine
        self._table = table
        self._clock = clock
        self._holder = holder
        self._taking = _taking(table)

    def now(self) -> float:
        return seconds(self._clock())

    async def take(self, channels: Collection[str]) -> Row[Any] | None:
        now = self.now()
        given = {"holder": self._holder, "until": now + LEASE, "now": now, "channels": [*channels]}
        async with self._engine.begin() as connection:
            row: Row[Any] | None = (await connection.execute(self._taking, given)).one_or_none()
            return row

    async def settle(self, connection: AsyncConnection, key: str, **values: Any) -> bool:
        """Change an unsettled row and end its lease; False if it was settled before, by whomever."""
        rows = self._table.c
        settling = (
            update(self._table)
            .where(rows.key == key, rows.state == State.NEW)
            .values({"leased_until": 0.0} | values)
        )
        return (await connection.execute(settling)).rowcount == 1

    async def renew(self, keys: Collection[str]) -> None:
        rows, now = self._table.c, self.now()
        async with self._engine.begin() as connection:
            if keys:
                mine = (rows.leased_by == self._holder, rows.state == State.NEW)
                renewing = update(self._table).where(*mine, rows.key.in_(keys))
                await connection.execute(renewing.values(leased_until=now + LEASE))
            killers = (rows.state == State.NEW, rows.taken >= TAKES, rows.leased_until <= now)
            burying = update(self._table).where(*killers)
            error = f"taken {TAKES} times and never finished"
            await connection.execute(
                burying.values(state=State.ASIDE.value, error=error, settled_at=now)
            )

    async def release(self) -> None:
        """Not counted as taken: the process stopped in good order."""
        rows, now = self._table.c, self.now()
        mine = (rows.leased_by == self._holder, rows.state == State.NEW, rows.leased_until > now)
        releasing = update(self._table).where(*mine)
        async with self._engine.begin() as connection:
            await connection.execute(releasing.values(leased_until=0.0, taken=rows.taken - 1))


def _taking(table: Table) -> ReturningUpdate[Any]:
    """One statement, so that neither SQLite nor PostgreSQL lets two have the same row; built once,
    since building it takes as long as running it.
    """
    rows, earlier = table.c, table.alias("earlier").c
    behind_another = exists().where(
        earlier.lane == rows.lane, earlier.state == State.NEW, earlier.seq < rows.seq
    )
    head = (
        select(rows.seq)
        .where(
            rows.state == State.NEW,
            rows.channel.in_(bindparam("channels", expanding=True)),
            rows.due_at <= bindparam("now"),
            rows.leased_until <= bindparam("now"),
            or_(rows.lane == "", ~behind_another),
        )
        .order_by(rows.seq)
        .limit(1)
        .with_for_update(skip_locked=True)
    )
    return (
        update(table)
        .where(rows.seq == head.scalar_subquery())
        .values(
            leased_by=bindparam("holder"), leased_until=bindparam("until"), taken=rows.taken + 1
        )
        .returning(table)
    )
