"""The conversations that the READMEs show are what is answered."""

from __future__ import annotations

import re
import uuid
from datetime import datetime
from pathlib import Path

import pytest

from bot.bootstrap import Service
from bot.messages import Question

ROOT = Path(__file__).parents[2]
READMES = ("README.md", "README.ko.md", "README.ja.md")
MOMENT = datetime.fromisoformat("2026-11-22T10:00:00+09:00")
ASKED = "👤 **"
LEFT_OUT = ("", "---", "…")


def conversation(readme: str, language: str) -> list[tuple[str, list[str]]]:
    """Each question with the lines of its answer."""
    text = (ROOT / readme).read_text("utf-8")
    found = re.search(rf"<!-- conversation {language} -->\n(.*?)<!-- end -->", text, re.DOTALL)
    assert found, readme
    turns: list[tuple[str, list[str]]] = []
    for line in found[1].splitlines():
        said = line.removeprefix(">").strip().removesuffix("\\").strip()
        if said.startswith(ASKED):
            turns.append((said.removeprefix(ASKED).removesuffix("**"), []))
        elif said not in LEFT_OUT:
            turns[-1][1].append(said)
    return turns


@pytest.mark.parametrize("language", ["ko", "ja"])
def test_the_readmes_show_the_same_conversations(language: str) -> None:
    first, *others = (conversation(readme, language) for readme in READMES)
    assert first
    assert others == [first, first]


@pytest.mark.asyncio(loop_scope="session")
@pytest.mark.parametrize("language", ["ko", "ja"])
async def test_what_the_readme_shows_is_answered(service: Service, language: str) -> None:
    name = f"readme:{uuid.uuid4()}"
    for asked, shown in conversation(READMES[0], language):
        reply = await service.concierge.ask(Question(name, asked, as_of=MOMENT))
        told = [line.strip() for line in reply.text.splitlines()]
        assert [line for line in shown if line not in told] == [], reply.text
