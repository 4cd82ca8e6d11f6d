"""What is remembered of each conversation, one JSON row each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import (
    JSON,
    Column,
    Float,
    MetaData,
    String,
    Table,
    delete,
    insert,
    or_,
    select,
    update,
)
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.ports import Clock
from bot.unbroken import unbroken

metadata = MetaData()

_memory = Table(
    "memory",
    metadata,
    Column("conversation", String(255), primary_key=True),
    Column("state", JSON, nullable=False),
    Column("saved_at", Float(53), nullable=False, index=True),  # seconds since the epoch
)


class SqlMemory:
    """The Memory port."""

    def __init__(self, engine: AsyncEngine, clock: Clock) -> None:
        self._engine = engine
        self._clock = clock

    async def prepare(self) -> None:
        """Create what is missing."""
        async with self._engine.begin() as connection:
            await connection.run_sync(metadata.create_all)

    @unbroken
    async def load(self, conversation: str) -> Mapping[str, Any] | None:
        async with self._engine.connect() as connection:
            rows = await connection.execute(
                select(_memory.c.state).where(_memory.c.conversation == conversation)
            )
            state: Mapping[str, Any] | None = rows.scalar_one_or_none()
            return state

    @unbroken
    async def save(self, conversation: str, state: Mapping[str, Any]) -> None:
        """The last one to save wins; ``state`` is JSON all through."""
        if not await self._update(conversation, state):
            try:
                await self._insert(conversation, state)
            except IntegrityError:  # another process was first
                await self._update(conversation, state)

    @unbroken
    async def forget(self, conversation: str) -> None:
        async with self._engine.begin() as connection:
            await connection.execute(delete(_memory).where(_memory.c.conversation == conversation))

    @unbroken
    async def within(self, room: str) -> Sequence[str]:
        name = _memory.c.conversation
        threads = name.startswith(f"{room}:", autoescape=True)
        async with self._engine.connect() as connection:
            rows = await connection.execute(select(name).where(or_(name == room, threads)))
            return tuple(rows.scalars())

    @unbroken
    async def idle(self, before: datetime) -> Sequence[str]:
        async with self._engine.connect() as connection:
            old = _memory.c.saved_at < before.timestamp()
            rows = await connection.execute(select(_memory.c.conversation).where(old))
            return tuple(rows.scalars())

    async def _update(self, conversation: str, state: Mapping[str, Any]) -> bool:
        changing = update(_memory).where(_memory.c.conversation == conversation)
        async with self._engine.begin() as connection:
            changed = await connection.execute(changing.values(self._row(state)))
            return changed.rowcount == 1

    async def _insert(self, conversation: str, state: Mapping[str, Any]) -> None:
        async with self._engine.begin() as connection:
            row = {"conversation": conversation} | self._row(state)
            await connection.execute(insert(_memory).values(row))

    def _row(self, state: Mapping[str, Any]) -> dict[str, Any]:
        return {"state": dict(state), "saved_at": self._clock().timestamp()}
