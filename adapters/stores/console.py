"""Who is signed in at the console, and what was said in its try-it chat."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import (
    JSON,
    Column,
    Float,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    delete,
    func,
    insert,
    select,
    update,
)
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.console.ports import Line, Session
from bot.messages import Outgoing
from bot.replies_json import from_json, to_json
from bot.unbroken import unbroken

metadata = MetaData()

_sessions = Table(
    "console_sessions",
    metadata,
    Column("digest", String(64), primary_key=True),
    Column("id", String(16), nullable=False),
    Column("name", String(100), nullable=False, default=""),
    Column("region", String(16), nullable=False, default="", server_default=""),
    Column("since", Float(53), nullable=False),  # seconds since the epoch
    Column("until", Float(53), nullable=False),
)
_refusals = Table(
    "console_refusals",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("origin", String(64), nullable=False, index=True),
    Column("at", Float(53), nullable=False),
)
_lines = Table(
    "console_lines",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("conversation", String(64), nullable=False, index=True),
    Column("id", String(255), nullable=False, unique=True),
    Column("at", Float(53), nullable=False, index=True),
    Column("said", Text, nullable=False, default=""),
    Column("reply", JSON(none_as_null=True)),
    Column("cause", String(255), nullable=False, default=""),
)
FORGOTTEN_AFTER = timedelta(days=1)
"""A wrong token is not remembered longer."""


class SqlSessions:
    """The Sessions port."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine

    async def prepare(self) -> None:
        """Create what is missing."""
        async with self._engine.begin() as connection:
            await connection.run_sync(metadata.create_all)

    @unbroken
    async def open(self, digest: str, session: Session, until: datetime) -> None:
        row = {
            "digest": digest,
            "id": session.id,
            "name": session.name,
            "region": session.region,
            "since": session.since.timestamp(),
            "until": until.timestamp(),
        }
        async with self._engine.begin() as connection:
            over = _sessions.c.until < session.since.timestamp()
            await connection.execute(delete(_sessions).where(over))
            await connection.execute(insert(_sessions).values(row))

    @unbroken
    async def find(self, digest: str, now: datetime) -> Session | None:
        mine = (_sessions.c.digest == digest, _sessions.c.until > now.timestamp())
        async with self._engine.connect() as connection:
            row = (await connection.execute(select(_sessions).where(*mine))).first()
        if row is None:
            return None
        return Session(row.id, row.name, datetime.fromtimestamp(row.since, UTC), row.region)

    @unbroken
    async def close(self, digest: str) -> None:
        async with self._engine.begin() as connection:
            await connection.execute(delete(_sessions).where(_sessions.c.digest == digest))

    @unbroken
    async def refuse(self, origin: str, now: datetime) -> None:
        async with self._engine.begin() as connection:
            old = _refusals.c.at < (now - FORGOTTEN_AFTER).timestamp()
            await connection.execute(delete(_refusals).where(old))
            await connection.execute(insert(_refusals).values(origin=origin, at=now.timestamp()))

    @unbroken
    async def refusals(self, origin: str, since: datetime) -> int:
        late = (_refusals.c.origin == origin, _refusals.c.at >= since.timestamp())
        async with self._engine.connect() as connection:
            found = await connection.execute(select(func.count()).where(*late))
            return int(found.scalar() or 0)


class SqlTranscripts:
    """The Transcripts port; ``SqlSessions.prepare`` makes its table as well."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine

    @unbroken
    async def add(self, conversation: str, line: Line) -> None:
        row = {
            "conversation": conversation,
            "id": line.id,
            "at": line.at.timestamp(),
            "said": line.said,
            "reply": to_json(line.reply) if line.reply else None,
            "cause": _cause(line.reply) if line.reply else "",
        }
        try:
            async with self._engine.begin() as connection:
                await connection.execute(insert(_lines).values(row))
        except IntegrityError:
            return

    @unbroken
    async def change(self, conversation: str, id: str, reply: Outgoing) -> bool:
        mine = (_lines.c.conversation == conversation, _lines.c.id == id)
        changing = update(_lines).where(*mine).values(reply=to_json(reply), cause=_cause(reply))
        async with self._engine.begin() as connection:
            return (await connection.execute(changing)).rowcount == 1

    @unbroken
    async def answered(self, conversation: str, key: str) -> bool:
        mine = (_lines.c.conversation == conversation, _lines.c.cause == key)
        async with self._engine.connect() as connection:
            return (await connection.execute(select(_lines.c.id).where(*mine))).first() is not None

    @unbroken
    async def lines(self, conversation: str) -> Sequence[Line]:
        mine = select(_lines).where(_lines.c.conversation == conversation)
        async with self._engine.connect() as connection:
            return [_line(row) for row in await connection.execute(mine.order_by(_lines.c.number))]

    @unbroken
    async def clear(self, conversation: str) -> None:
        async with self._engine.begin() as connection:
            await connection.execute(delete(_lines).where(_lines.c.conversation == conversation))

    @unbroken
    async def sweep(self, before: datetime) -> None:
        async with self._engine.begin() as connection:
            await connection.execute(delete(_lines).where(_lines.c.at < before.timestamp()))


def _cause(reply: Outgoing) -> str:
    """The key of what it answers; see ``rows_of`` of the mailbox."""
    return reply.id.rpartition("#")[0]


def _line(row: Any) -> Line:
    at = datetime.fromtimestamp(row.at, UTC)
    return Line(row.id, at, row.said, from_json(row.reply) if row.reply else None)
