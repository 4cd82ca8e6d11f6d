"""One source asked again: what is new, changed and withdrawn becomes files."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from knowledge.documents import Failure
from knowledge.errors import SourceUnavailable
from knowledge.sources.asking import Found, Missed, Source
from knowledge.sources.model import Record
from knowledge.sources.ports import Fetch
from knowledge.sources.shelf import PLAIN, RecordFolder
from knowledge.versions.lock import sole_builder

SEEN_AGAIN = 14
"""Days after which the day a record was last seen is written anew, well within the 30 after which an
open-ended period no longer counts as open.
"""
NO_LONGER_LISTED = "no longer listed"
LEAST_SHARE = 0.5
"""Of the known records, that a list must hold before what it lacks counts as withdrawn."""
FEW = 10


@dataclass(frozen=True, slots=True)
class Refreshed:
    """What asking ``source`` did to its files. ``removed`` are ids with the reason. With
    ``complete`` false the list was not whole: nothing was removed, and ``failed`` says why.
    """

    source: str
    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    removed: tuple[tuple[str, str], ...] = ()
    unchanged: int = 0
    failed: tuple[Failure, ...] = ()
    complete: bool = True

    def as_json(self) -> dict[str, Any]:
        return {
            "source": self.source,
            "complete": self.complete,
            "added": list(self.added),
            "changed": list(self.changed),
            "removed": [{"id": id, "reason": reason} for id, reason in self.removed],
            "unchanged": self.unchanged,
            "failed": [{"document": f.document, "error": f.error} for f in self.failed],
        }


@dataclass(slots=True)
class _Round:
    """One source being asked."""

    folder: RecordFolder
    today: date
    added: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    seen: set[str] = field(default_factory=set)
    failed: list[Failure] = field(default_factory=list)
    unchanged: int = 0

    def take(self, items: Iterable[Found | Missed]) -> None:
        for item in items:
            self.seen.add(item.id)
            if isinstance(item, Missed):
                self._fail(item.id, item.reason)
                continue
            try:
                self._found(item)
            except ValueError as error:
                self._fail(item.id, str(error))

    def _found(self, item: Found) -> None:
        if not PLAIN.fullmatch(item.id):
            raise ValueError(f"{item.id!r} is no name for a record")
        before = self.folder.known(item.id)
        same = before is not None and before.raw == item.raw
        if before and same and (self.today - before.read).days < SEEN_AGAIN:
            self.unchanged += 1
            return
        if item.attachments is None:
            kept = before.attachments if before else ()
        else:
            kept = self.folder.write_attachments(item.id, item.attachments)
        self.folder.write(Record(self.folder.source, item.id, item.raw, self.today, kept))
        if before is None:
            self.added.append(item.id)
        elif same:
            self.unchanged += 1
        else:
            self.changed.append(item.id)

    def withdraw(self, keeps: int) -> list[tuple[str, str]]:
        """Records that the list lacks; a feed that forgets ``keeps`` them for as many days."""
        known = self.folder.ids()
        gone = [id for id in known if id not in self.seen]
        if len(known) >= FEW and len(known) - len(gone) < LEAST_SHARE * len(known):
            raise SourceUnavailable(
                f"only {len(known) - len(gone)} of {len(known)} known records were listed; "
                "nothing was removed"
            )
        removed = []
        for id in gone:
            record = self.folder.known(id)
            if record is None or (self.today - record.read).days >= keeps:
                self.folder.remove(id)
                removed.append((id, NO_LONGER_LISTED))
        return removed

    def _fail(self, id: str, reason: str) -> None:
        self.failed.append(Failure(f"sources/{self.folder.source}/{id}", reason))


def refresh(source: Source, folder: RecordFolder, fetch: Fetch, now: datetime) -> Refreshed:
    """Never raises for the source's sake: what could not be had is reported, what was read before
    stays. Raises ``ReloadRunning`` where the same source is being asked already.
    """
    with sole_builder(folder.path / ".lock", now):
        turn = _Round(folder, now.date())
        removed: list[tuple[str, str]] = []
        complete = True
        try:
            turn.take(source.records(fetch, folder, now.date()))
            removed = turn.withdraw(getattr(source, "keeps", 0))
        except SourceUnavailable as error:
            complete = False
            turn.failed.append(Failure(f"sources/{folder.source}", str(error)))
        _note(turn, now, removed, complete=complete)
    return Refreshed(
        folder.source,
        tuple(sorted(turn.added)),
        tuple(sorted(turn.changed)),
        tuple(sorted(removed)),
        turn.unchanged,
        tuple(turn.failed),
        complete,
    )


def _note(turn: _Round, now: datetime, removed: list[tuple[str, str]], *, complete: bool) -> None:
    folder, state = turn.folder, turn.folder.state()
    state["asked"] = now.isoformat()
    if complete:
        state["listed"] = now.isoformat()
        state["ids"] = sorted(turn.seen)
        gone = {id: {"reason": reason, "on": now.date().isoformat()} for id, reason in removed}
        state["removed"] = {**state.get("removed", {}), **gone}
    folder.write_state(state)
