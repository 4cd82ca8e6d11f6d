"""Buttons by their tokens, one row each."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import (
    JSON,
    Column,
    Float,
    MetaData,
    String,
    Table,
    and_,
    delete,
    insert,
    or_,
    select,
)
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.messages import Person, Role
from bot.ports import Clock, Tap
from bot.unbroken import unbroken
from knowledge.programs import Language

metadata = MetaData()

_taps = Table(
    "taps",
    metadata,
    Column("token", String(32), primary_key=True),
    Column("action", String(64), nullable=False),
    Column("given", JSON, nullable=False),  # the values
    Column("channel", String(32), nullable=False, default=""),
    Column("person", String(64), nullable=False, default="", index=True),
    Column("conversation", String(255), nullable=False, default="", index=True),
    Column("language", String(2), nullable=False),
    Column("may", String(8), nullable=False),
    Column("made_at", Float(53), nullable=False, index=True),  # seconds since the epoch
)


class SqlTaps:
    """The Taps port."""

    def __init__(self, engine: AsyncEngine, clock: Clock) -> None:
        self._engine = engine
        self._clock = clock

    async def prepare(self) -> None:
        """Create what is missing."""
        async with self._engine.begin() as connection:
            await connection.run_sync(metadata.create_all)

    @unbroken
    async def keep(self, taps: Mapping[str, Tap]) -> None:
        now = self._clock().timestamp()
        rows = [
            {
                "token": token,
                "action": tap.action,
                "given": list(tap.values),
                "channel": tap.person.channel if tap.person else "",
                "person": tap.person.id if tap.person else "",
                "conversation": tap.conversation,
                "language": tap.language.value,
                "may": tap.may.value,
                "made_at": now,
            }
            for token, tap in taps.items()
        ]
        async with self._engine.begin() as connection:
            await connection.execute(insert(_taps), rows)

    @unbroken
    async def find(self, token: str) -> Tap | None:
        async with self._engine.connect() as connection:
            found = await connection.execute(select(_taps).where(_taps.c.token == token))
            row = found.one_or_none()
        if row is None:
            return None
        person = Person(row.channel, row.person) if row.person else None
        return Tap(
            row.action,
            tuple(row.given),
            person,
            row.conversation,
            Language(row.language),
            Role(row.may),
        )

    @unbroken
    async def forget(self, person: Person, conversation: str) -> int:
        of_person = and_(_taps.c.channel == person.channel, _taps.c.person == person.id)
        async with self._engine.begin() as connection:
            gone = await connection.execute(
                delete(_taps).where(or_(of_person, _taps.c.conversation == conversation))
            )
            return gone.rowcount

    @unbroken
    async def sweep(self, before: datetime) -> int:
        async with self._engine.begin() as connection:
            old = _taps.c.made_at < before.timestamp()
            gone = await connection.execute(delete(_taps).where(old))
            return gone.rowcount
