"""One version, opened: what every answer is given from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType

from knowledge.documents import Document, Passage
from knowledge.errors import ForeignModel, NoVersion
from knowledge.ports import KnowledgeStore, Manifest, ModelCard
from knowledge.programs import Program
from knowledge.records import BadRecord


@dataclass(frozen=True, slots=True)
class KnowledgeBase:
    """Immutable: a turn that began with it ends with it, whatever is reloaded meanwhile.

    Mappings are by id, in the order of the documents' paths. ``created_at`` is aware, in UTC.
    """

    version: str
    created_at: datetime
    model: ModelCard
    programs: Mapping[str, Program]
    documents: Mapping[str, Document]
    passages: Mapping[str, Passage]


def open_active(store: KnowledgeStore, model: ModelCard) -> KnowledgeBase:
    """The active version. Raises ``NoVersion``, or ``ForeignModel`` where it was built with another
    model than ``model``.
    """
    manifest = store.active()
    if manifest is None:
        raise NoVersion("nothing has been loaded yet; run: python -m bot reload")
    check_model(manifest, model)
    try:
        return _opened(store, manifest)
    except BadRecord as error:
        raise NoVersion(
            "the knowledge was written by another release of this program; "
            "run: python -m bot reload"
        ) from error
    except NoVersion:  # replaced twice and dropped between the two reads
        again = store.active()
        if again is None or again.version == manifest.version:
            raise
        return open_active(store, model)


def open_previous(store: KnowledgeStore, model: ModelCard) -> KnowledgeBase:
    """The version before the active one. Raises ``NoVersion`` or ``ForeignModel``."""
    manifest = store.previous()
    if manifest is None:
        raise NoVersion("there is no earlier version")
    check_model(manifest, model)
    try:
        return _opened(store, manifest)
    except BadRecord as error:
        raise NoVersion("the earlier version was written by another release") from error


def check_model(manifest: Manifest, model: ModelCard) -> None:
    """Raises ``ForeignModel``: vectors of two models cannot be compared."""
    if (manifest.model.checksum, manifest.model.dimension) != (model.checksum, model.dimension):
        raise ForeignModel(
            f"the knowledge was built with the embedding model {manifest.model.name}, "
            f"now {model.name} is set; run: python -m bot reload (or set the former model again)"
        )


def _opened(store: KnowledgeStore, manifest: Manifest) -> KnowledgeBase:
    contents = store.read(manifest.version)
    return KnowledgeBase(
        manifest.version,
        manifest.created_at,
        manifest.model,
        MappingProxyType({program.id: program for program in contents.programs}),
        MappingProxyType({document.id: document for document in contents.documents}),
        MappingProxyType({passage.id: passage for passage in contents.passages}),
    )
