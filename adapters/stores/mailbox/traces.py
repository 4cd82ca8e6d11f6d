"""What people leave in the mailbox, erased: keys and lanes name a chat, and contents say the rest."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterator, Sequence
from typing import Any

from sqlalchemy import delete, insert, or_, select, text
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from adapters.stores.mailbox.tables import State, digest_of, erasures, inbox, outbox, seconds, seen
from bot.messages import Person
from bot.ports import Clock
from bot.privacy import Erasure
from bot.unbroken import unbroken

PARTS = 16
"""Messages that one update is answered with, at most; a longer answer is a fault elsewhere."""
SOME = 500


class SqlTraces:
    """The Traces port; ``clock`` is the real one."""

    def __init__(self, engine: AsyncEngine, clock: Clock) -> None:
        self._engine = engine
        self._clock = clock

    @unbroken
    async def conversations(self, rooms: Collection[str]) -> Sequence[str]:
        lane = inbox.c.lane
        named = [or_(lane == r, lane.startswith(f"{r}:", autoescape=True)) for r in rooms]
        async with self._engine.connect() as connection:
            rows = await connection.execute(select(lane).where(or_(*named)).distinct())
            return tuple(rows.scalars())

    @unbroken
    async def erase(self, erasure: Erasure) -> None:
        now = seconds(self._clock())
        async with self._engine.begin() as connection:
            row = {"content": _to_json(erasure), "asked_at": now}
            await connection.execute(insert(erasures).values(row))
            if erasure.room:
                waiting = (outbox.c.lane == erasure.room, outbox.c.state == State.NEW)
                idle = outbox.c.leased_until <= now
                await connection.execute(delete(outbox).where(*waiting, idle))
            await _purge(connection, erasure, now)

    @unbroken
    async def finish(self) -> int:
        now, finished = seconds(self._clock()), 0
        async with self._engine.begin() as connection:
            for row in (await connection.execute(select(erasures))).all():
                erasure = _from_json(row.content)
                busy = await _purge(connection, erasure, now)
                if not busy and not await _unsettled(connection, erasure, row.asked_at):
                    gone = delete(erasures).where(erasures.c.number == row.number)
                    finished += (await connection.execute(gone)).rowcount
        return finished

    @unbroken
    async def wipe(self) -> bool:
        """SQLite alone keeps what was deleted in its free pages and its log; a PostgreSQL vacuums
        itself.
        """
        if self._engine.dialect.name != "sqlite":
            return True
        async with self._engine.connect() as raw:
            connection = await raw.execution_options(isolation_level="AUTOCOMMIT")
            await connection.execute(text("VACUUM"))
            busy = await connection.execute(text("PRAGMA wal_checkpoint(TRUNCATE)"))
            return not busy.scalar()


async def _purge(connection: AsyncConnection, erasure: Erasure, now: float) -> bool:
    """Delete what is settled; whether a reply to one of the rows has still to be sent."""
    settled = (inbox.c.lane.in_(erasure.conversations), inbox.c.state != State.NEW)
    keys = set((await connection.execute(select(inbox.c.key).where(*settled))).scalars())
    busy = {key async for key in _unsent(connection, keys)}
    keys -= busy
    keys |= {key async for key in _naming(connection, inbox, erasure)}
    replies = {reply for key in keys for reply in _replies(key)}
    replies |= {key async for key in _naming(connection, outbox, erasure)}
    await _drop(connection, outbox, replies)
    await _drop(connection, inbox, keys)
    if erasure.room:
        done = (outbox.c.lane == erasure.room, outbox.c.state != State.NEW)
        await connection.execute(delete(outbox).where(*done))
    digests = sorted({digest_of(key) for key in keys})
    for some in _portions(digests):
        await connection.execute(delete(seen).where(seen.c.digest.in_(some)))
        await connection.execute(insert(seen), [{"digest": d, "at": now} for d in some])
    return bool(busy)


async def _unsent(connection: AsyncConnection, keys: Collection[str]) -> Any:
    for some in _portions(sorted(keys)):
        names = {reply: key for key in some for reply in _replies(key)}
        waiting = (outbox.c.key.in_(names), outbox.c.state == State.NEW)
        for reply in (await connection.execute(select(outbox.c.key).where(*waiting))).scalars():
            yield names[reply]


async def _naming(connection: AsyncConnection, table: Any, erasure: Erasure) -> Any:
    """What was set aside keeps its content; a row that could not even be read has no lane."""
    aside = (table.c.state == State.ASIDE, table.c.content.is_not(None))
    names = _names(erasure)
    for row in (await connection.execute(select(table.c.key, table.c.content).where(*aside))).all():
        if names.search(json.dumps(row.content, ensure_ascii=False)):
            yield row.key


def _names(erasure: Erasure) -> re.Pattern[str]:
    words = sorted({erasure.person.id, *erasure.conversations}, key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, words))})(?!\w)")


async def _unsettled(connection: AsyncConnection, erasure: Erasure, asked_at: float) -> bool:
    """Whether anything from before the wish to be forgotten is still at work."""
    mine = (inbox.c.lane.in_(erasure.conversations), inbox.c.state == State.NEW)
    query = select(inbox.c.seq).where(*mine, inbox.c.put_at <= asked_at).limit(1)
    if (await connection.execute(query)).first():
        return True
    sending = (outbox.c.lane == erasure.room, outbox.c.state == State.NEW)
    query = select(outbox.c.seq).where(*sending, outbox.c.put_at <= asked_at).limit(1)
    return bool(erasure.room) and (await connection.execute(query)).first() is not None


async def _drop(connection: AsyncConnection, table: Any, keys: Collection[str]) -> None:
    for some in _portions(sorted(keys)):
        gone = delete(table).where(table.c.key.in_(some), table.c.state != State.NEW)
        await connection.execute(gone)


def _replies(key: str) -> list[str]:
    return [f"{key}#{number}" for number in range(PARTS)]


def _portions(names: Sequence[str]) -> Iterator[Sequence[str]]:
    for start in range(0, len(names), SOME):
        yield names[start : start + SOME]


def _to_json(erasure: Erasure) -> dict[str, Any]:
    return {
        "channel": erasure.person.channel,
        "person": erasure.person.id,
        "conversations": sorted(erasure.conversations),
        "room": erasure.room,
    }


def _from_json(content: dict[str, Any]) -> Erasure:
    person = Person(content["channel"], content["person"])
    return Erasure(person, frozenset(content["conversations"]), content["room"])
