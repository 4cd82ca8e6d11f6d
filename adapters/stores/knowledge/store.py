"""Knowledge versions as rows of a SQL database; nothing here knows what a programme means."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC
from typing import Any

import numpy as np
from sqlalchemy import Connection, Engine, Row, Table, and_, delete, event, insert, select
from sqlalchemy.engine import ExceptionContext
from sqlalchemy.exc import DatabaseError, IntegrityError

from adapters.stores.knowledge.tables import (
    ACTIVE,
    DOCUMENTS,
    METADATA,
    PASSAGES,
    PROGRAMS,
    VECTORS,
    VERSIONS,
)
from knowledge.documents import Document, Passage, text_digest
from knowledge.errors import NoVersion, StoreFailed
from knowledge.ports import Contents, Manifest, ModelCard, Vectors
from knowledge.programs import Language
from knowledge.programs_json import from_json, to_json
from knowledge.records import decode, encode

SOME = 500  # names in one statement; SQLite stops at 32,766


class SqlKnowledge:
    """A ``KnowledgeStore``. The tables are made where they are missing."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        event.listen(engine, "handle_error", _translate)
        METADATA.create_all(engine)

    def active(self) -> Manifest | None:
        return self._slot("active")

    def previous(self) -> Manifest | None:
        return self._slot("previous")

    def manifests(self) -> Sequence[Manifest]:
        order = VERSIONS.c.created_at, VERSIONS.c.version
        with self._engine.connect() as connection:
            return [_manifest(row) for row in connection.execute(select(VERSIONS).order_by(*order))]

    def write(self, manifest: Manifest, contents: Contents) -> None:
        with self._engine.begin() as connection:
            connection.execute(insert(VERSIONS), [_version_row(manifest)])
            for table, rows in _rows(manifest.version, contents):
                if rows:
                    connection.execute(insert(table), rows)

    def read(self, version: str) -> Contents:
        with self._engine.connect() as connection:
            manifest = _find(connection, version)
            contents = Contents(
                tuple(_document(row) for row in _in_order(connection, DOCUMENTS, version)),
                tuple(from_json(row.record) for row in _in_order(connection, PROGRAMS, version)),
                tuple(_passage(row) for row in _in_order(connection, PASSAGES, version)),
            )
        if (
            len(contents.documents) != manifest.documents
            or len(contents.passages) != manifest.passages
        ):
            raise NoVersion(f"version {version} was dropped while it was read")
        return contents

    def activate(self, version: str) -> None:
        with self._engine.begin() as connection:
            _find(connection, version)
            before = connection.scalar(select(ACTIVE.c.version).where(ACTIVE.c.slot == "active"))
            if before == version:
                return
            connection.execute(delete(ACTIVE))
            slots = {"active": version, "previous": before}
            rows = [{"slot": slot, "version": name} for slot, name in slots.items() if name]
            connection.execute(insert(ACTIVE), rows)

    def drop(self, version: str) -> None:
        with self._engine.begin() as connection:
            _find(connection, version)
            if connection.scalar(select(ACTIVE.c.slot).where(ACTIVE.c.version == version)):
                raise ValueError(f"version {version} is active or kept for a rollback")
            for table in (DOCUMENTS, PROGRAMS, PASSAGES, VERSIONS):
                connection.execute(delete(table).where(table.c.version == version))

    def vectors(self, model: ModelCard, digests: Sequence[str]) -> Mapping[str, Vectors]:
        found: dict[str, Vectors] = {}
        with self._engine.connect() as connection:
            for some in _portions(digests):
                wanted = and_(
                    VECTORS.c.model_checksum == model.checksum, VECTORS.c.digest.in_(some)
                )
                for row in connection.execute(select(VECTORS).where(wanted)):
                    found[row.digest] = np.frombuffer(row.vector, dtype="<f4")
        return found

    def keep_vectors(self, model: ModelCard, vectors: Mapping[str, Vectors]) -> None:
        with self._engine.begin() as connection:
            for some in _portions(list(vectors)):
                ours = VECTORS.c.model_checksum == model.checksum
                connection.execute(delete(VECTORS).where(ours, VECTORS.c.digest.in_(some)))
                connection.execute(
                    insert(VECTORS), [_vector_row(model, name, vectors[name]) for name in some]
                )

    def forget_vectors(self) -> None:
        needed = (
            select(VERSIONS.c.version)
            .join(PASSAGES, PASSAGES.c.version == VERSIONS.c.version)
            .where(
                VERSIONS.c.model_checksum == VECTORS.c.model_checksum,
                PASSAGES.c.digest == VECTORS.c.digest,
            )
        )
        with self._engine.begin() as connection:
            connection.execute(delete(VECTORS).where(~needed.exists()))

    def _slot(self, slot: str) -> Manifest | None:
        query = select(VERSIONS).join(ACTIVE, ACTIVE.c.version == VERSIONS.c.version)
        with self._engine.connect() as connection:
            row = connection.execute(query.where(ACTIVE.c.slot == slot)).first()
        return _manifest(row) if row else None


def _find(connection: Connection, version: str) -> Manifest:
    row = connection.execute(select(VERSIONS).where(VERSIONS.c.version == version)).first()
    if row is None:
        raise NoVersion(f"there is no version {version}")
    return _manifest(row)


def _in_order(connection: Connection, table: Table, version: str) -> Iterator[Row[Any]]:
    yield from connection.execute(
        select(table).where(table.c.version == version).order_by(table.c.position)
    )


def _portions(names: Sequence[str]) -> Iterator[Sequence[str]]:
    for start in range(0, len(names), SOME):
        yield names[start : start + SOME]


def _translate(context: ExceptionContext) -> None:
    """A full disk is no bug: whoever reloads is told in a line."""
    wrong = context.sqlalchemy_exception
    if isinstance(wrong, DatabaseError) and not isinstance(wrong, IntegrityError):
        told = str(wrong.orig).strip().partition("\n")[0]  # nothing of what was written
        raise StoreFailed(f"the database of the knowledge cannot be used: {told}") from wrong


def _version_row(manifest: Manifest) -> dict[str, Any]:
    return {
        "version": manifest.version,
        "created_at": manifest.created_at.astimezone(UTC),
        "model_name": manifest.model.name,
        "model_dimension": manifest.model.dimension,
        "model_checksum": manifest.model.checksum,
        "fingerprint": manifest.fingerprint,
        "documents": manifest.documents,
        "programs": manifest.programs,
        "passages": manifest.passages,
    }


def _manifest(row: Row[Any]) -> Manifest:
    created = row.created_at  # SQLite keeps no zone; what was written is UTC
    return Manifest(
        version=row.version,
        created_at=created if created.tzinfo else created.replace(tzinfo=UTC),
        model=ModelCard(row.model_name, row.model_dimension, row.model_checksum),
        fingerprint=row.fingerprint,
        documents=row.documents,
        programs=row.programs,
        passages=row.passages,
    )


def _rows(version: str, contents: Contents) -> Iterator[tuple[Table, list[dict[str, Any]]]]:
    yield (
        DOCUMENTS,
        [
            {"version": version, "position": n, "id": d.id, "record": _document_json(d)}
            for n, d in enumerate(contents.documents)
        ],
    )
    yield (
        PROGRAMS,
        [
            {"version": version, "position": n, "id": p.id, "record": to_json(p)}
            for n, p in enumerate(contents.programs)
        ],
    )
    yield (
        PASSAGES,
        [
            {"version": version, "position": n} | _passage_row(p)
            for n, p in enumerate(contents.passages)
        ],
    )


def _document_json(document: Document) -> str:
    bare = replace(document, front_matter={})
    return json.dumps(encode(bare), ensure_ascii=False, separators=(",", ":"))


def _document(row: Row[Any]) -> Document:
    return decode(Document, json.loads(row.record))


def _passage_row(passage: Passage) -> dict[str, Any]:
    return {
        "id": passage.id,
        "document": passage.document,
        "program": passage.program,
        "language": passage.language.value,
        "headings": json.dumps(passage.headings, ensure_ascii=False),
        "start": passage.start,
        "end": passage.end,
        "text": passage.text,
        "digest": text_digest(passage.text),
    }


def _passage(row: Row[Any]) -> Passage:
    return Passage(
        id=row.id,
        document=row.document,
        text=row.text,
        language=Language(row.language),
        headings=tuple(json.loads(row.headings)),
        start=row.start,
        end=row.end,
        program=row.program,
    )


def _vector_row(model: ModelCard, digest: str, vector: Vectors) -> dict[str, Any]:
    data = np.ascontiguousarray(vector, dtype="<f4").tobytes()
    return {"model_checksum": model.checksum, "digest": digest, "vector": data}
