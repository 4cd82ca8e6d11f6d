"""The knowledge version that is answered from, and its replacement by a reload."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from bot.aside import aside
from bot.errors import BadInput, NotReady
from bot.library import Library
from bot.oversight.overlay import Overlay
from knowledge.errors import BrokenVersion, KnowledgeError, NoDocuments
from knowledge.ports import Manifest
from knowledge.versions import KnowledgeBase, ReloadReport
from knowledge.versions.beside import both, of_folder
from knowledge.versions.reloading import Versions

_log = logging.getLogger(__name__)

T = TypeVar("T")

LOOK_EVERY = 5.0
"""Seconds after which a version that another process activated is noticed."""

LOOK_AGAIN = 60.0
"""Seconds after which a damaged version is opened once more: its disk or server may be back."""

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
        self._damaged = ""
        self._tried = 0.0

    @property
    def damaged(self) -> str:
        """The active version, while it cannot be read and another one answers."""
        return self._damaged

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

    def kept(self) -> tuple[Manifest | None, Manifest | None]:
        """What is known of the active version, and of the one before it."""
        return self._versions.store.active(), self._versions.store.previous()

    async def reload(self, *, unattended: bool = False) -> ReloadReport:
        """Build a new version in a thread while the active one answers; raises ConciergeError.
        Where nobody has seen a preview, it is ``unattended``: a heavy loss is refused.
        """
        return await self._changing(lambda: self._versions.reload(unattended=unattended))

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
        if active is None:
            return
        if self._library and active.version == self._library.version:
            self._damaged = ""
            return
        waits = self._looked - self._tried < LOOK_AGAIN
        if self._library and active.version == self._damaged and waits:
            return
        try:
            self._library = self._open_library(self._versions.open_active())
            self._damaged = ""
        except BrokenVersion as error:
            self._library = self._library or self._before(error)
            self._damaged, self._tried = active.version, self._looked
            _log.error("still answering from version %s: %s", self._library.version, error)
        except KnowledgeError as error:
            if self._library is None:
                raise NotReady(str(error)) from error

    def _before(self, error: BrokenVersion) -> Library:
        """The version before, while the active one is damaged; raises NotReady."""
        try:
            return self._open_library(self._versions.open_previous())
        except KnowledgeError:
            raise NotReady(str(error)) from error
