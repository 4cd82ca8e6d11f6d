"""Wishes and what came of them."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import asdict, replace
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    delete,
    func,
    insert,
    or_,
    select,
    update,
)
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncEngine

from adapters.stores.reminders import tables
from bot.messages import Address, Person
from bot.reminders.wishes import Claim, Item, Wish
from bot.unbroken import unbroken


class SqlWishes:
    """The Wishes port."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine

    async def prepare(self) -> None:
        """Create what is missing."""
        async with self._engine.begin() as connection:
            await connection.run_sync(tables.metadata.create_all)

    @unbroken
    async def add(self, wish: Wish) -> Wish:
        same = (
            tables.wishes.c.person == wish.person.key,
            tables.wishes.c.kind == wish.kind.value,
            tables.wishes.c.program == wish.program,
        )
        async with self._engine.begin() as connection:
            row = (await connection.execute(select(tables.wishes).where(*same))).one_or_none()
            if row:
                return tables.wish_of(row)
            await connection.execute(insert(tables.wishes).values(tables.row_of(wish)))
        return wish

    @unbroken
    async def of(self, person: Person) -> tuple[Wish, ...]:
        mine = select(tables.wishes).where(tables.wishes.c.person == person.key)
        return await self._select(mine.order_by(tables.wishes.c.made_at))

    @unbroken
    async def find(self, id: str) -> Wish | None:
        return next(
            iter(await self._select(select(tables.wishes).where(tables.wishes.c.id == id))), None
        )

    @unbroken
    async def change(self, wish: Wish) -> None:
        values = tables.row_of(wish) | {"next_at": 0.0}
        async with self._engine.begin() as connection:
            changing = update(tables.wishes).where(tables.wishes.c.id == wish.id)
            await connection.execute(changing.values(values))

    @unbroken
    async def remove(self, id: str) -> bool:
        return await self._delete(tables.wishes.c.id == id) == 1

    @unbroken
    async def forget(self, person: Person) -> int:
        """With what was told; the counts of answers name nobody."""
        name = person.key
        async with self._engine.begin() as connection:
            await connection.execute(delete(tables.told).where(tables.told.c.person == name))
            await connection.execute(delete(tables.claims).where(tables.claims.c.person == name))
            gone = await connection.execute(
                delete(tables.wishes).where(tables.wishes.c.person == name)
            )
            return gone.rowcount

    @unbroken
    async def stop_room(self, address: Address) -> int:
        return await self._delete(tables.wishes.c.room == address.place)

    @unbroken
    async def due(self, now: datetime, version: str) -> tuple[Wish, ...]:
        waiting = or_(
            tables.wishes.c.next_at <= now.timestamp(), tables.wishes.c.version != version
        )
        return await self._select(
            select(tables.wishes).where(waiting).order_by(tables.wishes.c.made_at)
        )

    @unbroken
    async def planned(self, id: str, at: datetime | None, version: str) -> None:
        next_at = at.timestamp() if at else tables.NEVER
        async with self._engine.begin() as connection:
            planning = update(tables.wishes).where(tables.wishes.c.id == id)
            await connection.execute(planning.values(next_at=next_at, version=version))

    @unbroken
    async def told(self, person: Person, programs: Collection[str]) -> frozenset[Item]:
        mine = (tables.told.c.person == person.key, tables.told.c.program.in_(programs))
        async with self._engine.connect() as connection:
            rows = await connection.execute(select(tables.told).where(*mine))
            return frozenset(replace(tables.item_of(row), late=False, closed=False) for row in rows)

    @unbroken
    async def claim(self, claim: Claim) -> bool:
        at = (claim.at or datetime.now(UTC)).timestamp()
        name = claim.person.key
        head = {"key": claim.key, "person": name, "at": at, "posted": False}
        rows = [
            asdict(i) | {"about": i.about.isoformat(), "person": name, "key": claim.key}
            for i in claim.items
        ]
        try:
            async with self._engine.begin() as connection:
                await connection.execute(insert(tables.claims).values(head))
                await connection.execute(insert(tables.told), rows)
        except IntegrityError:
            return False
        return True

    @unbroken
    async def unposted(self) -> tuple[Claim, ...]:
        return await self._claimed(tables.claims.c.posted.is_(False))

    @unbroken
    async def recent(self, since: datetime) -> tuple[Claim, ...]:
        return await self._claimed(
            tables.claims.c.posted.is_(True), tables.claims.c.at >= since.timestamp()
        )

    @unbroken
    async def posted(self, key: str) -> None:
        async with self._engine.begin() as connection:
            marking = update(tables.claims).where(tables.claims.c.key == key)
            await connection.execute(marking.values(posted=True))

    @unbroken
    async def reopen(self, key: str) -> None:
        """The key stays taken: there is still one message a day."""
        async with self._engine.begin() as connection:
            wishes = select(tables.told.c.wish).where(tables.told.c.key == key)
            again = update(tables.wishes).where(tables.wishes.c.id.in_(wishes))
            await connection.execute(again.values(next_at=0.0))
            await connection.execute(delete(tables.told).where(tables.told.c.key == key))

    @unbroken
    async def answered(self, wish: Wish, answer: str, at: datetime) -> None:  # noqa: ARG002
        row = (tables.answers.c.program == wish.program, tables.answers.c.answer == answer)
        async with self._engine.begin() as connection:
            counting = update(tables.answers).where(*row).values(times=tables.answers.c.times + 1)
            if (await connection.execute(counting)).rowcount == 0:
                first = {"program": wish.program, "answer": answer, "times": 1}
                await connection.execute(insert(tables.answers).values(first))

    @unbroken
    async def answers(self) -> Mapping[tuple[str, str], int]:
        async with self._engine.connect() as connection:
            rows = await connection.execute(select(tables.answers))
            return {(row.program, row.answer): row.times for row in rows}

    @unbroken
    async def held(self, person: Person) -> Mapping[str, Any]:
        mine = select(func.count()).where(tables.told.c.person == person.key)
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
            return tuple(tables.wish_of(row) for row in await connection.execute(query))

    async def _delete(self, *where: Any) -> int:
        async with self._engine.begin() as connection:
            gone = await connection.execute(delete(tables.wishes).where(*where))
            return gone.rowcount

    async def _claimed(self, *where: Any) -> tuple[Claim, ...]:
        async with self._engine.connect() as connection:
            heads = (await connection.execute(select(tables.claims).where(*where))).all()
            keys = [head.key for head in heads]
            rows = (
                await connection.execute(select(tables.told).where(tables.told.c.key.in_(keys)))
            ).all()
        return tuple(
            Claim(
                head.key,
                Person.of(head.person),
                tuple(tables.item_of(row) for row in rows if row.key == head.key),
                head.posted,
                datetime.fromtimestamp(head.at, UTC),
            )
            for head in heads
        )
