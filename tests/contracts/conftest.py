"""What is slow to make, made once: the converted model and the analysers."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from itertools import count
from pathlib import Path

import pytest

from adapters.embeddings.e5.bundled import BundledE5
from adapters.morphemes import open_morphemes
from knowledge.ports import Morphemes
from knowledge.programs import Language
from tests.loopback.postgres import postgres, programs


@pytest.fixture(scope="session")
def models_dir() -> Path:
    """Converted models are kept between runs, where the concierge itself keeps them."""
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    return Path(os.environ.get("CONCIERGE_MODELS_DIR") or cache / "sme-concierge" / "models")


@pytest.fixture(scope="session")
def bundled(models_dir: Path) -> BundledE5:
    return BundledE5(models_dir)


@pytest.fixture(scope="session")
def morphemes() -> Mapping[Language, Morphemes]:
    return open_morphemes()


_databases = count(1)


@pytest.fixture(scope="session")
def postgresql_server() -> Iterator[str]:
    """That of ``TEST_DATABASE_URL``, else one of our own; skips where there is neither."""
    pytest.importorskip("psycopg", reason="psycopg is not installed")
    if given := os.environ.get("TEST_DATABASE_URL", ""):
        yield given
        return
    if programs() is None:
        pytest.skip("no PostgreSQL server is installed here and TEST_DATABASE_URL names none")
    with postgres() as address:
        yield address


@pytest.fixture
def postgresql(postgresql_server: str) -> str:
    """The address of an empty database."""
    import psycopg  # noqa: PLC0415 - an extra

    name = f"contract_{os.getpid()}_{next(_databases)}"
    with psycopg.connect(postgresql_server, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}".encode())
    return f"{postgresql_server.rpartition('/')[0]}/{name}"
