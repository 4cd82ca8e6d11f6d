"""Buttons by their tokens, in memory."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime

from bot.messages import Person
from bot.ports import Clock, Tap


class FakeTaps:
    """``kept`` holds them in the order in which they were made."""

    def __init__(self, clock: Clock = lambda: datetime.now(UTC)) -> None:
        self.kept: dict[str, Tap] = {}
        self._made: dict[str, datetime] = {}
        self._clock = clock

    async def keep(self, taps: Mapping[str, Tap]) -> None:
        self.kept |= taps
        self._made |= dict.fromkeys(taps, self._clock())

    async def find(self, token: str) -> Tap | None:
        return self.kept.get(token)

    async def forget(self, person: Person, conversation: str) -> int:
        gone = [t for t, tap in self.kept.items() if conversation == tap.conversation]
        gone += [t for t, tap in self.kept.items() if person == tap.person and t not in gone]
        for token in gone:
            del self.kept[token]
        return len(gone)

    async def sweep(self, before: datetime) -> int:
        gone = [token for token in self.kept if self._made.get(token, before) < before]
        for token in gone:
            del self.kept[token]
        return len(gone)
