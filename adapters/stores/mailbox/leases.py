"""Leasing rows of a queue: only the first of a lane, only when due, only while nobody has it."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    CompoundSelect,
    Float,
    Row,
    Table,
    and_,
    bindparam,
    func,
    or_,
    select,
    union_all,
    update,
)
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine
from sqlalchemy.sql.dml import ReturningUpdate

from adapters.stores.mailbox.tables import NEW, State, seconds
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
    rows, now = table.c, _now()
    first = (
        select(rows.seq)
        .where(
            rows.state == NEW,
            rows.channel.in_(bindparam("channels", expanding=True)),
            now - rows.due_at >= 0,  # so written, no index of moments takes it out of the order
            now - rows.leased_until >= 0,
            or_(rows.lane == "", and_(rows.lane.not_in(_held_up(table)), _is_head(table))),
        )
        .order_by(rows.seq)
        .limit(1)
        .with_for_update(skip_locked=True)
    )
    return (
        update(table)
        .where(rows.seq == first.scalar_subquery())
        .values(
            leased_by=bindparam("holder"), leased_until=bindparam("until"), taken=rows.taken + 1
        )
        .returning(table)
    )


def _now() -> BindParameter[float]:
    return bindparam("now", type_=Float(53))


def _held_up(table: Table) -> CompoundSelect[tuple[str]]:
    """The lanes whose first row is in somebody's hands or not due yet: few, asked for once, so that
    what waits behind them, however much, is passed over without a look at its lane.
    """
    rows, now = table.c, _now()
    named = select(rows.lane).where(rows.state == NEW, rows.lane != "")
    return union_all(named.where(rows.leased_until > now), named.where(rows.due_at > now))


def _is_head(table: Table) -> ColumnElement[bool]:
    """Compared with a number and not ``NOT EXISTS``, which PostgreSQL makes a join of everything
    that waits. It is needed beside ``_held_up``: a first row that another one is taking at this
    moment is skipped, and nobody may see yet that it is leased.
    """
    rows, others = table.c, table.alias("others").c
    ahead = select(func.min(others.seq)).where(others.lane == rows.lane, others.state == NEW)
    return rows.seq == ahead.scalar_subquery()
