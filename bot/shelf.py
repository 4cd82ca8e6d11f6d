"""The knowledge version that is answered from, and its replacement by a reload."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Callable
from contextlib import suppress

from bot.errors import BadInput, NotReady
from bot.library import Library
from knowledge.errors import KnowledgeError, NoDocuments
from knowledge.versions import KnowledgeBase, ReloadReport
from knowledge.versions.reloading import Versions

LOOK_EVERY = 5.0
"""Seconds after which a version that another process activated is noticed."""

OpenLibrary = Callable[[KnowledgeBase], Library]


class Shelf:
    """Gives the active version; one that a turn began with stays whole until the turn ends."""

    def __init__(self, versions: Versions, open_library: OpenLibrary) -> None:
        self._versions = versions
        self._open_library = open_library
        self._library: Library | None = None
        self._looked = 0.0

    def current(self) -> Library:
        """Raises NotReady where nothing was ever loaded or another model built it."""
        due = time.monotonic() - self._looked >= LOOK_EVERY
        if self._library is None or due:
            self._look()
        if self._library is None:
            raise NotReady("nothing has been loaded yet; run: python -m bot reload")
        return self._library

    async def reload(self) -> ReloadReport:
        """Build a new version in a thread while the active one answers; raises ConciergeError."""
        try:
            report = await _aside(self._versions.reload)
        except NoDocuments as error:
            raise BadInput(str(error)) from error
        except KnowledgeError as error:
            raise NotReady(str(error)) from error
        self._look()
        return report

    def _look(self) -> None:
        self._looked = time.monotonic()
        active = self._versions.store.active()
        if active is None or (self._library and self._library.version == active.version):
            return
        try:
            self._library = self._open_library(self._versions.open_active())
        except KnowledgeError as error:
            if self._library is None:
                raise NotReady(str(error)) from error


async def _aside(work: Callable[[], ReloadReport]) -> ReloadReport:
    """In a thread that does not hold up the end of the process: a reload that is cut off has not
    happened, the active version stays.
    """
    loop = asyncio.get_running_loop()
    future: asyncio.Future[ReloadReport] = loop.create_future()

    def run() -> None:
        try:
            report = work()
        except BaseException as error:  # noqa: BLE001 - handed to whoever waits
            _settle(loop, future, error)
        else:
            _settle(loop, future, report)

    threading.Thread(target=run, name="reload", daemon=True).start()
    return await future


def _settle(
    loop: asyncio.AbstractEventLoop,
    future: asyncio.Future[ReloadReport],
    outcome: ReloadReport | BaseException,
) -> None:
    def tell() -> None:
        if future.done():
            return
        if isinstance(outcome, BaseException):
            future.set_exception(outcome)
        else:
            future.set_result(outcome)

    with suppress(RuntimeError):  # the loop is closed: nobody waits any more
        loop.call_soon_threadsafe(tell)
