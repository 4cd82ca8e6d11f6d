"""What a reload did, in the form that scripts and admins read (the JSON of ``reload --json``)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any

from knowledge.documents import Document, Failure
from knowledge.programs import Program
from knowledge.records import encode


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field of one programme, as JSON before and after."""

    id: str
    field: str
    before: Any
    after: Any


@dataclass(frozen=True, slots=True)
class ProgramChanges:
    added: tuple[str, ...] = ()
    changed: tuple[FieldChange, ...] = ()
    removed: tuple[str, ...] = ()


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


def compare_programs(before: Sequence[Program], after: Sequence[Program]) -> ProgramChanges:
    """By id, and field by field. Where only the day or address of a source moved, the field
    ``sources`` alone is named, not every fact that rests on it.
    """
    old = {program.id: program for program in before}
    new = {program.id: program for program in after}
    changed = [
        FieldChange(id, name, was, now)
        for id in sorted(new.keys() & old.keys())
        if new[id] != old[id]
        for name, was, now in _differences(old[id], new[id])
    ]
    return ProgramChanges(
        _sorted(new.keys() - old.keys()), tuple(changed), _sorted(old.keys() - new.keys())
    )


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
