"""What people hold for wrong, one row each."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    Boolean,
    Column,
    ColumnElement,
    Float,
    MetaData,
    String,
    Table,
    Text,
    and_,
    insert,
    select,
    update,
)
from sqlalchemy.ext.asyncio import AsyncEngine

from adapters.rows import are_of, lies_within
from bot.counters.wrong import Report
from bot.messages import Person
from bot.unbroken import unbroken
from knowledge.programs import Language

metadata = MetaData()

_reports = Table(
    "reports",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("program", String(255), nullable=False, index=True),
    Column("fact", String(32), nullable=False),
    Column("said", Text, nullable=False),
    Column("version", String(64), nullable=False),
    Column("language", String(2), nullable=False),
    Column("at", Float(53), nullable=False, index=True),  # seconds since the epoch
    Column("channel", String(32), nullable=False, default=""),
    Column("person", String(64), nullable=False, default="", index=True),
    Column("conversation", String(255), nullable=False, default="", index=True),
    Column("reason", Text, nullable=False, default=""),
    Column("region", String(16), nullable=False, default="", server_default=""),
    Column("settled", Boolean, nullable=False, default=False),
)


class SqlReports:
    """The Reports port."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine

    async def prepare(self) -> None:
        """Create what is missing."""
        async with self._engine.begin() as connection:
            await connection.run_sync(metadata.create_all)

    @unbroken
    async def add(self, report: Report) -> str:
        id, person = secrets.token_urlsafe(9), report.person
        row = {
            "id": id,
            "program": report.program,
            "fact": report.fact,
            "said": report.said,
            "version": report.version,
            "language": report.language.value,
            "at": report.at.timestamp(),
            "channel": person.channel if person else "",
            "person": person.id if person else "",
            "conversation": report.conversation,
            "reason": report.reason,
            "region": report.region,
            "settled": False,
        }
        async with self._engine.begin() as connection:
            await connection.execute(insert(_reports).values(row))
        return id

    @unbroken
    async def explain(self, id: str, reason: str) -> None:
        changing = update(_reports).where(_reports.c.id == id).values(reason=reason)
        async with self._engine.begin() as connection:
            await connection.execute(changing)

    @unbroken
    async def waiting(self, limit: int = 100, region: str = "") -> Sequence[Report]:
        unsettled = _reports.c.settled.is_(False)
        return await self._found(and_(unsettled, lies_within(_reports.c.region, region)), limit)

    @unbroken
    async def settle(self, id: str) -> bool:
        open_one = and_(_reports.c.id == id, _reports.c.settled.is_(False))
        async with self._engine.begin() as connection:
            done = await connection.execute(update(_reports).where(open_one).values(settled=True))
            return done.rowcount == 1

    @unbroken
    async def of(self, person: Person, conversation: str) -> Sequence[Report]:
        return await self._found(are_of(_reports, person, conversation))

    @unbroken
    async def forget(self, person: Person, conversation: str) -> int:
        nobody = {"channel": "", "person": "", "conversation": "", "reason": ""}
        changing = update(_reports).where(are_of(_reports, person, conversation)).values(nobody)
        async with self._engine.begin() as connection:
            return (await connection.execute(changing)).rowcount

    async def _found(self, which: ColumnElement[bool], limit: int | None = None) -> list[Report]:
        asking = select(_reports).where(which).order_by(_reports.c.at, _reports.c.id).limit(limit)
        async with self._engine.connect() as connection:
            return [_report(row) for row in await connection.execute(asking)]


def _report(row: Any) -> Report:
    return Report(
        row.id,
        row.program,
        row.fact,
        row.said,
        row.version,
        Language(row.language),
        datetime.fromtimestamp(row.at, UTC),
        Person(row.channel, row.person) if row.person else None,
        row.conversation,
        row.reason,
        row.region,
    )
