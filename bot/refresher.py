"""Sources asked again, by hand or by the clock; what they list is kept for the next reload."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.errors import BadInput, NotReady
from bot.settings import SourceSettings
from knowledge.errors import ReloadRunning
from knowledge.sources.asking import Source
from knowledge.sources.loading import SourcesFolder
from knowledge.sources.ports import Fetch
from knowledge.sources.refreshing import Refreshed, refresh

ALL = "all"


@dataclass(frozen=True, slots=True)
class Connected:
    """A source and the way to its server."""

    source: Source
    open_fetch: Callable[[], AbstractContextManager[Fetch]]


@dataclass(frozen=True, slots=True)
class Refresher:
    """``off`` says of each source that is switched off what to set. Calls block, an event loop runs
    them in a thread; ``now`` is the real clock, aware.
    """

    connected: Mapping[str, Connected]
    off: Mapping[str, str]
    folder: SourcesFolder
    now: Callable[[], datetime]

    def chosen(self, names: Sequence[str]) -> tuple[str, ...]:
        """The sources that ``names`` mean; ``all`` is every one that is not off. Raises BadInput."""
        if ALL in names:
            return tuple(self.connected)
        for name in names:
            if name in self.off:
                raise BadInput(
                    f"--source {name} is switched off: {self.off[name]}, in the environment or .env; "
                    f"those that are on: {' '.join(self.connected)}"
                )
            if name not in self.connected:
                known = " ".join([*self.connected, *self.off, ALL])
                raise BadInput(f"--source {name}: not known; known are {known}")
        return tuple(dict.fromkeys(names))

    def refresh(self, names: Sequence[str]) -> tuple[Refreshed, ...]:
        """Each of ``names`` asked; a source that fails is in its report and stops no other. Raises
        BadInput, and NotReady where one is being asked at this moment.
        """
        return tuple(self._one(name) for name in self.chosen(names))

    def due(self, schedule: Mapping[str, timedelta]) -> tuple[str, ...]:
        """Those not asked for as long as the schedule says; also after a restart."""
        return tuple(
            name
            for name, every in schedule.items()
            if name in self.connected and self._since_asked(name) >= every
        )

    def _one(self, name: str) -> Refreshed:
        connected = self.connected[name]
        try:
            with connected.open_fetch() as fetch:
                return refresh(connected.source, self.folder.folder(name), fetch, self.now())
        except ReloadRunning as error:
            raise NotReady(f"--source {name}: {error}") from error

    def _since_asked(self, name: str) -> timedelta:
        asked = self.folder.folder(name).state().get("asked")
        try:
            return self.now() - datetime.fromisoformat(str(asked))
        except (ValueError, TypeError):
            return timedelta.max


def switched_off(told: SourceSettings) -> dict[str, str]:
    """The sources that lack something, and what to set."""
    off = {}
    if not told.data_go_kr_key:
        off["kstartup"] = "set DATA_GO_KR_KEY (from www.data.go.kr)"
    if not (told.bizinfo_key or told.data_go_kr_key):
        off["bizinfo"] = (
            "set BIZINFO_KEY (from www.bizinfo.go.kr) or DATA_GO_KR_KEY (from www.data.go.kr)"
        )
    if not told.pages:
        off["webpages"] = "set CONCIERGE_PAGES to the addresses of pages"
    return off
