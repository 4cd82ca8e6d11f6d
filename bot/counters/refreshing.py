"""The sources are asked by the schedule, and what they bring is loaded."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime, timedelta

from bot.aside import aside
from bot.counters.counter import Counter
from bot.errors import ConciergeError
from bot.refresher import Refresher
from knowledge.errors import KnowledgeError
from knowledge.versions import ReloadReport

Reload = Callable[[], Awaitable[ReloadReport]]

_log = logging.getLogger(__name__)


class Refreshing(Counter):
    """In a task of its own: other counters do not wait for a slow server."""

    def __init__(
        self,
        refresher: Refresher,
        schedule: Mapping[str, timedelta],
        reload: Reload,
    ) -> None:
        self._refresher = refresher
        self._schedule = schedule
        self._reload = reload
        self.running: asyncio.Task[None] | None = None

    async def tick(self, _now: datetime) -> None:
        if self.running and not self.running.done():
            return
        names = self._refresher.due(self._schedule)
        self.running = asyncio.create_task(self._refresh(names)) if names else None

    async def _refresh(self, names: tuple[str, ...]) -> None:
        try:
            reports = await aside(lambda: self._refresher.refresh(names), "sources")
            for report in reports:
                for failure in report.failed:
                    _log.warning("%s: %s", failure.document, failure.error)
            if any(report.added or report.changed or report.removed for report in reports):
                await self._reload()
        except (ConciergeError, KnowledgeError) as error:
            _log.warning("the sources could not be loaded: %s", error)
