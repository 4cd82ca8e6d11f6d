"""Buttons by their tokens, in memory."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from bot.messages import Person
from bot.ports import Tap


class FakeTaps:
    """``kept`` holds them in the order in which they were made."""

    def __init__(self) -> None:
        self.kept: dict[str, Tap] = {}

    async def keep(self, taps: Mapping[str, Tap]) -> None:
        self.kept |= taps

    async def find(self, token: str) -> Tap | None:
        return self.kept.get(token)

    async def forget(self, person: Person, conversation: str) -> int:
        gone = [t for t, tap in self.kept.items() if conversation == tap.conversation]
        gone += [t for t, tap in self.kept.items() if person == tap.person and t not in gone]
        for token in gone:
            del self.kept[token]
        return len(gone)

    async def sweep(self, before: datetime) -> int:  # they carry no time here
        return 0
