"""What is kept about the language model: calls of the day, what became of its words, its switch."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from sqlalchemy import (
    Boolean,
    Column,
    Date,
    Engine,
    Integer,
    MetaData,
    String,
    Table,
    delete,
    func,
    insert,
    inspect,
    select,
    update,
)
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from bot.models.ports import Budget
from bot.unbroken import unbroken

metadata = MetaData()

_EVERYBODY = ""
_APART = ":"
_LONGEST = 16

_calls = Table(
    "model_calls",
    metadata,
    Column("day", Date, primary_key=True),
    Column("person", String(_LONGEST), primary_key=True),  # a digest; empty for all together
    Column("calls", Integer, nullable=False),
)

_tally = Table(
    "model_tally",
    metadata,
    Column("day", Date, primary_key=True),
    Column("kind", String(64), primary_key=True),
    Column("times", Integer, nullable=False),
)

_switches = Table(
    "switches",
    metadata,
    Column("name", String(64), primary_key=True),
    Column("on", Boolean, nullable=False),
)


class SqlModelling:
    """The ports Spending, Tally and Switches of ``bot.models``.

    ``ledger`` names calls and counts that are no part of the house's day, as those of an evaluation;
    the switches are the house's.
    """

    def __init__(self, engine: AsyncEngine, ledger: str = "") -> None:
        self._engine = engine
        self._prefix = f"{ledger}{_APART}" if ledger else ""

    async def prepare(self) -> None:
        """Create what is missing."""
        async with self._engine.begin() as connection:
            await connection.run_sync(metadata.create_all)

    @unbroken
    async def spend(self, day: date, person: str, budget: Budget) -> bool:
        """Rows of earlier days go with the first call of a day: who asked is nobody's business."""
        for _ in range(2):
            try:
                async with self._engine.begin() as connection:
                    spent = await _count(connection, day, self._own(_EVERYBODY), budget.day)
                    spent = spent and await _count(
                        connection, day, self._own(person), budget.person
                    )
                    if not spent:
                        await connection.rollback()
                    return spent
            except IntegrityError:  # another process counted the first call at the same moment
                continue
        return False

    @unbroken
    async def spent(self, day: date) -> int:
        row = (_calls.c.day == day) & (_calls.c.person == self._own(_EVERYBODY))
        asking = select(_calls.c.calls).where(row)
        async with self._engine.connect() as connection:
            return int((await connection.execute(asking)).scalar_one_or_none() or 0)

    @unbroken
    async def add(self, day: date, kinds: Mapping[str, int]) -> None:
        for kind, times in kinds.items():
            try:
                await self._add(day, self._prefix + kind, times)
            except IntegrityError:  # another process was first
                await self._add(day, self._prefix + kind, times)

    @unbroken
    async def counts(self, since: date) -> Mapping[str, int]:
        asking = (
            select(_tally.c.kind, func.sum(_tally.c.times))
            .where(_tally.c.day >= since)
            .group_by(_tally.c.kind)
            .order_by(_tally.c.kind)
        )
        async with self._engine.connect() as connection:
            found = {kind: int(times) for kind, times in await connection.execute(asking)}
        return _of_ledger(found, self._prefix)

    @unbroken
    async def is_on(self, name: str) -> bool:
        asking = select(_switches.c.on).where(_switches.c.name == name)
        async with self._engine.connect() as connection:
            state = (await connection.execute(asking)).scalar_one_or_none()
            return True if state is None else bool(state)

    @unbroken
    async def turn(self, name: str, *, on: bool) -> None:
        async with self._engine.begin() as connection:
            await connection.execute(delete(_switches).where(_switches.c.name == name))
            await connection.execute(insert(_switches).values(name=name, on=on))

    def _own(self, person: str) -> str:
        """Within the column; a digest loses its last letters."""
        return (self._prefix[:1] + self._prefix[-1:] + person)[:_LONGEST]

    async def _add(self, day: date, kind: str, times: int) -> None:
        row = (_tally.c.day == day) & (_tally.c.kind == kind)
        more = update(_tally).where(row).values(times=_tally.c.times + times)
        async with self._engine.begin() as connection:
            if not (await connection.execute(more)).rowcount:
                await connection.execute(insert(_tally).values(day=day, kind=kind, times=times))


def looked_at(engine: Engine, day: date, since: date) -> tuple[int, dict[str, int]]:
    """Calls of ``day`` and what became of the words ``since``, without a running service; nothing
    where the tables are not there yet.
    """
    if not inspect(engine).has_table(_tally.name):
        return 0, {}
    calls = select(_calls.c.calls).where(_calls.c.day == day, _calls.c.person == _EVERYBODY)
    kinds = select(_tally.c.kind, func.sum(_tally.c.times)).where(_tally.c.day >= since)
    with engine.connect() as connection:
        spent = connection.execute(calls).scalar_one_or_none() or 0
        rows = connection.execute(kinds.group_by(_tally.c.kind).order_by(_tally.c.kind))
        return int(spent), _of_ledger({kind: int(times) for kind, times in rows}, "")


def _of_ledger(counts: Mapping[str, int], prefix: str) -> dict[str, int]:
    mine = {kind: times for kind, times in counts.items() if (_APART in kind) == bool(prefix)}
    return {k.removeprefix(prefix): times for k, times in mine.items() if k.startswith(prefix)}


async def _count(connection: AsyncConnection, day: date, person: str, most: int) -> bool:
    """One more call, unless ``most`` are counted already."""
    row = (_calls.c.day == day) & (_calls.c.person == person)
    more = update(_calls).where(row, _calls.c.calls < most).values(calls=_calls.c.calls + 1)
    if (await connection.execute(more)).rowcount:
        return True
    known = (await connection.execute(select(_calls.c.calls).where(row))).scalar_one_or_none()
    if known is not None or most < 1:
        return False
    if person == _EVERYBODY or person.endswith(_APART):
        await connection.execute(delete(_calls).where(_calls.c.day < day))
    await connection.execute(insert(_calls).values(day=day, person=person, calls=1))
    return True
