"""The knowledge version that is answered from, and its replacement by a reload."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from bot.aside import aside
from bot.errors import BadInput, NotReady
from bot.library import Library
from bot.oversight.overlay import Overlay
from knowledge.errors import KnowledgeError, NoDocuments
from knowledge.versions import KnowledgeBase, ReloadReport
from knowledge.versions.beside import both, of_folder
from knowledge.versions.reloading import Versions

T = TypeVar("T")

LOOK_EVERY = 5.0
"""Seconds after which a version that another process activated is noticed."""

OpenLibrary = Callable[[KnowledgeBase], Library]


class Shelf:
    """Gives the active version; one that a turn began with stays whole until the turn ends."""

    def __init__(
        self, versions: Versions, open_library: OpenLibrary, overlay: Overlay | None = None
    ) -> None:
        self._versions = versions
        self._open_library = open_library
        self._overlay = overlay
        self._library: Library | None = None
        self._looked = 0.0

    def current(self) -> Library:
        """Raises NotReady where nothing was ever loaded or another model built it."""
        due = time.monotonic() - self._looked >= LOOK_EVERY
        if self._library is None or due:
            self._look()
        if self._library is None:
            raise NotReady("nothing has been loaded yet; run: python -m bot reload")
        return self._overlay.over(self._library) if self._overlay else self._library

    def bare(self) -> Library:
        """As it was loaded, without what people have decided over it."""
        self.current()
        if self._library is None:
            raise NotReady("nothing has been loaded yet; run: python -m bot reload")
        return self._library

    async def reload(self) -> ReloadReport:
        """Build a new version in a thread while the active one answers; raises ConciergeError."""
        return await self._changing(self._versions.reload)

    async def preview(self, upload: Path | None = None) -> ReloadReport:
        """What a reload would change, with a folder of files that nobody has accepted yet."""
        versions = self._versions
        if upload:
            versions = replace(versions, beside=both(versions.beside, of_folder(upload)))
        return await self._changing(lambda: versions.reload(dry_run=True))

    async def rollback(self) -> str:
        """Back to the version before, whose name it gives; raises ConciergeError."""
        return await self._changing(self._versions.rollback)

    async def _changing(self, work: Callable[[], T]) -> T:
        try:
            done = await aside(work, "reload")
        except NoDocuments as error:
            raise BadInput(str(error)) from error
        except KnowledgeError as error:
            raise NotReady(str(error)) from error
        self._look()
        return done

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
