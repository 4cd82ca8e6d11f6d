"""``python -m bot propose``: the same from a terminal, beside a house that serves."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path

import pytest

from bot.__main__ import main
from tests.conftest import GIVEN
from tests.fakes.notices import SECOND
from tests.loopback import model_characters as characters
from tests.scenarios.models.proposing import FRUIT, pointing

pytestmark = pytest.mark.asyncio(loop_scope="session")

WINDOW = {"kind": "window", "quote": "2027년 1월 5일부터 1월 15일까지"}


@pytest.fixture
def terminal(proposer, monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    """The settings of the house in the environment."""
    house = proposer.service.settings
    monkeypatch.chdir(tmp_path)
    for name, value in {
        **GIVEN,
        "CONCIERGE_DATA_DIR": str(house.data_dir),
        "CONCIERGE_DOCUMENTS": str(house.documents),
        "CONCIERGE_MODEL": house.model.name,
        "CONCIERGE_MODEL_URL": house.model.url,
    }.items():
        monkeypatch.setenv(name, value)
    return monkeypatch


async def run(*arguments: str) -> int:
    """In a thread: the model answers on this loop."""
    return await asyncio.to_thread(main, ["propose", *arguments])


async def test_a_document_that_is_named_is_asked_about(proposer, terminal, capsys):
    proposer.server.character = pointing(WINDOW)
    assert await run(FRUIT, "--json") == 0
    told = capsys.readouterr()
    (line,) = told.out.splitlines()
    (asked,) = json.loads(line)["asked"]
    assert (asked["document"], asked["failure"]) == (FRUIT, None)
    assert [(p["kind"], p["quote"]) for p in asked["proposals"]] == [("window", SECOND)]
    assert "1/1" in told.err
    assert asked["proposals"][0]["key"] in [m.fact.key for m in proposer.docket.proposed()]


async def test_a_model_that_fails_everywhere_is_exit_1(proposer, terminal, capsys):
    proposer.server.character = characters.broken_json
    assert await run(FRUIT) == 1
    assert "failed: broken" in capsys.readouterr().err


async def test_what_cannot_be_asked_is_exit_2_and_one_line(terminal, capsys):
    assert await run("nothing-of-the-kind") == 2
    assert capsys.readouterr().err.startswith("error: nothing-of-the-kind: no programme")
    terminal.setenv("CONCIERGE_MODEL", "")
    assert await run() == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert "set CONCIERGE_MODEL" in line
