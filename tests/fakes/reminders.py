"""Wishes in memory, with the behaviour of the ones in SQL; and a calendar of set holidays."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from dataclasses import replace
from datetime import date, datetime

from bot.messages import Address, Person
from bot.reminders.wishes import Claim, Item, Wish
from knowledge.programs import Country


class SetHolidays:
    """Weekends, and the days given."""

    def __init__(self, *days: date) -> None:
        self.days = frozenset(days)

    def is_working(self, day: date, country: Country) -> bool:
        return day.weekday() < 5 and day not in self.days


class FakeWishes:
    def __init__(self) -> None:
        self.wishes: dict[str, Wish] = {}
        self.plans: dict[str, tuple[datetime | None, str]] = {}
        self.claims: dict[str, Claim] = {}
        self.items: dict[tuple, str] = {}
        self.counted: Counter[tuple[str, str]] = Counter()

    async def add(self, wish: Wish) -> Wish:
        for old in self.wishes.values():
            if (old.person, old.kind, old.program) == (wish.person, wish.kind, wish.program):
                return old
        self.wishes[wish.id] = wish
        return wish

    async def of(self, person: Person) -> tuple[Wish, ...]:
        return tuple(wish for wish in self.wishes.values() if wish.person == person)

    async def find(self, id: str) -> Wish | None:
        return self.wishes.get(id)

    async def change(self, wish: Wish) -> None:
        self.wishes[wish.id] = wish
        self.plans.pop(wish.id, None)

    async def remove(self, id: str) -> bool:
        return self.wishes.pop(id, None) is not None

    async def forget(self, person: Person) -> int:
        mine = [wish.id for wish in await self.of(person)]
        for id in mine:
            del self.wishes[id]
        self.claims = {k: c for k, c in self.claims.items() if c.person != person}
        self.items = {k: key for k, key in self.items.items() if k[0] != person}
        return len(mine)

    async def stop_room(self, address: Address) -> int:
        room = (address.channel, address.room)
        gone = [w.id for w in self.wishes.values() if (w.address.channel, w.address.room) == room]
        for id in gone:
            del self.wishes[id]
        return len(gone)

    async def due(self, now: datetime, version: str) -> tuple[Wish, ...]:
        def is_due(wish: Wish) -> bool:
            if wish.id not in self.plans:
                return True
            at, planned_on = self.plans[wish.id]
            return planned_on != version or (at is not None and at <= now)

        return tuple(wish for wish in self.wishes.values() if is_due(wish))

    async def planned(self, id: str, at: datetime | None, version: str) -> None:
        self.plans[id] = at, version

    async def told(self, person: Person, programs: Collection[str]) -> frozenset[Item]:
        return frozenset(
            replace(item, late=False, closed=False)
            for claim in self.claims.values()
            for item in claim.items
            if claim.person == person and item.program in programs
        )

    async def claim(self, claim: Claim) -> bool:
        rows = {_row(claim.person, item): claim.key for item in claim.items}
        if claim.key in self.claims or self.items.keys() & rows.keys():
            return False
        self.claims[claim.key] = claim
        self.items |= rows
        return True

    async def unposted(self) -> tuple[Claim, ...]:
        return tuple(claim for claim in self.claims.values() if not claim.posted)

    async def recent(self, since: datetime) -> tuple[Claim, ...]:
        return tuple(c for c in self.claims.values() if c.posted and c.at and c.at >= since)

    async def posted(self, key: str) -> None:
        self.claims[key] = replace(self.claims[key], posted=True)

    async def reopen(self, key: str) -> None:
        for item in self.claims[key].items:
            self.plans.pop(item.wish, None)
        self.claims[key] = replace(self.claims[key], items=())
        self.items = {row: its for row, its in self.items.items() if its != key}

    async def answered(self, wish: Wish, answer: str, at: datetime) -> None:
        self.counted[wish.program, answer] += 1

    async def answers(self):
        return self.counted

    async def held(self, person: Person):
        wishes = [w for w in self.wishes.values() if w.person == person]
        told = sum(row[0] == person for row in self.items)
        shown = [{"kind": w.kind.value, "program": w.program, "days": w.days} for w in wishes]
        return {"wishes": shown, "told": told}


def _row(person: Person, item: Item) -> tuple:
    return person, item.matter, item.program, item.about, item.offset
