"""Who wants to meet others, and who was brought together with whom."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Float,
    MetaData,
    Row,
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

from bot.introductions.pairs import Pair, Seeker
from bot.messages import Person
from bot.replies_json import address_from_json, address_to_json
from bot.unbroken import unbroken
from knowledge.programs import Language

metadata = MetaData()

_seekers = Table(
    "seekers",
    metadata,
    Column("person", String(100), primary_key=True),  # channel:id
    Column("content", JSON, nullable=False),
    Column("at", Float(53), nullable=False, index=True),
)
_pairs = Table(
    "pairs",
    metadata,
    Column("id", String(40), primary_key=True),
    Column("who", String(201), nullable=False, unique=True),  # both names in order
    Column("one", String(100), nullable=False, index=True),
    Column("other", String(100), nullable=False, index=True),
    Column("plan", String(64), nullable=False),
    Column("one_agrees", Boolean),
    Column("other_agrees", Boolean),
)


class SqlIntroductions:
    """The Introductions port."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine

    async def prepare(self) -> None:
        """Create what is missing."""
        async with self._engine.begin() as connection:
            await connection.run_sync(metadata.create_all)

    @unbroken
    async def seek(self, seeker: Seeker) -> None:
        name = seeker.person.key
        values = {"content": _content(seeker), "at": seeker.at.timestamp()}
        async with self._engine.begin() as connection:
            changing = update(_seekers).where(_seekers.c.person == name).values(**values)
            if (await connection.execute(changing)).rowcount == 0:
                await connection.execute(insert(_seekers).values(person=name, **values))

    @unbroken
    async def seekers(self) -> Sequence[Seeker]:
        async with self._engine.connect() as connection:
            rows = await connection.execute(select(_seekers).order_by(_seekers.c.at))
            return [_seeker(row) for row in rows]

    @unbroken
    async def seeker(self, name: str) -> Seeker | None:
        async with self._engine.connect() as connection:
            found = await connection.execute(select(_seekers).where(_seekers.c.person == name))
            row = found.one_or_none()
        return _seeker(row) if row else None

    @unbroken
    async def pairs(self) -> Sequence[Pair]:
        async with self._engine.connect() as connection:
            return [_pair(row) for row in await connection.execute(select(_pairs))]

    @unbroken
    async def pair(self, pair: Pair) -> bool:
        row = asdict(pair) | {"who": "|".join(sorted((pair.one, pair.other)))}
        try:
            async with self._engine.begin() as connection:
                await connection.execute(insert(_pairs).values(row))
        except IntegrityError:
            return False
        return True

    @unbroken
    async def answer(self, id: str, name: str, *, yes: bool) -> Pair | None:
        async with self._engine.begin() as connection:
            found = await connection.execute(select(_pairs).where(_pairs.c.id == id))
            row = found.one_or_none()
            if row is None or name not in (row.one, row.other) or not _pair(row).open:
                return None
            side = "one_agrees" if name == row.one else "other_agrees"
            if getattr(row, side) is not None:
                return None
            answering = update(_pairs).where(_pairs.c.id == id)
            await connection.execute(answering.values(**{side: yes}))
            again = await connection.execute(select(_pairs).where(_pairs.c.id == id))
            return _pair(again.one())

    @unbroken
    async def leave(self, person: Person) -> int:
        name = person.key
        async with self._engine.begin() as connection:
            mine = or_(_pairs.c.one == name, _pairs.c.other == name)
            await connection.execute(delete(_pairs).where(mine))
            gone = await connection.execute(delete(_seekers).where(_seekers.c.person == name))
            return gone.rowcount

    @unbroken
    async def held(self, person: Person) -> Mapping[str, Any]:
        seeker = await self.seeker(person.key)
        return {"contact": seeker.contact, "plans": list(seeker.plans)} if seeker else {}


def _content(seeker: Seeker) -> dict[str, Any]:
    return {
        "conversation": seeker.conversation,
        "address": address_to_json(seeker.address),
        "language": seeker.language.value,
        "plans": list(seeker.plans),
        "industry": seeker.industry,
        "place": seeker.place,
        "contact": seeker.contact,
    }


def _seeker(row: Row[Any]) -> Seeker:
    told = row.content
    return Seeker(
        Person.of(row.person),
        told["conversation"],
        address_from_json(told["address"]),
        Language(told["language"]),
        tuple(told["plans"]),
        told["industry"],
        told["place"],
        told["contact"],
        datetime.fromtimestamp(row.at, UTC),
    )


def _pair(row: Row[Any]) -> Pair:
    return Pair(row.id, row.one, row.other, row.plan, row.one_agrees, row.other_agrees)
