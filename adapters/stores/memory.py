"""What is remembered of each conversation, one JSON row each."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import JSON, Column, Float, MetaData, String, Table, delete, insert, select, update
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
