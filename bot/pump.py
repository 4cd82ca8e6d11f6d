"""Takes rows from a queue that outlives the process and handles a bounded number at once."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import Generic, TypeVar

_log = logging.getLogger(__name__)

Row = TypeVar("Row")


class Pump(Generic[Row]):
    """``take`` leases the next row or says None; ``handle`` settles it. Neither has to be safe:
    what they raise is logged, and the row comes back when its lease has run out.

    ``idle`` is how many seconds to sleep where nothing is due and nobody knocks; after an error
    of ``take`` (a locked or full database) it is ten times that.
    """

    def __init__(
        self,
        take: Callable[[], Awaitable[Row | None]],
        handle: Callable[[Row], Awaitable[None]],
        name_of: Callable[[Row], str],
        *,
        width: int,
        idle: float,
    ) -> None:
        self._take = take
        self._handle = handle
        self._name_of = name_of
        self._idle = idle
        self._room = asyncio.Semaphore(width)
        self._bell = asyncio.Event()
        self._quiet = asyncio.Event()
        self._tasks: dict[asyncio.Task[None], str] = {}

    @property
    def in_hand(self) -> frozenset[str]:
        return frozenset(self._tasks.values())

    def knock(self) -> None:
        """Something may have become due."""
        self._quiet.clear()
        self._bell.set()

    async def run(self) -> None:
        """Until cancelled; what is in hand then goes on."""
        while True:
            await self._room.acquire()
            self._bell.clear()
            taken = False
            try:
                taken = await self._take_one()
            finally:
                if not taken:
                    self._room.release()
            if not taken:
                await self._sleep(self._idle)

    async def rest(self) -> None:
        """Until ``run`` has found that nothing is due while nothing was in hand."""
        self.knock()
        await self._quiet.wait()

    async def finish(self) -> None:
        """Until nothing is in hand."""
        if self._tasks:
            await asyncio.wait(self._tasks)

    async def abandon(self) -> None:
        """Cancel what is in hand."""
        for task in self._tasks:
            task.cancel()
        await self.finish()

    async def _take_one(self) -> bool:
        try:
            row = await self._take()
        except Exception:  # noqa: BLE001 - a database that is locked today must not end the service
            _log.exception("the queue cannot be read")
            await asyncio.sleep(self._idle * 10)
            return False
        if row is None:
            if not self._tasks:
                self._quiet.set()
            return False
        task = asyncio.create_task(self._settle(row))
        self._tasks[task] = self._name_of(row)
        task.add_done_callback(self._settled)
        return True

    async def _settle(self, row: Row) -> None:
        try:
            await self._handle(row)
        except Exception:  # noqa: BLE001 - one row must not stop the others
            _log.exception("%s is left for another try", self._name_of(row))

    def _settled(self, task: asyncio.Task[None]) -> None:
        del self._tasks[task]
        self._room.release()
        self.knock()

    async def _sleep(self, seconds: float) -> None:
        # not wait_for: Python 3.11's forgets to be cancelled while the bell rings
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._bell.wait()
