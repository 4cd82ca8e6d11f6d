"""What a reload did, in the form that scripts and admins read (the JSON of ``reload --json``)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, fields
from enum import StrEnum
from typing import Any

from knowledge.documents import Document, Failure
from knowledge.programs import Program
from knowledge.records import encode

MANY = 10
SHARE = 3
"""A loss is heavy where at least ``MANY`` programmes and more than one in ``SHARE`` are gone."""


class Gone(StrEnum):
    """Why a programme is in the new version no longer."""

    FILE_REMOVED = "file_removed"
    NOT_LISTED = "record_no_longer_listed"
    NOT_READ = "no_longer_read_in_its_document"
    JOINED = "joined_with_another"
    COPY = "copy_of_another_file"


LIVES_ON = (Gone.JOINED, Gone.COPY)
"""Under another id."""


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field of one programme, as JSON before and after."""

    id: str
    field: str
    before: Any
    after: Any


@dataclass(frozen=True, slots=True)
class ProgramChanges:
    """``reasons`` has one for each of ``removed``, in their order; ``before`` is how many programmes
    there were. ``was`` and ``now`` hold those that are named, as they were and as they are.
    """

    added: tuple[str, ...] = ()
    changed: tuple[FieldChange, ...] = ()
    removed: tuple[str, ...] = ()
    reasons: tuple[Gone, ...] = ()
    before: int = 0
    was: Mapping[str, Program] = field(default_factory=dict)
    now: Mapping[str, Program] = field(default_factory=dict)

    @property
    def lost(self) -> tuple[str, ...]:
        """Without those that live on under another id."""
        pairs = zip(self.removed, self.reasons, strict=True)
        return tuple(id for id, reason in pairs if reason not in LIVES_ON)

    @property
    def heavy_loss(self) -> bool:
        lost = len(self.lost)
        return lost >= MANY and lost * SHARE > self.before


@dataclass(frozen=True, slots=True)
class ReloadReport:
    """``version`` is the active one afterwards; empty where a dry run found none. Documents by id,
    failed ones by path.
    """

    version: str
    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    unchanged: int = 0
    failed: tuple[Failure, ...] = ()
    programs: ProgramChanges = ProgramChanges()

    def as_json(self) -> dict[str, Any]:
        """The object of the contract, every key there."""
        changed = [
            {"id": c.id, "field": c.field, "before": c.before, "after": c.after}
            for c in self.programs.changed
        ]
        return {
            "version": self.version,
            "added": list(self.added),
            "changed": list(self.changed),
            "removed": list(self.removed),
            "unchanged": self.unchanged,
            "failed": [{"document": f.document, "error": f.error} for f in self.failed],
            "programs": {
                "added": list(self.programs.added),
                "changed": changed,
                "removed": list(self.programs.removed),
                "reasons": dict(zip(self.programs.removed, self.programs.reasons, strict=True)),
            },
        }


def compare_documents(
    before: Sequence[Document], after: Sequence[Document]
) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    """Ids added, changed (other bytes under the same id) and removed, each sorted."""
    old = {document.id: document.digest for document in before}
    new = {document.id: document.digest for document in after}
    changed = [id for id in new.keys() & old.keys() if new[id] != old[id]]
    return _sorted(new.keys() - old.keys()), _sorted(changed), _sorted(old.keys() - new.keys())


def compare_programs(
    before: Sequence[Program], after: Sequence[Program], gone: Callable[[Program], Gone]
) -> ProgramChanges:
    """By id, and field by field. Where only the day or address of a source moved, the field
    ``sources`` alone is named, not every fact that rests on it. ``gone`` says why one is not there.
    """
    old = {program.id: program for program in before}
    new = {program.id: program for program in after}
    changed = [
        FieldChange(id, name, was, now)
        for id in sorted(new.keys() & old.keys())
        if new[id] != old[id]
        for name, was, now in _differences(old[id], new[id])
    ]
    removed = _sorted(old.keys() - new.keys())
    reasons = tuple(gone(old[id]) for id in removed)
    added, moved = _sorted(new.keys() - old.keys()), {change.id for change in changed}
    was = {id: old[id] for id in (*removed, *moved)}
    now = {id: new[id] for id in (*added, *moved)}
    return ProgramChanges(added, tuple(changed), removed, reasons, len(old), was, now)


def _differences(old: Program, new: Program) -> list[tuple[str, Any, Any]]:
    was, now = _facts(encode(old)), _facts(encode(new))
    return [
        (f.name, was.get(f.name), now.get(f.name))
        for f in fields(Program)
        if was.get(f.name) != now.get(f.name)
    ]


def _facts(value: Any) -> Any:
    if isinstance(value, Mapping):
        inner = {key: _facts(item) for key, item in value.items()}
        if "evidence" in inner:
            inner["evidence"].pop("source", None)
        return inner
    return [_facts(item) for item in value] if isinstance(value, list) else value


def _sorted(names: Any) -> tuple[str, ...]:
    return tuple(sorted(names))
