"""What a version holds beside the documents folder."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from knowledge.documents import Failure
from knowledge.ports import Contents
from knowledge.versions.collecting import Collected, Progress, Readers, collect_if_any

Beside = Callable[[Readers, Contents, Progress], Collected]
"""Given the readers, what the active version holds and a listener: further entries."""


def nothing_beside(_readers: Readers, _active: Contents, _progress: Progress) -> Collected:
    return Collected((), ())


def of_folder(path: Path) -> Beside:
    """The files of a folder that may be empty or not there."""

    def beside(readers: Readers, active: Contents, progress: Progress) -> Collected:
        return collect_if_any(path, readers, active, progress)

    return beside


def both(one: Beside, other: Beside) -> Beside:
    """Where an id is in both, the one of the first counts."""

    def beside(readers: Readers, active: Contents, progress: Progress) -> Collected:
        return together(one(readers, active, progress), other(readers, active, progress))

    return beside


def together(documents: Collected, beside: Collected) -> Collected:
    """Both; where an id is in both, the one of the documents folder counts."""
    taken = {document.id for document, _ in documents.entries}
    owners = {program.id: document.id for document, found in documents.entries for program in found}
    entries = list(documents.entries)
    failed = [*documents.failed, *beside.failed]
    for document, programs in beside.entries:
        if document.id in taken:
            failed.append(Failure(document.id, "a document has the same name; rename that file"))
            continue
        for program in programs:
            if owner := owners.get(program.id):
                words = f"its programme {program.id} is already in {owner}"
                failed.append(Failure(document.id, words))
        entries.append((document, tuple(p for p in programs if p.id not in owners)))
    gone = {**beside.gone, **documents.gone}
    return replace(documents, entries=tuple(entries), failed=tuple(failed), gone=gone)
