"""Needs, the notes against them, and what was known when they were last looked at."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from hashlib import blake2b
from typing import Any

from sqlalchemy import (
    JSON,
    Column,
    Float,
    MetaData,
    Row,
    String,
    Table,
    Text,
    insert,
    select,
    update,
)
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.messages import Person
from bot.needs.needs import Need, Unmet
from bot.replies_json import address_from_json, address_to_json
from bot.unbroken import unbroken
from knowledge.programs import Language

metadata = MetaData()

_needs = Table(
    "needs",
    metadata,
    Column("id", String(40), primary_key=True),
    Column("words", String(40), nullable=False, unique=True),  # digest of conversation and text
    Column("text", Text, nullable=False),
    Column("why", String(16), nullable=False),
    Column("language", String(2), nullable=False),
    Column("purpose", String(32), nullable=False, default=""),
    Column("place", String(16), nullable=False, default=""),
    Column("industry", String(64), nullable=False, default=""),
    Column("at", Float(53), nullable=False, index=True),
    Column("person", String(100), nullable=False, default="", index=True),  # channel:id
    Column("conversation", String(255), nullable=False, default=""),
    Column("address", JSON(none_as_null=True)),
    Column("told", String(128), nullable=False, default=""),
    Column("note", Text, nullable=False, default=""),
    Column("noted_by", String(100), nullable=False, default=""),
    Column("noted_at", Float(53)),
)
_known = Table(
    "needs_known",
    metadata,
    Column("name", String(8), primary_key=True),
    Column("version", String(64), nullable=False),
    Column("programs", JSON, nullable=False),
)
ONLY = "only"


class SqlNeeds:
    """The Needs port."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine

    async def prepare(self) -> None:
        """Create what is missing."""
        async with self._engine.begin() as connection:
            await connection.run_sync(metadata.create_all)

    @unbroken
    async def add(self, need: Need) -> None:
        try:
            async with self._engine.begin() as connection:
                await connection.execute(insert(_needs).values(_row(need)))
        except IntegrityError:
            return

    @unbroken
    async def since(self, moment: datetime) -> Sequence[Need]:
        return await self._select(_needs.c.at >= moment.timestamp())

    @unbroken
    async def untold(self) -> Sequence[Need]:
        return await self._select(_needs.c.person != "", _needs.c.told == "")

    @unbroken
    async def told(self, id: str, program: str) -> None:
        await self._change(_needs.c.id == id, told=program)

    @unbroken
    async def note(self, ids: Sequence[str], text: str, by: Person, at: datetime) -> None:
        who = by.key
        await self._change(_needs.c.id.in_(ids), note=text, noted_by=who, noted_at=at.timestamp())

    @unbroken
    async def notes(self) -> Mapping[str, str]:
        async with self._engine.connect() as connection:
            noted = select(_needs.c.id, _needs.c.note).where(_needs.c.note != "")
            return {row.id: row.note for row in await connection.execute(noted)}

    @unbroken
    async def known(self) -> tuple[str, frozenset[str]]:
        async with self._engine.connect() as connection:
            row = (await connection.execute(select(_known))).one_or_none()
        return (row.version, frozenset(row.programs)) if row else ("", frozenset())

    @unbroken
    async def know(self, version: str, programs: frozenset[str]) -> None:
        values = {"version": version, "programs": sorted(programs)}
        try:
            async with self._engine.begin() as connection:
                changed = await connection.execute(update(_known).values(values))
                if changed.rowcount == 0:
                    await connection.execute(insert(_known).values(values | {"name": ONLY}))
        except IntegrityError:  # another process was first
            return

    @unbroken
    async def forget(self, person: Person) -> int:
        mine = _needs.c.person == person.key
        nobody = {"person": "", "conversation": "", "address": None}
        return await self._change(mine, **nobody)

    @unbroken
    async def held(self, person: Person) -> Sequence[Mapping[str, Any]]:
        mine = await self._select(_needs.c.person == person.key)
        return [{"text": need.text, "at": need.at.isoformat()} for need in mine]

    async def _select(self, *where: Any) -> list[Need]:
        async with self._engine.connect() as connection:
            found = select(_needs).where(*where).order_by(_needs.c.at)
            return [_need(row) for row in await connection.execute(found)]

    async def _change(self, *where: Any, **values: Any) -> int:
        async with self._engine.begin() as connection:
            changed = await connection.execute(update(_needs).where(*where).values(**values))
            return changed.rowcount


def _row(need: Need) -> dict[str, Any]:
    person = need.person
    said = f"{need.conversation or need.id}\n{need.text}".encode("utf-8", "replace")
    return {
        "id": need.id,
        "words": blake2b(said, digest_size=16).hexdigest(),
        "text": need.text,
        "why": need.why.value,
        "language": need.language.value,
        "purpose": need.purpose,
        "place": need.place,
        "industry": need.industry,
        "at": need.at.timestamp(),
        "person": person.key if person else "",
        "conversation": need.conversation,
        "address": address_to_json(need.address) if need.address else None,
    }


def _need(row: Row[Any]) -> Need:
    return Need(
        row.id,
        row.text,
        Unmet(row.why),
        Language(row.language),
        row.place,
        row.industry,
        datetime.fromtimestamp(row.at, UTC),
        row.purpose,
        Person.of(row.person) if row.person else None,
        row.conversation,
        address_from_json(row.address) if row.address else None,
    )
