"""Counts of answers, one row for a day, channel, language and outcome."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import Column, Date, Integer, MetaData, String, Table, insert, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.counters.tallying import Tally
from bot.unbroken import unbroken

metadata = MetaData()

_tallies = Table(
    "tallies",
    metadata,
    Column("day", Date, primary_key=True),
    Column("channel", String(32), primary_key=True),
    Column("language", String(2), primary_key=True),
    Column("outcome", String(32), primary_key=True),
    Column("count", Integer, nullable=False),
)
_columns = (_tallies.c.day, _tallies.c.channel, _tallies.c.language, _tallies.c.outcome)


class SqlTallies:
    """The Tallies port."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine

    async def prepare(self) -> None:
        """Create what is missing."""
        async with self._engine.begin() as connection:
            await connection.run_sync(metadata.create_all)

    @unbroken
    async def count(self, day: date, channel: str, language: str, outcome: str) -> None:
        key = (day, channel, language, outcome)
        if await self._raise(key):
            return
        row = dict(zip((c.name for c in _columns), key, strict=True)) | {"count": 1}
        try:
            async with self._engine.begin() as connection:
                await connection.execute(insert(_tallies).values(row))
        except IntegrityError:  # another process was first
            await self._raise(key)

    @unbroken
    async def since(self, day: date) -> Sequence[Tally]:
        asking = select(_tallies).where(_tallies.c.day >= day).order_by(*_columns)
        async with self._engine.connect() as connection:
            rows = await connection.execute(asking)
            return [Tally(*row) for row in rows]

    async def _raise(self, key: tuple[Any, ...]) -> bool:
        mine = [column == value for column, value in zip(_columns, key, strict=True)]
        raising = update(_tallies).where(*mine).values(count=_tallies.c.count + 1)
        async with self._engine.begin() as connection:
            return (await connection.execute(raising)).rowcount == 1
