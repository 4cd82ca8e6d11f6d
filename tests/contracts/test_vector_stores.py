"""Every vector store keeps versions apart and finds the nearest first."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from adapters.stores.chroma import ChromaDirectories, ChromaServer
from knowledge.errors import NoVersion
from knowledge.ports import Vectors, VectorStore
from tests.fakes.knowledge import MemoryVectors
from tests.loopback.chroma_server import chroma_server

IDS = ["a#1", "b#1", "c#1"]


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ChromaServer]:
    with chroma_server(tmp_path_factory.mktemp("server")) as url:
        store = ChromaServer(url)
        yield store
        store.close()


@pytest.fixture(params=["memory", "directories", "server"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> VectorStore:
    if request.param == "memory":
        return MemoryVectors()
    if request.param == "directories":
        return ChromaDirectories(tmp_path / "chroma")
    store: ChromaServer = request.getfixturevalue("server")
    for version in store.versions():
        store.drop(version)
    return store


def build(store: VectorStore, version: str, vectors: Vectors) -> None:
    ids = [f"{n}" for n in range(len(vectors))] if len(vectors) != len(IDS) else IDS
    rows = [{"language": "ko", "document": id} for id in ids]
    store.build(version, ids, vectors, [f"text {id}" for id in ids], rows)


def test_the_nearest_comes_first_with_its_cosine(store: VectorStore) -> None:
    build(store, "v1", np.eye(3, 8, dtype=np.float32))
    question = np.array([0, 0.8, 0.6, 0, 0, 0, 0, 0], np.float32)
    hits = store.open("v1").nearest(question, 2)
    assert [hit.id for hit in hits] == ["b#1", "c#1"]
    assert [hit.score for hit in hits] == pytest.approx([0.8, 0.6], abs=1e-5)


def test_none_of_the_nearest_is_missed(store: VectorStore) -> None:
    chance = np.random.default_rng(7)
    crowded = np.repeat(chance.standard_normal((20, 32)), 60, axis=0)
    vectors = (crowded + 0.05 * chance.standard_normal(crowded.shape)).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    build(store, "v1", vectors)
    index = store.open("v1")
    for row in vectors[::40]:
        nearest = np.argsort(-(vectors @ row), kind="stable")[:100]
        assert {hit.id for hit in index.nearest(row, 100)} == {f"{n}" for n in nearest}


def test_more_than_there_are_gives_all(store: VectorStore) -> None:
    build(store, "v1", np.eye(3, 8, dtype=np.float32))
    assert len(store.open("v1").nearest(np.ones(8, np.float32), 50)) == 3


def test_versions_stand_beside_each_other_until_dropped(store: VectorStore) -> None:
    build(store, "v1", np.eye(3, 8, dtype=np.float32))
    build(store, "v2", np.eye(3, 8, k=3, dtype=np.float32))
    assert sorted(store.versions()) == ["v1", "v2"]
    store.drop("v1")
    assert list(store.versions()) == ["v2"]
    assert store.open("v2").nearest(np.eye(8, dtype=np.float32)[4], 1)[0].id == "b#1"


def test_dropping_what_is_not_there_changes_nothing(store: VectorStore) -> None:
    store.drop("v9")
    assert list(store.versions()) == []


def test_a_version_built_again_is_the_new_one(store: VectorStore) -> None:
    build(store, "v1", np.eye(3, 8, dtype=np.float32))
    build(store, "v1", np.eye(3, 8, k=3, dtype=np.float32))
    assert store.open("v1").nearest(np.eye(8, dtype=np.float32)[3], 1)[0].score > 0.99


def test_what_is_not_there_is_no_version(store: VectorStore) -> None:
    with pytest.raises(NoVersion):
        store.open("v9")


def test_more_rows_than_a_batch_are_all_there(store: VectorStore) -> None:
    vectors = np.random.default_rng(1).normal(size=(5_600, 8)).astype(np.float32)
    build(store, "v1", vectors)
    assert store.open("v1").nearest(vectors[5_599], 1)[0].id == "5599"


def test_another_process_finds_what_was_built(tmp_path: Path) -> None:
    first, second = ChromaDirectories(tmp_path), ChromaDirectories(tmp_path)
    with pytest.raises(NoVersion):
        second.open("v1")
    build(first, "v1", np.eye(3, 8, dtype=np.float32))
    assert second.open("v1").nearest(np.eye(8, dtype=np.float32)[0], 1)[0].id == "a#1"
    first.drop("v1")
    assert list(second.versions()) == []
