"""The same suite on what is kept of readings, in memory and in SQL."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from adapters.stores.database import database_url, open_engine
from adapters.stores.readings import SqlReadings, metadata
from knowledge.versions.readings import Readings
from tests.fakes.knowledge import MemoryReadings

KEY, OTHER = "a" * 64, "b" * 64


@pytest.fixture(params=["memory", "sqlite", "postgresql"])
def readings(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Readings]:
    if request.param == "memory":
        yield MemoryReadings()
        return
    address = "" if request.param == "sqlite" else request.getfixturevalue("postgresql")
    engine = open_engine(database_url(address, tmp_path / "data"))
    metadata.drop_all(engine)
    yield SqlReadings(engine)
    engine.dispose()


def test_what_is_kept_is_found(readings):
    readings.keep({KEY: "지원 대상\n中小企業", OTHER: "[]"})
    assert readings.find(KEY) == "지원 대상\n中小企業"
    assert readings.find("c" * 64) is None


def test_a_key_kept_again_holds_the_later_text(readings):
    readings.keep({KEY: "before"})
    readings.keep({KEY: "after"})
    assert readings.find(KEY) == "after"


def test_all_but_the_named_are_forgotten(readings):
    many = {f"{number:064d}": "x" for number in range(600)}
    readings.keep({**many, KEY: "stays"})
    readings.forget_all_but({KEY})
    assert readings.find(KEY) == "stays"
    assert not any(readings.find(key) for key in many)
    readings.forget_all_but(set())
    assert readings.find(KEY) is None
