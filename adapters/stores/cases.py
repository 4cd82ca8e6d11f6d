"""Cases and what was said before anybody took them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    JSON,
    Column,
    Float,
    ForeignKey,
    Integer,
    MetaData,
    Row,
    String,
    Table,
    Text,
    delete,
    insert,
    select,
    update,
)
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.handoff.cases import Case, CaseState, Exchange, Line
from bot.messages import Person
from bot.replies_json import address_from_json, address_to_json
from bot.unbroken import unbroken
from knowledge.programs import Country, Language

metadata = MetaData()

_cases = Table(
    "cases",
    metadata,
    Column("id", String(40), primary_key=True),
    # the conversation while the case has not ended, so that there is one; then the id
    Column("current", String(255), nullable=False, unique=True),
    Column("conversation", String(255), nullable=False, index=True),
    Column("state", String(8), nullable=False, index=True),
    Column("person", String(100), nullable=False),  # channel:id
    Column("name", String(200), nullable=False, default=""),
    Column("address", JSON, nullable=False),
    Column("language", String(2), nullable=False),
    Column("country", String(2), nullable=False),
    Column("desk", String(64), nullable=False),
    Column("reads", String(2), nullable=False),
    Column("thread", String(64), nullable=False, default="", index=True),
    Column("owner", String(64), nullable=False, default=""),
    Column("owner_name", String(200), nullable=False, default=""),
    Column("summary", Text, nullable=False, default=""),
    Column("opened_at", Float(53), nullable=False, index=True),
    Column("heard_at", Float(53)),
    Column("served_at", Float(53)),
    Column("raised_at", Float(53)),
)
_lines = Table(
    "case_lines",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("key", String(255), nullable=False, unique=True),
    Column("case", ForeignKey("cases.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("text", Text, nullable=False),
)
_exchanges = Table(
    "exchanges",
    metadata,
    Column("conversation", String(255), primary_key=True),
    Column("content", JSON, nullable=False),  # [question, answer] pairs, oldest first
    Column("noted_at", Float(53), nullable=False, index=True),
)
EXCHANGES_KEPT = 3


class SqlCases:
    """The Cases port."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine

    async def prepare(self) -> None:
        """Create what is missing."""
        async with self._engine.begin() as connection:
            await connection.run_sync(metadata.create_all)

    @unbroken
    async def open(self, case: Case) -> Case:
        try:
            async with self._engine.begin() as connection:
                await connection.execute(insert(_cases).values(_row(case)))
        except IntegrityError:
            return await self.of(case.conversation) or case
        return case

    @unbroken
    async def find(self, id: str) -> Case | None:
        return await self._one(_cases.c.id == id)

    @unbroken
    async def of(self, conversation: str) -> Case | None:
        return await self._one(_cases.c.current == conversation)

    @unbroken
    async def at(self, desk: str, thread: str) -> Case | None:
        running = _cases.c.state != CaseState.ENDED.value
        return await self._one(_cases.c.desk == desk, _cases.c.thread == thread, running)

    @unbroken
    async def place(self, id: str, thread: str) -> None:
        waiting = (_cases.c.id == id, _cases.c.state == CaseState.WAITING.value)
        await self._change(waiting, {"thread": thread})

    @unbroken
    async def take(
        self, id: str, owner: Person, name: str, thread: str, now: datetime
    ) -> Case | None:
        """One statement decides who was first."""
        waiting = (_cases.c.id == id, _cases.c.state == CaseState.WAITING.value)
        values = {
            "state": CaseState.TAKEN.value,
            "owner": owner.id,
            "owner_name": name,
            "thread": thread,
            "served_at": now.timestamp(),
        }
        return await self.find(id) if await self._change(waiting, values) else None

    @unbroken
    async def hand_back(self, id: str) -> Case | None:
        taken = (_cases.c.id == id, _cases.c.state == CaseState.TAKEN.value)
        values = {"state": CaseState.WAITING.value, "owner": "", "owner_name": "", "thread": ""}
        return await self.find(id) if await self._change(taken, values) else None

    @unbroken
    async def end(self, id: str) -> bool:
        running = (_cases.c.id == id, _cases.c.state != CaseState.ENDED.value)
        async with self._engine.begin() as connection:
            await connection.execute(delete(_lines).where(_lines.c.case == id))
        return await self._change(running, {"state": CaseState.ENDED.value, "current": id})

    @unbroken
    async def touch(self, id: str, **moments: datetime) -> None:
        values = {name: moment.timestamp() for name, moment in moments.items()}
        await self._change((_cases.c.id == id,), values)

    @unbroken
    async def keep(self, id: str, line: Line) -> None:
        """The same message twice is one line."""
        row = {"key": line.key, "case": id, "text": line.text}
        try:
            async with self._engine.begin() as connection:
                await connection.execute(insert(_lines).values(row))
        except IntegrityError:
            return

    @unbroken
    async def lines(self, id: str) -> Sequence[Line]:
        mine = _lines.c.case == id
        async with self._engine.begin() as connection:
            rows = await connection.execute(select(_lines).where(mine).order_by(_lines.c.number))
            lines = [Line(row.key, row.text) for row in rows]
            await connection.execute(delete(_lines).where(mine))
        return lines

    @unbroken
    async def note(self, conversation: str, exchange: Exchange) -> None:
        mine = _exchanges.c.conversation == conversation
        async with self._engine.begin() as connection:
            kept = (await connection.execute(select(_exchanges.c.content).where(mine))).scalar()
            pairs = [*(kept or []), [exchange.question, exchange.answer]][-EXCHANGES_KEPT:]
            values = {"content": pairs, "noted_at": datetime.now(UTC).timestamp()}
            if kept is None:
                row = values | {"conversation": conversation}
                await connection.execute(insert(_exchanges).values(row))
            else:
                await connection.execute(update(_exchanges).where(mine).values(values))

    @unbroken
    async def exchanges(self, conversation: str) -> Sequence[Exchange]:
        mine = select(_exchanges.c.content).where(_exchanges.c.conversation == conversation)
        async with self._engine.connect() as connection:
            pairs = (await connection.execute(mine)).scalar()
        return [Exchange(question, answer) for question, answer in pairs or []]

    @unbroken
    async def unended(self) -> Sequence[Case]:
        return await self._all(_cases.c.state != CaseState.ENDED.value)

    @unbroken
    async def recent(self, count: int) -> Sequence[Case]:
        async with self._engine.connect() as connection:
            newest = select(_cases).order_by(_cases.c.opened_at.desc()).limit(count)
            return [_case(row) for row in await connection.execute(newest)]

    @unbroken
    async def forget(self, conversation: str) -> int:
        async with self._engine.begin() as connection:
            mine = select(_cases.c.id).where(_cases.c.conversation == conversation)
            await connection.execute(delete(_lines).where(_lines.c.case.in_(mine)))
            said = _exchanges.c.conversation == conversation
            await connection.execute(delete(_exchanges).where(said))
            gone = await connection.execute(
                delete(_cases).where(_cases.c.conversation == conversation)
            )
            return gone.rowcount

    @unbroken
    async def held(self, conversation: str) -> Sequence[Mapping[str, Any]]:
        return [
            {"state": c.state.value, "opened_at": c.opened_at.isoformat(), "summary": c.summary}
            for c in await self._all(_cases.c.conversation == conversation)
        ]

    async def _one(self, *where: Any) -> Case | None:
        return next(iter(await self._all(*where)), None)

    async def _all(self, *where: Any) -> list[Case]:
        async with self._engine.connect() as connection:
            found = select(_cases).where(*where).order_by(_cases.c.opened_at)
            return [_case(row) for row in await connection.execute(found)]

    async def _change(self, where: tuple[Any, ...], values: Mapping[str, Any]) -> bool:
        async with self._engine.begin() as connection:
            changed = await connection.execute(update(_cases).where(*where).values(**values))
            return changed.rowcount == 1


def _row(case: Case) -> dict[str, Any]:
    return {
        "id": case.id,
        "current": case.conversation,
        "conversation": case.conversation,
        "state": case.state.value,
        "person": case.person.key,
        "name": case.name,
        "address": address_to_json(case.address),
        "language": case.language.value,
        "country": case.country.value,
        "desk": case.desk,
        "reads": case.reads.value,
        "thread": case.thread,
        "owner": case.owner,
        "owner_name": case.owner_name,
        "summary": case.summary,
        "opened_at": case.opened_at.timestamp(),
        "heard_at": _seconds(case.heard_at),
        "served_at": _seconds(case.served_at),
        "raised_at": _seconds(case.raised_at),
    }


def _case(row: Row[Any]) -> Case:
    return Case(
        id=row.id,
        state=CaseState(row.state),
        person=Person.of(row.person),
        name=row.name,
        conversation=row.conversation,
        address=address_from_json(row.address),
        language=Language(row.language),
        country=Country(row.country),
        desk=row.desk,
        reads=Language(row.reads),
        opened_at=datetime.fromtimestamp(row.opened_at, UTC),
        thread=row.thread,
        owner=row.owner,
        owner_name=row.owner_name,
        heard_at=_moment(row.heard_at),
        served_at=_moment(row.served_at),
        raised_at=_moment(row.raised_at),
        summary=row.summary,
    )


def _seconds(moment: datetime | None) -> float | None:
    return moment.timestamp() if moment else None


def _moment(seconds: float | None) -> datetime | None:
    return None if seconds is None else datetime.fromtimestamp(seconds, UTC)
