"""Answers and what people thought of them, in memory."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from bot.counters.feedback import Rated
from bot.messages import Person


class FakeRatings:
    """A ``Ratings``."""

    def __init__(self) -> None:
        self.kept: dict[str, Rated] = {}

    async def keep(self, rated: Rated) -> None:
        self.kept[rated.id] = rated

    async def vote(self, id: str, vote: str) -> bool:
        if id not in self.kept:
            return False
        self.kept[id] = replace(self.kept[id], vote=vote)
        return True

    async def explain(self, id: str, reason: str) -> None:
        if id in self.kept:
            self.kept[id] = replace(self.kept[id], reason=reason)

    async def latest(self, limit: int) -> list[Rated]:
        voted = [r for r in self.kept.values() if r.vote]
        return sorted(voted, key=lambda r: r.at, reverse=True)[:limit]

    async def of(self, person: Person, conversation: str) -> list[Rated]:
        return [
            r for r in self.kept.values() if r.person == person or r.conversation == conversation
        ]

    async def forget(self, person: Person, conversation: str) -> int:
        theirs = await self.of(person, conversation)
        for rated in theirs:
            del self.kept[rated.id]
        return sum(bool(rated.vote) for rated in theirs)

    async def sweep(self, unrated: datetime, rated: datetime) -> int:
        old = [r for r in self.kept.values() if r.at < (rated if r.vote else unrated)]
        for each in old:
            del self.kept[each.id]
        return len(old)
