"""A damaged version of the knowledge is built anew, without waiting for somebody to ask for it."""

from __future__ import annotations

import asyncio
import logging
from datetime import UTC, datetime, timedelta

from bot.counters.counter import Counter
from bot.counters.refreshing import Reload
from bot.errors import ConciergeError
from bot.shelf import Shelf

PAUSES = (timedelta(0), timedelta(minutes=10), timedelta(hours=1))
"""Before each try: what three builds do not mend is a matter for somebody (a full disk, no memory)."""

_log = logging.getLogger(__name__)


class Healing(Counter):
    """``reload`` is one that refuses a heavy loss. Of several replicas one builds, and the others find
    its version.
    """

    pauses = True

    def __init__(self, shelf: Shelf, reload: Reload) -> None:
        self._shelf = shelf
        self._reload = reload
        self._version = ""
        self._tries = 0
        self._due = datetime.max.replace(tzinfo=UTC)
        self.running: asyncio.Task[None] | None = None

    async def tick(self, now: datetime) -> None:
        damaged = self._shelf.damaged
        if damaged != self._version:
            self._version, self._tries, self._due = damaged, 0, now
        busy = self.running and not self.running.done()
        if not damaged or busy or self._tries == len(PAUSES) or now < self._due:
            return
        self._tries += 1
        self._due = now + PAUSES[min(self._tries, len(PAUSES) - 1)]
        self.running = asyncio.create_task(self._heal(damaged))

    async def _heal(self, version: str) -> None:
        try:
            report = await self._reload()
        except ConciergeError as error:
            _log.error("version %s stays damaged: %s", version, error)
        else:
            _log.warning("version %s was damaged; %s was built anew", version, report.version)
