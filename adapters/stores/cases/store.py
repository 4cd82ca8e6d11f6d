"""Cases and what was said before anybody took them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    delete,
    insert,
    select,
    update,
)
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncEngine

from adapters.rows import lies_within
from adapters.stores.cases import tables
from bot.handoff.cases import Case, CaseState, Exchange, Line
from bot.messages import Person
from bot.unbroken import unbroken


class SqlCases:
    """The Cases port."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine

    async def prepare(self) -> None:
        """Create what is missing."""
        async with self._engine.begin() as connection:
            await connection.run_sync(tables.metadata.create_all)

    @unbroken
    async def open(self, case: Case) -> Case:
        try:
            async with self._engine.begin() as connection:
                await connection.execute(insert(tables.cases).values(tables.row_of(case)))
        except IntegrityError:
            return await self.of(case.conversation) or case
        return case

    @unbroken
    async def find(self, id: str) -> Case | None:
        return await self._one(tables.cases.c.id == id)

    @unbroken
    async def of(self, conversation: str) -> Case | None:
        return await self._one(tables.cases.c.current == conversation)

    @unbroken
    async def at(self, desk: str, thread: str) -> Case | None:
        running = tables.cases.c.state != CaseState.ENDED.value
        known = select(tables.threads.c.case).where(
            tables.threads.c.desk == desk, tables.threads.c.thread == thread
        )
        return await self._one(tables.cases.c.id.in_(known), running)

    @unbroken
    async def place(self, id: str, thread: str) -> None:
        waiting = (tables.cases.c.id == id, tables.cases.c.state == CaseState.WAITING.value)
        if await self._change(waiting, {"thread": thread}):
            await self._remember(id, thread)

    @unbroken
    async def take(
        self, id: str, owner: Person, name: str, thread: str, now: datetime
    ) -> Case | None:
        """One statement decides who was first."""
        waiting = (tables.cases.c.id == id, tables.cases.c.state == CaseState.WAITING.value)
        values = {
            "state": CaseState.TAKEN.value,
            "owner": owner.id,
            "owner_name": name,
            "thread": thread,
            "served_at": now.timestamp(),
        }
        if not await self._change(waiting, values):
            return None
        await self._remember(id, thread)
        return await self.find(id)

    @unbroken
    async def hand_back(self, id: str) -> Case | None:
        taken = (tables.cases.c.id == id, tables.cases.c.state == CaseState.TAKEN.value)
        values = {"state": CaseState.WAITING.value, "owner": "", "owner_name": "", "thread": ""}
        return await self.find(id) if await self._change(taken, values) else None

    @unbroken
    async def end(self, id: str) -> bool:
        running = (tables.cases.c.id == id, tables.cases.c.state != CaseState.ENDED.value)
        async with self._engine.begin() as connection:
            await connection.execute(delete(tables.lines).where(tables.lines.c.case == id))
        return await self._change(running, {"state": CaseState.ENDED.value, "current": id})

    @unbroken
    async def touch(self, id: str, **moments: datetime) -> None:
        values = {name: moment.timestamp() for name, moment in moments.items()}
        await self._change((tables.cases.c.id == id,), values)

    @unbroken
    async def keep(self, id: str, line: Line) -> None:
        """The same message twice is one line."""
        row = {"key": line.key, "case": id, "text": line.text}
        try:
            async with self._engine.begin() as connection:
                await connection.execute(insert(tables.lines).values(row))
        except IntegrityError:
            return

    @unbroken
    async def lines(self, id: str) -> Sequence[Line]:
        mine = tables.lines.c.case == id
        async with self._engine.begin() as connection:
            rows = await connection.execute(
                select(tables.lines).where(mine).order_by(tables.lines.c.number)
            )
            lines = [Line(row.key, row.text) for row in rows]
            await connection.execute(delete(tables.lines).where(mine))
        return lines

    @unbroken
    async def note(self, conversation: str, exchange: Exchange) -> None:
        mine = tables.exchanges.c.conversation == conversation
        async with self._engine.begin() as connection:
            kept = (
                await connection.execute(select(tables.exchanges.c.content).where(mine))
            ).scalar()
            pairs = [*(kept or []), [exchange.question, exchange.answer]][-tables.EXCHANGES_KEPT :]
            values = {"content": pairs, "noted_at": datetime.now(UTC).timestamp()}
            if kept is None:
                row = values | {"conversation": conversation}
                await connection.execute(insert(tables.exchanges).values(row))
            else:
                await connection.execute(update(tables.exchanges).where(mine).values(values))

    @unbroken
    async def exchanges(self, conversation: str) -> Sequence[Exchange]:
        mine = select(tables.exchanges.c.content).where(
            tables.exchanges.c.conversation == conversation
        )
        async with self._engine.connect() as connection:
            pairs = (await connection.execute(mine)).scalar()
        return [Exchange(question, answer) for question, answer in pairs or []]

    @unbroken
    async def unended(self) -> Sequence[Case]:
        return await self._all(tables.cases.c.state != CaseState.ENDED.value)

    @unbroken
    async def recent(self, count: int, region: str = "") -> Sequence[Case]:
        theirs = select(tables.cases).where(lies_within(tables.cases.c.region, region))
        async with self._engine.connect() as connection:
            newest = theirs.order_by(tables.cases.c.opened_at.desc()).limit(count)
            return [tables.case_of(row) for row in await connection.execute(newest)]

    @unbroken
    async def forget(self, conversation: str) -> int:
        async with self._engine.begin() as connection:
            mine = select(tables.cases.c.id).where(tables.cases.c.conversation == conversation)
            await connection.execute(delete(tables.lines).where(tables.lines.c.case.in_(mine)))
            await connection.execute(delete(tables.threads).where(tables.threads.c.case.in_(mine)))
            said = tables.exchanges.c.conversation == conversation
            await connection.execute(delete(tables.exchanges).where(said))
            gone = await connection.execute(
                delete(tables.cases).where(tables.cases.c.conversation == conversation)
            )
            return gone.rowcount

    @unbroken
    async def held(self, conversation: str) -> Sequence[Mapping[str, Any]]:
        return [
            {"state": c.state.value, "opened_at": c.opened_at.isoformat(), "summary": c.summary}
            for c in await self._all(tables.cases.c.conversation == conversation)
        ]

    async def _remember(self, id: str, thread: str) -> None:
        desk = select(tables.cases.c.desk).where(tables.cases.c.id == id).scalar_subquery()
        row = {"desk": desk, "thread": thread, "case": id}
        try:
            async with self._engine.begin() as connection:
                await connection.execute(insert(tables.threads).values(row))
        except IntegrityError:  # known already
            return

    async def _one(self, *where: Any) -> Case | None:
        return next(iter(await self._all(*where)), None)

    async def _all(self, *where: Any) -> list[Case]:
        async with self._engine.connect() as connection:
            found = select(tables.cases).where(*where).order_by(tables.cases.c.opened_at)
            return [tables.case_of(row) for row in await connection.execute(found)]

    async def _change(self, where: tuple[Any, ...], values: Mapping[str, Any]) -> bool:
        async with self._engine.begin() as connection:
            changed = await connection.execute(update(tables.cases).where(*where).values(**values))
            return changed.rowcount == 1
