"""A small knowledge on real stores, two versions old; damaged by each test in its own way."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.drills.reloading import versions, write


@pytest.fixture(scope="session")
def two_versions(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Generation 1 is the version before, generation 2 the active one."""
    folder = tmp_path_factory.mktemp("two")
    for generation in (1, 2):
        write(folder, generation)
        made, search = versions(folder)
        made.reload()
        made.store._engine.dispose()
        search.vectors.close()
    return folder


@pytest.fixture
def folder(two_versions: Path, tmp_path: Path) -> Path:
    """A copy of them, to be damaged."""
    return shutil.copytree(two_versions, tmp_path / "data")
