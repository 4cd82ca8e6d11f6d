"""Conversations as people have them, written in their languages, with what must hold of each reply."""

from __future__ import annotations

import re
import tomllib
import uuid
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from bot.bootstrap import Service
from bot.commands.forms import reply_form
from bot.messages import Question

FOLDER = Path(__file__).parent
DIALOGUES = [
    pytest.param(path.stem, dialogue, id=f"{path.stem}-{dialogue['name']}")
    for path in sorted(FOLDER.glob("*.toml"))
    for dialogue in tomllib.loads(path.read_text("utf-8"))["dialogue"]
]


@pytest.mark.asyncio(loop_scope="session")
@pytest.mark.parametrize(("language", "dialogue"), DIALOGUES)
async def test_dialogue(service: Service, language: str, dialogue: dict[str, Any]) -> None:
    moment = datetime.fromisoformat(dialogue.get("as_of", "2026-11-22T10:00:00+09:00"))
    conversation = f"dialogue:{uuid.uuid4()}"
    for turn in dialogue["turns"]:
        question = Question(conversation, turn["asks"], as_of=moment)
        form = reply_form(await service.concierge.ask(question))
        assert form["language"] == turn.get("language", language), form["text"]
        hold(turn, form)


def hold(turn: dict[str, Any], form: dict[str, Any]) -> None:
    text, said = form["text"], f"{turn['asks']}\n---\n{form['text']}"
    for pattern in turn.get("matches", ()):
        assert re.search(pattern, text), f"lacks /{pattern}/\n{said}"
    for pattern in turn.get("lacks", ()):
        assert not re.search(pattern, text), f"has /{pattern}/\n{said}"
    if "first" in turn:
        assert re.search(turn["first"], text.splitlines()[0]), f"first line\n{said}"
    if "outcome" in turn:
        assert turn["outcome"] == form["outcome"], said
    if "asks_for" in turn:
        asked = (form["follow_up"] or {}).get("fact")
        assert turn["asks_for"] == (asked or ""), said
    shown = {program["id"]: program for program in form["programs"]}
    for id, facts in turn.get("programs", {}).items():
        assert id in shown, f"{id} not among {list(shown)}\n{said}"
        for key, value in facts.items():
            assert shown[id][key] == value, f"{id} {key}\n{said}"
    for id in turn.get("not_programs", ()):
        assert id not in shown, said
