"""How long anything is kept, really carried out: once a day, and once more after every /forget."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Protocol

from bot.counters.counter import Counter
from bot.privacy import Forgotten, NotNoted, Traces

EVERY = timedelta(days=1)
REPEATS = timedelta(days=7)
"""How long a settled row is kept to recognise a repeat: Telegram repeats for a day, Slack for hours."""


class Ages(Protocol):
    """Everything that has a date and is of a person."""

    async def sweep(self, oldest: datetime, settled: datetime) -> dict[str, int]:
        """Delete what is older than ``oldest``, and of the mailbox what was settled before
        ``settled``; how many rows of which table.
        """
        ...


class Retention(Counter):
    """``days`` is CONCIERGE_RETENTION_DAYS. Any number of replicas may do the same: what one has
    deleted the next does not find.
    """

    def __init__(
        self, ages: Ages, traces: Traces, days: int, forgotten: Forgotten | None = None
    ) -> None:
        self._ages = ages
        self._traces = traces
        self._days = days
        self._forgotten = forgotten or NotNoted()
        self._due: datetime | None = None
        self._to_wipe = False

    async def tick(self, now: datetime) -> None:
        if await self._traces.finish():
            self._to_wipe = True
        if self._due is None or now >= self._due:
            oldest = now - timedelta(days=self._days)
            gone = await self._ages.sweep(oldest, max(oldest, now - REPEATS))
            await self._forgotten.prune(oldest)
            self._due = now + EVERY
            self._to_wipe = self._to_wipe or any(gone.values())
        if self._to_wipe:
            self._to_wipe = not await self._traces.wipe()
