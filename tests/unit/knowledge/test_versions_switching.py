"""Switching to a version, going back, and what may not be switched to."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime
from threading import Barrier

import pytest

from knowledge.errors import (
    ForeignModel,
    NoVersion,
    ReloadRunning,
)
from knowledge.ports import ModelCard
from knowledge.versions.lock import sole_builder
from knowledge.versions.reloading import Versions
from tests.fakes.knowledge import FakeEmbedder
from tests.fakes.sheets import sheet


def test_rollback_goes_back_and_again_forward(versions: Versions) -> None:
    first = versions.reload().version
    sheet(versions.documents, "loan", "융자")
    second = versions.reload().version

    assert versions.rollback() == first
    assert "loan" not in versions.open_active().programs
    assert versions.reload().version == second


def test_two_versions_are_kept_and_no_more(versions: Versions) -> None:
    with pytest.raises(NoVersion, match="no earlier version"):
        versions.rollback()
    made = []
    for number in range(4):
        sheet(versions.documents, "export", closes=f"2026-12-0{number + 1}")
        made.append(versions.reload().version)

    assert {manifest.version for manifest in versions.store.manifests()} == set(made[-2:])
    assert set(versions.vectors.versions()) == set(made[-2:])


def test_a_lost_index_is_built_again(versions: Versions) -> None:
    first = versions.reload().version
    versions.vectors.drop(first)
    later = replace(versions, now=lambda: datetime(2030, 1, 1, tzinfo=UTC))

    second = later.reload().version

    assert second != first
    assert set(versions.vectors.versions()) == {second}


def test_another_model_is_refused_until_a_reload(versions: Versions) -> None:
    first = versions.reload().version
    other = replace(versions, embedder=FakeEmbedder(ModelCard("other", 64, "1" * 64)))

    with pytest.raises(ForeignModel, match=r"built with the embedding model fake.*bot reload"):
        other.open_active()
    report = other.reload()

    assert report.version != first
    assert report.unchanged == 2
    assert other.open_active().model.name == "other"
    with pytest.raises(ForeignModel):
        other.rollback()


def test_one_builds_at_a_time(versions: Versions) -> None:
    since = datetime(2026, 11, 22, 1, 53, tzinfo=UTC)

    with (
        sole_builder(versions.lock, since),
        pytest.raises(ReloadRunning, match=r"process \d+, since 2026-11-22T01:53"),
    ):
        versions.reload()

    assert versions.reload().version


def test_twenty_reloads_at_once_make_one_version_and_nobody_waits(versions: Versions) -> None:
    together = Barrier(20)

    def reload(_: int) -> str:
        together.wait(10)
        try:
            return versions.reload().version
        except ReloadRunning as error:
            return str(error)

    with ThreadPoolExecutor(20) as pool:
        said = set(pool.map(reload, range(20)))
    (version,) = [manifest.version for manifest in versions.store.manifests()]
    assert version in said
    assert all(one == version or "another reload is running" in one for one in said)
