"""Replies, committed before they are sent."""

from __future__ import annotations

import logging
from collections.abc import Collection
from dataclasses import replace
from uuid import uuid4

from sqlalchemy import insert, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncEngine

from adapters.stores.mailbox.leases import Leases
from adapters.stores.mailbox.tables import State, outbox, rows_of, storable
from bot.errors import BadInput
from bot.messages import Outgoing
from bot.ports import EXPIRED, Clock, Fate
from bot.replies_json import from_json
from bot.unbroken import unbroken

_log = logging.getLogger(__name__)


class SqlOutbox:
    """The Outbox port. Call ``prepare`` once before."""

    def __init__(self, engine: AsyncEngine, clock: Clock, holder: str | None = None) -> None:
        self._engine = engine
        self._leases = Leases(engine, outbox, clock, holder or uuid4().hex)

    @unbroken
    async def take(self, channels: Collection[str]) -> Outgoing | None:
        row = await self._leases.take(channels)
        if row is None:
            return None
        if row.taken > 1:
            _log.warning("%s is sent again: an earlier sender did not say how it ended", row.key)
        try:
            return replace(from_json(row.content), id=row.key)
        except BadInput as error:
            _log.exception("%s cannot be read back", row.key)
            await self.give_up(row.key, str(error))
            return None

    @unbroken
    async def sent(self, id: str) -> None:
        await self._settle(id, state=State.DONE.value, content=None)

    @unbroken
    async def wait(self, id: str, seconds: float) -> None:
        """The room waits with it, since only the first message of a room is ever taken."""
        async with self._engine.begin() as connection:
            due_at = self._leases.now() + seconds
            await self._leases.settle(connection, id, due_at=due_at, taken=0)

    @unbroken
    async def give_up(self, id: str, error: str, *, room: bool = False) -> None:
        """In one statement: between two, another sender would take the next one of the room."""
        values = {"state": State.ASIDE.value, "error": storable(error)}
        if not room:
            await self._settle(id, **values)
            return
        lane = select(outbox.c.lane).where(outbox.c.key == id).scalar_subquery()
        waiting = update(outbox).where(outbox.c.lane == lane, outbox.c.state == State.NEW)
        async with self._engine.begin() as connection:
            await connection.execute(waiting.values(**values, settled_at=self._leases.now()))

    @unbroken
    async def renew(self, ids: Collection[str]) -> None:
        await self._leases.renew(ids)

    @unbroken
    async def release(self) -> None:
        await self._leases.release()

    @unbroken
    async def post(self, key: str, outgoing: tuple[Outgoing, ...]) -> bool:
        """The key of the first message is the key: whoever comes second finds it taken."""
        if not outgoing:
            return False
        rows = rows_of(key, outgoing, self._leases.now())
        try:
            async with self._engine.begin() as connection:
                await connection.execute(insert(outbox), rows)
        except IntegrityError:
            return False
        return True

    @unbroken
    async def fate(self, key: str) -> Fate:
        """That of the last part."""
        parts = select(outbox.c.state, outbox.c.error).where(outbox.c.key.startswith(f"{key}#"))
        async with self._engine.connect() as connection:
            row = (await connection.execute(parts.order_by(outbox.c.seq.desc()))).first()
        if row is None:
            return Fate.UNKNOWN
        if row.state == State.ASIDE.value:
            return Fate.EXPIRED if row.error == EXPIRED else Fate.FAILED
        return Fate.SENT if row.state == State.DONE.value else Fate.WAITING

    @unbroken
    async def cancel(self, key: str) -> bool:
        now = self._leases.now()
        rows = outbox.c
        untouched = (rows.key.startswith(f"{key}#"), rows.state == State.NEW, rows.taken == 0)
        async with self._engine.begin() as connection:
            aside = {"state": State.ASIDE.value, "error": "taken back", "content": None}
            cancelling = update(outbox).where(*untouched).values(**aside, settled_at=now)
            return (await connection.execute(cancelling)).rowcount > 0

    async def _settle(self, id: str, **values: str | None) -> None:
        async with self._engine.begin() as connection:
            await self._leases.settle(connection, id, settled_at=self._leases.now(), **values)
