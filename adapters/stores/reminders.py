"""Wishes and what came of them."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import asdict, replace
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Float,
    ForeignKey,
    Integer,
    MetaData,
    Row,
    String,
    Table,
    delete,
    func,
    insert,
    or_,
    select,
    update,
)
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.messages import Address, Person
from bot.reminders.wishes import Claim, Item, Matter, Wish, WishKind
from bot.unbroken import unbroken
from knowledge.programs import Country, Language

metadata = MetaData()

NEVER = 1e11  # seconds: some year after 5000

_wishes = Table(
    "wishes",
    metadata,
    Column("id", String(40), primary_key=True),
    Column("kind", String(16), nullable=False),
    Column("person", String(100), nullable=False, index=True),  # channel:id
    Column("conversation", String(255), nullable=False),
    Column("room", String(100), nullable=False, index=True),  # channel:room
    Column("program", String(128), nullable=False, default=""),
    Column("content", JSON, nullable=False),
    Column("made_at", Float(53), nullable=False),
    Column("next_at", Float(53), nullable=False, index=True),
    Column("version", String(64), nullable=False, default="", index=True),
)
_claims = Table(
    "reminder_claims",
    metadata,
    Column("key", String(200), primary_key=True),
    Column("person", String(100), nullable=False, index=True),
    Column("at", Float(53), nullable=False),
    Column("posted", Boolean, nullable=False, default=False, index=True),
)
_told = Table(
    "reminder_items",
    metadata,
    Column("person", String(100), primary_key=True),
    Column("program", String(128), primary_key=True),
    Column("about", String(10), primary_key=True),
    Column("offset", Integer, primary_key=True),
    Column("matter", String(16), primary_key=True),
    Column("wish", String(40), nullable=False),
    Column("late", Boolean, nullable=False, default=False),
    Column("closed", Boolean, nullable=False, default=False),
    Column("key", ForeignKey("reminder_claims.key", ondelete="CASCADE"), nullable=False),
)
_answers = Table(
    "follow_up_answers",
    metadata,
    Column("program", String(128), primary_key=True),
    Column("answer", String(16), primary_key=True),
    Column("times", Integer, nullable=False, default=0),
)
"""Counts alone: they outlive the people they came from."""


class SqlWishes:
    """The Wishes port."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine

    async def prepare(self) -> None:
        """Create what is missing."""
        async with self._engine.begin() as connection:
            await connection.run_sync(metadata.create_all)

    @unbroken
    async def add(self, wish: Wish) -> Wish:
        same = (
            _wishes.c.person == _name(wish.person),
            _wishes.c.kind == wish.kind.value,
            _wishes.c.program == wish.program,
        )
        async with self._engine.begin() as connection:
            row = (await connection.execute(select(_wishes).where(*same))).one_or_none()
            if row:
                return _wish(row)
            await connection.execute(insert(_wishes).values(_row(wish)))
        return wish

    @unbroken
    async def of(self, person: Person) -> tuple[Wish, ...]:
        mine = select(_wishes).where(_wishes.c.person == _name(person))
        return await self._select(mine.order_by(_wishes.c.made_at))

    @unbroken
    async def find(self, id: str) -> Wish | None:
        return next(iter(await self._select(select(_wishes).where(_wishes.c.id == id))), None)

    @unbroken
    async def change(self, wish: Wish) -> None:
        values = _row(wish) | {"next_at": 0.0}
        async with self._engine.begin() as connection:
            changing = update(_wishes).where(_wishes.c.id == wish.id)
            await connection.execute(changing.values(values))

    @unbroken
    async def remove(self, id: str) -> bool:
        return await self._delete(_wishes.c.id == id) == 1

    @unbroken
    async def forget(self, person: Person) -> int:
        """With what was told; the counts of answers name nobody."""
        name = _name(person)
        async with self._engine.begin() as connection:
            await connection.execute(delete(_told).where(_told.c.person == name))
            await connection.execute(delete(_claims).where(_claims.c.person == name))
            gone = await connection.execute(delete(_wishes).where(_wishes.c.person == name))
            return gone.rowcount

    @unbroken
    async def stop_room(self, address: Address) -> int:
        return await self._delete(_wishes.c.room == f"{address.channel}:{address.room}")

    @unbroken
    async def due(self, now: datetime, version: str) -> tuple[Wish, ...]:
        waiting = or_(_wishes.c.next_at <= now.timestamp(), _wishes.c.version != version)
        return await self._select(select(_wishes).where(waiting).order_by(_wishes.c.made_at))

    @unbroken
    async def planned(self, id: str, at: datetime | None, version: str) -> None:
        next_at = at.timestamp() if at else NEVER
        async with self._engine.begin() as connection:
            planning = update(_wishes).where(_wishes.c.id == id)
            await connection.execute(planning.values(next_at=next_at, version=version))

    @unbroken
    async def told(self, person: Person, programs: Collection[str]) -> frozenset[Item]:
        mine = (_told.c.person == _name(person), _told.c.program.in_(programs))
        async with self._engine.connect() as connection:
            rows = await connection.execute(select(_told).where(*mine))
            return frozenset(replace(_item(row), late=False, closed=False) for row in rows)

    @unbroken
    async def claim(self, claim: Claim) -> bool:
        at = (claim.at or datetime.now(UTC)).timestamp()
        name = _name(claim.person)
        head = {"key": claim.key, "person": name, "at": at, "posted": False}
        rows = [
            asdict(i) | {"about": i.about.isoformat(), "person": name, "key": claim.key}
            for i in claim.items
        ]
        try:
            async with self._engine.begin() as connection:
                await connection.execute(insert(_claims).values(head))
                await connection.execute(insert(_told), rows)
        except IntegrityError:
            return False
        return True

    @unbroken
    async def unposted(self) -> tuple[Claim, ...]:
        return await self._claimed(_claims.c.posted.is_(False))

    @unbroken
    async def recent(self, since: datetime) -> tuple[Claim, ...]:
        return await self._claimed(_claims.c.posted.is_(True), _claims.c.at >= since.timestamp())

    @unbroken
    async def posted(self, key: str) -> None:
        async with self._engine.begin() as connection:
            marking = update(_claims).where(_claims.c.key == key)
            await connection.execute(marking.values(posted=True))

    @unbroken
    async def reopen(self, key: str) -> None:
        """The key stays taken: there is still one message a day."""
        async with self._engine.begin() as connection:
            wishes = select(_told.c.wish).where(_told.c.key == key)
            again = update(_wishes).where(_wishes.c.id.in_(wishes))
            await connection.execute(again.values(next_at=0.0))
            await connection.execute(delete(_told).where(_told.c.key == key))

    @unbroken
    async def answered(self, wish: Wish, answer: str, at: datetime) -> None:  # noqa: ARG002
        row = (_answers.c.program == wish.program, _answers.c.answer == answer)
        async with self._engine.begin() as connection:
            counting = update(_answers).where(*row).values(times=_answers.c.times + 1)
            if (await connection.execute(counting)).rowcount == 0:
                first = {"program": wish.program, "answer": answer, "times": 1}
                await connection.execute(insert(_answers).values(first))

    @unbroken
    async def answers(self) -> Mapping[tuple[str, str], int]:
        async with self._engine.connect() as connection:
            rows = await connection.execute(select(_answers))
            return {(row.program, row.answer): row.times for row in rows}

    @unbroken
    async def held(self, person: Person) -> Mapping[str, Any]:
        mine = select(func.count()).where(_told.c.person == _name(person))
        async with self._engine.connect() as connection:
            told: int = (await connection.execute(mine)).scalar_one()
        wishes = await self.of(person)
        return {
            "wishes": [
                {"kind": w.kind.value, "program": w.program, "days": w.days} for w in wishes
            ],
            "told": told,
        }

    async def _select(self, query: Any) -> tuple[Wish, ...]:
        async with self._engine.connect() as connection:
            return tuple(_wish(row) for row in await connection.execute(query))

    async def _delete(self, *where: Any) -> int:
        async with self._engine.begin() as connection:
            gone = await connection.execute(delete(_wishes).where(*where))
            return gone.rowcount

    async def _claimed(self, *where: Any) -> tuple[Claim, ...]:
        async with self._engine.connect() as connection:
            heads = (await connection.execute(select(_claims).where(*where))).all()
            keys = [head.key for head in heads]
            rows = (await connection.execute(select(_told).where(_told.c.key.in_(keys)))).all()
        return tuple(
            Claim(
                head.key,
                _person(head.person),
                tuple(_item(row) for row in rows if row.key == head.key),
                head.posted,
                datetime.fromtimestamp(head.at, UTC),
            )
            for head in heads
        )


def _name(person: Person) -> str:
    return f"{person.channel}:{person.id}"


def _person(name: str) -> Person:
    channel, _, id = name.partition(":")
    return Person(channel, id)


def _row(wish: Wish) -> dict[str, Any]:
    at = wish.address
    return {
        "id": wish.id,
        "kind": wish.kind.value,
        "person": _name(wish.person),
        "conversation": wish.conversation,
        "room": f"{at.channel}:{at.room}",
        "program": wish.program,
        "content": {
            "address": asdict(at),
            "language": wish.language.value,
            "country": wish.country.value,
            "days": list(wish.days),
            "known": sorted(wish.known),
        },
        "made_at": wish.made_at.timestamp(),
        "next_at": 0.0,
    }


def _wish(row: Row[Any]) -> Wish:
    told = row.content
    address = told["address"]
    extra = tuple((name, value) for name, value in address.pop("extra"))
    return Wish(
        row.id,
        WishKind(row.kind),
        _person(row.person),
        row.conversation,
        Address(**address, extra=extra),
        Language(told["language"]),
        Country(told["country"]),
        datetime.fromtimestamp(row.made_at, UTC),
        row.program,
        tuple(told["days"]),
        frozenset(told["known"]),
    )


def _item(row: Row[Any]) -> Item:
    about = date.fromisoformat(row.about)
    matter = Matter(row.matter)
    return Item(row.wish, matter, row.program, about, row.offset, row.late, row.closed)
