"""The same suite on the knowledge store in memory and in SQL."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import numpy as np
import pytest
from sqlalchemy.engine import make_url

from adapters.stores.database import database_url, open_engine
from adapters.stores.knowledge import SqlKnowledge
from adapters.stores.knowledge.tables import METADATA
from knowledge.documents import Document, Passage, blocks_in, text_digest
from knowledge.errors import NoVersion
from knowledge.ports import Contents, KnowledgeStore, Manifest, ModelCard
from knowledge.programs import Bilingual, Country, Language, Program, Source
from tests.fakes.knowledge import CARD, MemoryKnowledge

OTHER = ModelCard("other", 64, "0" * 64)
SOURCES = (Source("공고", "https://example.org", date(2026, 5, 14), date(2026, 8, 19)),)
DOCUMENT = Document(
    "jp/a",
    "지원",
    blocks_in([("대상", ("대상",)), ("중소기업입니다.", ("대상",))]),
    "d" * 64,
    Bilingual("지원", "支援", frozenset({Language.KO})),
    date(2026, 5, 14),
    sources=SOURCES,
    front_matter={"closes": date(2026, 1, 1)},
)
NAME = Bilingual("지원", "支援")
PROGRAM = Program("a", Country.JP, NAME, NAME, "grant", NAME, "jp/a", sources=SOURCES)
PASSAGES = (
    Passage("jp/a#1", "jp/a", "대상\n중소기업입니다.", Language.KO, ("대상",), 0, 12, "a"),
    Passage("jp/a#2", "jp/a", "支援", Language.JA),
)
CONTENTS = Contents((DOCUMENT,), (PROGRAM,), PASSAGES)


@pytest.fixture(params=["memory", "sqlite", "postgresql"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[KnowledgeStore]:
    if request.param == "memory":
        yield MemoryKnowledge()
        return
    address = "" if request.param == "sqlite" else request.getfixturevalue("postgresql")
    engine = open_engine(database_url(address, tmp_path / "data"))
    METADATA.drop_all(engine)
    yield SqlKnowledge(engine)
    engine.dispose()


def manifest(version: str, model: ModelCard = CARD) -> Manifest:
    created = datetime(2026, 11, 22, tzinfo=UTC) + timedelta(seconds=int(version[1:]))
    return Manifest(version, created, model, "f" * 64, 1, 1, 2)


def test_a_version_comes_back_as_it_was_written(store: KnowledgeStore) -> None:
    store.write(manifest("v1"), CONTENTS)

    bare = replace(DOCUMENT, front_matter={})
    assert store.read("v1") == replace(CONTENTS, documents=(bare,))
    assert list(store.manifests()) == [manifest("v1")]


def test_nobody_sees_a_version_before_it_is_activated(store: KnowledgeStore) -> None:
    store.write(manifest("v1"), CONTENTS)
    assert store.active() is None

    store.activate("v1")

    assert store.active() == manifest("v1")
    assert store.previous() is None


def test_the_version_before_is_kept_for_the_way_back(store: KnowledgeStore) -> None:
    for version in ("v1", "v2", "v3"):
        store.write(manifest(version), CONTENTS)
        store.activate(version)
    assert store.previous() == manifest("v2")

    store.activate("v2")

    assert store.active() == manifest("v2")
    assert store.previous() == manifest("v3")


def test_activating_the_active_one_changes_nothing(store: KnowledgeStore) -> None:
    for version in ("v1", "v2"):
        store.write(manifest(version), CONTENTS)
        store.activate(version)

    store.activate("v2")

    assert store.previous() == manifest("v1")


def test_only_versions_out_of_use_can_be_dropped(store: KnowledgeStore) -> None:
    for version in ("v1", "v2", "v3"):
        store.write(manifest(version), CONTENTS)
        store.activate(version)

    store.drop("v1")

    assert [m.version for m in store.manifests()] == ["v2", "v3"]
    for version in ("v2", "v3"):
        with pytest.raises(ValueError, match=version):
            store.drop(version)


def test_what_is_not_there_is_said(store: KnowledgeStore) -> None:
    for act in (store.read, store.activate, store.drop):
        with pytest.raises(NoVersion, match="v9"):
            act("v9")


def test_vectors_are_kept_by_model_and_text(store: KnowledgeStore) -> None:
    rows = {f"{n:064}": np.full(64, n, dtype=np.float32) for n in range(1200)}

    store.keep_vectors(CARD, rows)
    store.keep_vectors(CARD, rows)
    found = store.vectors(CARD, [*rows, "missing"])

    assert found.keys() == rows.keys()
    assert np.array_equal(found[f"{7:064}"], rows[f"{7:064}"])
    assert store.vectors(OTHER, list(rows)) == {}


def test_vectors_that_no_version_needs_are_forgotten(store: KnowledgeStore) -> None:
    needed, rest = text_digest(PASSAGES[0].text), "0" * 64
    row = np.ones(64, dtype=np.float32)
    store.write(manifest("v1"), CONTENTS)
    for model in (CARD, OTHER):
        store.keep_vectors(model, {needed: row, rest: row})

    store.forget_vectors()

    assert store.vectors(CARD, [needed, rest]).keys() == {needed}
    assert store.vectors(OTHER, [needed, rest]) == {}


def test_an_empty_address_is_a_file_in_the_data_directory(tmp_path: Path) -> None:
    assert database_url("", tmp_path).database == str(tmp_path / "concierge.sqlite3")
    assert database_url("postgresql://u@h/d", tmp_path) == make_url("postgresql://u@h/d")
