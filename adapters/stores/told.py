"""What people were told of programmes, and the corrections on their way."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
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
    and_,
    delete,
    insert,
    or_,
    select,
    update,
)
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from bot.corrections.facts import Change, Changed, ToldFacts, read_facts
from bot.corrections.ports import Correction, Told
from bot.messages import Address, Person
from bot.ports import Clock
from bot.replies_json import address_from_json, address_to_json
from bot.unbroken import unbroken
from knowledge.programs import Language

metadata = MetaData()

LOOKED_BACK = timedelta(days=3)
"""A correction older than this has been sent or never will be."""

_told = Table(
    "told",
    metadata,
    Column("person", String(100), primary_key=True),  # channel:id
    Column("program", String(128), primary_key=True),
    Column("room", String(100), nullable=False, index=True),  # channel:room
    Column("content", JSON, nullable=False),
    Column("version", String(64), nullable=False, index=True),
    Column("noted_at", Float(53), nullable=False, index=True),
)
_corrections = Table(
    "corrections",
    metadata,
    Column("key", String(255), primary_key=True),
    Column("program", String(128), primary_key=True),
    Column("person", String(100), nullable=False, index=True),
    Column("content", JSON, nullable=False),
    Column("posted", Boolean, nullable=False, default=False, index=True),
    Column("claimed_at", Float(53), nullable=False),
)


class SqlTold:
    """The ToldStore port."""

    def __init__(self, engine: AsyncEngine, clock: Clock) -> None:
        self._engine = engine
        self._clock = clock

    async def prepare(self) -> None:
        """Create what is missing."""
        async with self._engine.begin() as connection:
            await connection.run_sync(metadata.create_all)

    @unbroken
    async def note(self, told: Sequence[Told]) -> None:
        if told:
            async with self._engine.begin() as connection:
                await self._put(connection, *told)

    @unbroken
    async def before(self, version: str) -> tuple[Told, ...]:
        return await self._select(_told.c.version != version)

    @unbroken
    async def compared(self, told: Told, version: str) -> None:
        async with self._engine.begin() as connection:
            await self._put(connection, replace(told, version=version))

    @unbroken
    async def claim(self, corrections: Sequence[Correction], version: str) -> bool:
        rows = [
            {
                "key": one.key,
                "program": one.told.program,
                "person": one.told.person.key,
                "content": _correction_json(one),
                "posted": False,
                "claimed_at": self._clock().timestamp(),
            }
            for one in corrections
        ]
        try:
            async with self._engine.begin() as connection:
                await connection.execute(insert(_corrections), rows)
                for one in corrections:
                    if one.now is None:
                        await connection.execute(delete(_told).where(*_of(one.told)))
                    else:
                        fresh = replace(one.told, facts=one.now, version=version)
                        await self._put(connection, fresh)
        except IntegrityError:
            return False
        return True

    @unbroken
    async def unposted(self) -> tuple[Correction, ...]:
        return await self._claimed(_corrections.c.posted.is_(False))

    @unbroken
    async def waiting(self) -> tuple[Correction, ...]:
        since = (self._clock() - LOOKED_BACK).timestamp()
        return await self._claimed(_corrections.c.claimed_at >= since)

    @unbroken
    async def posted(self, key: str) -> None:
        async with self._engine.begin() as connection:
            marking = update(_corrections).where(_corrections.c.key == key)
            await connection.execute(marking.values(posted=True))

    @unbroken
    async def take_back(self, key: str) -> None:
        for one in await self._claimed(_corrections.c.key == key):
            await self.note([one.told])
        async with self._engine.begin() as connection:
            await connection.execute(delete(_corrections).where(_corrections.c.key == key))

    @unbroken
    async def forget(self, person: Person) -> int:
        name = person.key
        async with self._engine.begin() as connection:
            await connection.execute(delete(_corrections).where(_corrections.c.person == name))
            gone = await connection.execute(delete(_told).where(_told.c.person == name))
            return gone.rowcount

    @unbroken
    async def stop_room(self, address: Address) -> int:
        async with self._engine.begin() as connection:
            room = address.place
            gone = await connection.execute(delete(_told).where(_told.c.room == room))
            return gone.rowcount

    @unbroken
    async def held(self, person: Person) -> Sequence[Told]:
        return await self._select(_told.c.person == person.key)

    async def _put(self, connection: AsyncConnection, *told: Told) -> None:
        """In the place of what these people were told of these programmes before."""
        now = {"noted_at": self._clock().timestamp()}
        rows = {(one.person.key, one.program): _told_row(one) | now for one in told}
        await connection.execute(delete(_told).where(or_(*(and_(*_of(one)) for one in told))))
        await connection.execute(insert(_told), list(rows.values()))

    async def _select(self, *where: Any) -> tuple[Told, ...]:
        async with self._engine.connect() as connection:
            rows = await connection.execute(select(_told).where(*where).order_by(_told.c.person))
            return tuple(_told_of(row) for row in rows)

    async def _claimed(self, *where: Any) -> tuple[Correction, ...]:
        async with self._engine.connect() as connection:
            rows = await connection.execute(select(_corrections).where(*where))
            return tuple(_correction_of(row) for row in rows)


def _of(told: Told) -> tuple[Any, ...]:
    return _told.c.person == told.person.key, _told.c.program == told.program


def _told_row(told: Told) -> dict[str, Any]:
    return {
        "person": told.person.key,
        "program": told.program,
        "room": told.address.place,
        "version": told.version,
        "content": _told_json(told),
    }


def _told_json(told: Told) -> dict[str, Any]:
    return {
        "conversation": told.conversation,
        "address": address_to_json(told.address),
        "language": told.language.value,
        "name": told.name,
        "facts": dict(told.facts.as_json()),
        "version": told.version,
    }


def _told_of(row: Row[Any]) -> Told:
    return replace(_read_told(row.person, row.program, row.content), version=row.version)


def _read_told(person: str, program: str, content: dict[str, Any]) -> Told:
    return Told(
        Person.of(person),
        content["conversation"],
        address_from_json(content["address"]),
        Language(content["language"]),
        program,
        content["name"],
        read_facts(content["facts"]),
        content["version"],
    )


def _correction_json(one: Correction) -> dict[str, Any]:
    return {
        "told": _told_json(one.told),
        "now": dict(one.now.as_json()) if one.now else None,
        "changes": [[c.what.value, c.before, c.after] for c in one.changes],
    }


def _correction_of(row: Row[Any]) -> Correction:
    content = row.content
    now: ToldFacts | None = read_facts(content["now"]) if content["now"] else None
    changes = tuple(Change(Changed(what), b, a) for what, b, a in content["changes"])
    told = _read_told(row.person, row.program, content["told"])
    return Correction(row.key, told, now, changes, row.posted)
