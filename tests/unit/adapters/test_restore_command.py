"""What ``restore`` says, and what it refuses."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from adapters.stores.backup import back_up
from adapters.stores.backup.forgotten import ForgottenFiles
from bot.__main__ import main
from tests.unit.adapters.test_forgotten import MINE, talked


@pytest.fixture
def house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("CONCIERGE_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setenv("DATABASE_URL", "")
    return asyncio.run(talked(tmp_path / "data"))


@pytest.mark.parametrize("age", [timedelta(hours=1), timedelta(days=200)])
def test_it_says_whom_it_erased_again_and_how_far_it_knows(
    house: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], age: timedelta
) -> None:
    now = datetime.now(UTC)
    file = back_up(house, tmp_path / "b", now - age, 14)
    asyncio.run(ForgottenFiles(house).note({MINE}, now))
    assert main(["restore", str(file)]) == 0
    said, warned = capsys.readouterr()
    assert "erased again, rows: " in said
    assert "1 in memory" in said
    assert ("older than the 90 days" in warned) == (age > timedelta(days=90))


def test_after_another_tool_only_the_forgotten_go(
    house: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    asyncio.run(ForgottenFiles(house).note({MINE}, datetime.now(UTC)))
    assert main(["restore", "--forgotten-since", "2026-11-01T00:00:00+09:00"]) == 0
    assert "1 in memory" in capsys.readouterr().out


@pytest.mark.parametrize("words", [[], ["--forgotten-since", "yesterday"], ["none.tar"]])
def test_what_cannot_be_restored_is_bad_input(house: Path, words: list[str]) -> None:
    assert house.is_dir()
    assert main(["restore", *words]) == 2
