"""Updates, committed before they are acknowledged."""

from __future__ import annotations

from collections.abc import Collection
from uuid import uuid4

from sqlalchemy import insert, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from adapters.stores.mailbox.leases import Leases
from adapters.stores.mailbox.tables import (
    AT_ONCE,
    State,
    digest_of,
    inbox,
    outbox,
    rows_of,
    seen,
    storable,
)
from bot.messages import Outgoing
from bot.ports import Clock, Received
from bot.unbroken import unbroken

TRIES = 3


class SqlInbox:
    """The Inbox port. Call ``prepare`` once before."""

    def __init__(self, engine: AsyncEngine, clock: Clock, holder: str | None = None) -> None:
        self._engine = engine
        self._leases = Leases(engine, inbox, clock, holder or uuid4().hex)

    @unbroken
    async def put(self, received: Received) -> bool:
        now = self._leases.now()
        row = {
            "key": received.key,
            "channel": received.channel,
            "lane": received.conversation,
            "content": dict(received.update),
            "put_at": now,
            "due_at": AT_ONCE,
        }
        known = select(seen.c.digest).where(seen.c.digest == digest_of(received.key))
        try:
            async with self._engine.begin() as connection:
                if (await connection.execute(known)).first():
                    return False
                await connection.execute(insert(inbox).values(row))
        except IntegrityError:
            return False
        return True

    @unbroken
    async def take(self, channels: Collection[str]) -> Received | None:
        row = await self._leases.take(channels)
        return row and Received(row.key, row.channel, row.content, row.lane)

    @unbroken
    async def done(self, key: str, outgoing: tuple[Outgoing, ...]) -> None:
        async with self._engine.begin() as connection:
            await self._finish(connection, key, outgoing, state=State.DONE.value, content=None)

    @unbroken
    async def failed(self, key: str, error: str, apology: tuple[Outgoing, ...] = ()) -> None:
        """Tried again after two, then four seconds."""
        async with self._engine.begin() as connection:
            counting = update(inbox).where(inbox.c.key == key).returning(inbox.c.failures)
            failures: int = (
                await connection.execute(counting.values(failures=inbox.c.failures + 1))
            ).scalar_one()
            values = {"error": storable(error)}
            if failures < TRIES:
                due_at = self._leases.now() + 2.0**failures
                await self._leases.settle(connection, key, due_at=due_at, **values)
            else:
                aside = State.ASIDE.value
                await self._finish(connection, key, apology, state=aside, **values)

    @unbroken
    async def renew(self, keys: Collection[str]) -> None:
        await self._leases.renew(keys)

    @unbroken
    async def release(self) -> None:
        await self._leases.release()

    async def _finish(
        self,
        connection: AsyncConnection,
        key: str,
        outgoing: tuple[Outgoing, ...],
        **values: str | None,
    ) -> None:
        """Once only: a worker that comes late, after its lease, adds nothing."""
        now = self._leases.now()
        if not await self._leases.settle(connection, key, settled_at=now, **values) or not outgoing:
            return
        await connection.execute(insert(outbox), rows_of(key, outgoing, now))
