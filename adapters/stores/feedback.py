"""Answers and what people thought of them, one row each."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    JSON,
    Column,
    ColumnElement,
    Float,
    MetaData,
    String,
    Table,
    Text,
    and_,
    delete,
    insert,
    or_,
    select,
    update,
)
from sqlalchemy.ext.asyncio import AsyncEngine

from adapters.rows import are_of
from bot.counters.feedback import Rated
from bot.messages import Person
from bot.unbroken import unbroken
from knowledge.programs import Language

metadata = MetaData()

_ratings = Table(
    "ratings",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("question", Text, nullable=False),
    Column("answer", Text, nullable=False),
    Column("sources", JSON, nullable=False),
    Column("outcome", String(32), nullable=False),
    Column("language", String(2), nullable=False),
    Column("at", Float(53), nullable=False, index=True),  # seconds since the epoch
    Column("channel", String(32), nullable=False),
    Column("person", String(64), nullable=False, index=True),
    Column("conversation", String(255), nullable=False, index=True),
    Column("vote", String(8), nullable=False, default="", index=True),
    Column("reason", Text, nullable=False, default=""),
)


class SqlRatings:
    """The Ratings port."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine

    async def prepare(self) -> None:
        """Create what is missing."""
        async with self._engine.begin() as connection:
            await connection.run_sync(metadata.create_all)

    @unbroken
    async def keep(self, rated: Rated) -> None:
        row = {
            "id": rated.id,
            "question": rated.question,
            "answer": rated.answer,
            "sources": list(rated.sources),
            "outcome": rated.outcome,
            "language": rated.language.value,
            "at": rated.at.timestamp(),
            "channel": rated.person.channel,
            "person": rated.person.id,
            "conversation": rated.conversation,
            "vote": rated.vote,
            "reason": rated.reason,
        }
        async with self._engine.begin() as connection:
            await connection.execute(insert(_ratings).values(row))

    @unbroken
    async def vote(self, id: str, vote: str) -> bool:
        changing = update(_ratings).where(_ratings.c.id == id).values(vote=vote)
        async with self._engine.begin() as connection:
            return (await connection.execute(changing)).rowcount == 1

    @unbroken
    async def explain(self, id: str, reason: str) -> None:
        changing = update(_ratings).where(_ratings.c.id == id).values(reason=reason)
        async with self._engine.begin() as connection:
            await connection.execute(changing)

    @unbroken
    async def latest(self, limit: int) -> Sequence[Rated]:
        return await self._found(_ratings.c.vote != "", limit)

    @unbroken
    async def of(self, person: Person, conversation: str) -> Sequence[Rated]:
        return await self._found(are_of(_ratings, person, conversation))

    @unbroken
    async def forget(self, person: Person, conversation: str) -> int:
        """How many with a vote; those without one go uncounted, as nobody made them."""
        theirs = are_of(_ratings, person, conversation)
        voted = and_(theirs, _ratings.c.vote != "")
        async with self._engine.begin() as connection:
            count = (await connection.execute(delete(_ratings).where(voted))).rowcount
            await connection.execute(delete(_ratings).where(theirs))
            return count

    @unbroken
    async def sweep(self, unrated: datetime, rated: datetime) -> int:
        fresh = and_(_ratings.c.vote == "", _ratings.c.at < unrated.timestamp())
        old = or_(fresh, _ratings.c.at < rated.timestamp())
        async with self._engine.begin() as connection:
            return (await connection.execute(delete(_ratings).where(old))).rowcount

    async def _found(self, which: ColumnElement[bool], limit: int | None = None) -> list[Rated]:
        asking = select(_ratings).where(which).order_by(_ratings.c.at.desc()).limit(limit)
        async with self._engine.connect() as connection:
            return [_rated(row) for row in await connection.execute(asking)]


def _rated(row: Any) -> Rated:
    return Rated(
        row.id,
        row.question,
        row.answer,
        tuple(row.sources),
        row.outcome,
        Language(row.language),
        datetime.fromtimestamp(row.at, UTC),
        Person(row.channel, row.person),
        row.conversation,
        row.vote,
        row.reason,
    )
