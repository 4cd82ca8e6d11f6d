"""Two queues of one shape. A row is content, a lane that keeps order, and the state of its work."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from hashlib import blake2b
from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    Column,
    ColumnElement,
    Float,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    literal_column,
    text,
)
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.messages import Outgoing
from bot.replies_json import to_json

metadata = MetaData()
_SEQUENCE = BigInteger().with_variant(Integer, "sqlite")  # SQLite counts only an INTEGER key up


class State(StrEnum):
    NEW = "new"
    DONE = "done"
    ASIDE = "aside"


AT_ONCE = 0.0
"""Due whatever the clock says, which may be set back an hour before the row is looked at."""
NEW: ColumnElement[str] = literal_column(f"'{State.NEW}'")
"""Written out and not bound: else neither database finds the indexes of what waits."""


_WAITING: Any = dict.fromkeys(("sqlite_where", "postgresql_where"), text("state = 'new'"))


def _queue(name: str) -> Table:
    """``key`` is unique for what the row stands for; ``lane`` is the conversation or the room.

    ``content`` is blanked once the row is done: what is left serves to recognise a repeat. Moments
    are seconds since the epoch. ``leased_until`` lies ahead while ``leased_by`` is at work;
    ``taken`` counts leases, ``failures`` the tries that ended in an error.
    """
    return Table(
        name,
        metadata,
        Column("seq", _SEQUENCE, primary_key=True, autoincrement=True),
        Column("key", String(255), nullable=False, unique=True),
        Column("channel", String(32), nullable=False),
        Column("lane", String(255), nullable=False),
        Column("content", JSON(none_as_null=True)),
        Column("state", String(8), nullable=False, default=State.NEW.value),
        Column("error", Text, nullable=False, default=""),
        Column("put_at", Float(53), nullable=False),
        Column("due_at", Float(53), nullable=False),
        Column("settled_at", Float(53)),
        Column("leased_by", String(64)),
        Column("leased_until", Float(53), nullable=False, default=0.0),
        Column("taken", Integer, nullable=False, default=0),
        Column("failures", Integer, nullable=False, default=0),
        Index(f"{name}_due", "state", "seq"),
        Index(f"{name}_lane", "lane", "state", "seq"),
        Index(f"{name}_waiting", "seq", **_WAITING),
        Index(f"{name}_leased", "leased_until", "lane", **_WAITING),
        Index(f"{name}_late", "due_at", "lane", **_WAITING),
    )


inbox = _queue("inbox")
outbox = _queue("outbox")
seen = Table(  # what came of people who are forgotten: a repeat is recognised, nobody is named
    "seen",
    metadata,
    Column("digest", String(32), primary_key=True),
    Column("at", Float(53), nullable=False, index=True),
)
erasures = Table(  # until the receipt has been sent; then nothing of it is left either
    "erasures",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("content", JSON, nullable=False),
    Column("asked_at", Float(53), nullable=False),
)


async def prepare(engine: AsyncEngine) -> None:
    """Create what is missing."""
    async with engine.begin() as connection:
        await connection.run_sync(metadata.create_all)


def digest_of(key: str) -> str:
    return blake2b(key.encode("utf-8", "replace"), digest_size=16).hexdigest()


def seconds(moment: datetime) -> float:
    return moment.timestamp()


def storable(error: str) -> str:
    """One line that any database takes: no NUL, no lone surrogate, at most 500 characters."""
    line = " ".join(error.replace("\0", "").split())
    return line.encode("utf-8", "replace").decode()[:500]


def rows_of(key: str, outgoing: tuple[Outgoing, ...], now: float) -> list[dict[str, Any]]:
    """For the outbox: one a message, unique by the key of what it answers and its number."""
    return [
        {
            "key": f"{key}#{number}",
            "channel": each.address.channel,
            "lane": f"{each.address.channel}:{each.address.room}",
            "content": to_json(each),
            "put_at": now,
            "due_at": AT_ONCE,
        }
        for number, each in enumerate(outgoing)
    ]
