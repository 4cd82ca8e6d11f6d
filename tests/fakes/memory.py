"""What is remembered of conversations, in memory."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from bot.ports import Clock


class FakeMemory:
    """A ``Memory``; ``kept`` are the states, ``saved`` when each was saved."""

    def __init__(self, clock: Clock) -> None:
        self.kept: dict[str, Mapping[str, Any]] = {}
        self.saved: dict[str, datetime] = {}
        self._clock = clock

    async def load(self, conversation: str) -> Mapping[str, Any] | None:
        return self.kept.get(conversation)

    async def save(self, conversation: str, state: Mapping[str, Any]) -> None:
        self.kept[conversation] = dict(state)
        self.saved[conversation] = self._clock()

    async def forget(self, conversation: str) -> None:
        self.kept.pop(conversation, None)
        self.saved.pop(conversation, None)

    async def within(self, room: str) -> list[str]:
        return [name for name in self.kept if name == room or name.startswith(f"{room}:")]

    async def idle(self, before: datetime) -> list[str]:
        return [name for name, at in self.saved.items() if at < before]
