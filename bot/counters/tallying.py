"""How many answers a day had which outcome: numbers alone, nothing of anybody."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from bot.counters.counter import Counter, Visit
from bot.messages import Reply
from knowledge.programs import Country
from knowledge.zones import ZONES

TRIED = "web"
"""Answers tried out at the console are not counted."""


@dataclass(frozen=True, slots=True)
class Tally:
    """``day`` is that of Seoul and Tokyo."""

    day: date
    channel: str
    language: str
    outcome: str
    count: int


class Tallies(Protocol):
    async def count(self, day: date, channel: str, language: str, outcome: str) -> None:
        """One more."""
        ...

    async def since(self, day: date) -> Sequence[Tally]:
        """From that day on, the oldest first."""
        ...


class Tallying(Counter):
    def __init__(self, tallies: Tallies) -> None:
        self._tallies = tallies

    async def after(self, visit: Visit, reply: Reply) -> None:
        channel = visit.incoming.address.channel
        if channel != TRIED:
            day = visit.now.astimezone(ZONES[Country.KR]).date()
            await self._tallies.count(day, channel, reply.language.value, reply.outcome.value)
