"""Every word of the console is there in all its languages."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import prompts
from bot.console.words import LANGUAGES, Words
from bot.counters.feedback import REASONS
from bot.counters.wrong import FACTS
from bot.handoff.cases import CaseState
from bot.messages import Outcome
from bot.needs.needs import Unmet
from bot.oversight.facts import Choice, FactKind
from knowledge.frontmatter.vocabulary import tables
from knowledge.programs import (
    Arrival,
    ConditionKind,
    Country,
    Coverage,
    Operator,
    Status,
    Strength,
    Warning,
    WindowKind,
)
from knowledge.versions.report import Gone

ROOT = Path(__file__).parents[3]
BOOKS = prompts.load(prompts.FOLDER / "console")
WEB = ROOT / "adapters" / "channels" / "web"
GROUPS = {
    "standing": Status,
    "country": Country,
    "coverage": Coverage,
    "operator": Operator,
    "strength": Strength,
    "warning": Warning,
    "window": WindowKind,
    "arrival": Arrival,
    "kind_of_condition": ConditionKind,
    "kind_of_fact": FactKind,
    "choice": Choice,
    "case": CaseState,
    "outcome": Outcome,
    "unmet": Unmet,
    "gone": Gone,
    "fact": FACTS,
    "reason": REASONS,
    "kind": tables()["kinds"],
}


def test_korean_japanese_and_english_have_the_same_keys_and_placeholders():
    assert set(BOOKS) == set(LANGUAGES)  # load() itself refuses any gap between them


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_code_has_its_word(language):
    wanted = {f"{group}.{code}" for group, codes in GROUPS.items() for code in codes}
    assert wanted - BOOKS[language].keys() == set()


def test_every_phrase_that_a_page_or_the_code_says_is_there():
    said = set()
    for path in [*WEB.rglob("*.html"), *(ROOT / "bot" / "console").glob("*.py")]:
        text = path.read_text(encoding="utf-8")
        said |= set(re.findall(r'\b(?:t|words|self)\("([a-z_]+\.[a-zA-Z_0-9]+)"', text))
    assert len(said) > 150
    whole = {key for key in said if not key.endswith("_")}  # the others are put together
    assert whole - BOOKS["en"].keys() == set()


def test_every_refusal_of_an_act_can_be_told():
    told = set()
    for path in [*(ROOT / "bot" / "console").glob("acts.py"), WEB / "door.py"]:
        text = path.read_text(encoding="utf-8")
        told |= set(re.findall(r'BadInput\("([a-z_]+)"\)', text))
        told |= set(re.findall(r'"(no_\w+|too_often|wrong_token)"', text))
    assert {f"refused.{code}" for code in told} - BOOKS["ko"].keys() == set()


def test_every_act_of_the_record_has_its_word_in_the_chat_and_on_the_page():
    spoken = prompts.load()["ko"].keys()
    acts = {key.removeprefix("acts.") for key in spoken if key.startswith("acts.")}
    assert {f"act.{act}" for act in acts} - BOOKS["en"].keys() == set()
    source = (ROOT / "bot" / "console" / "acts.py").read_text(encoding="utf-8")
    ours = set(re.findall(r'record\(who, "([a-z_]+)"', source)) | {"sign_in", "sign_out"}
    assert ours <= acts


def test_no_phrase_is_in_the_script_of_another_language():
    for key in BOOKS["ko"].keys() - {"title.language_ko", "title.language_ja"}:
        if key == "date.weekdays":
            continue
        for language, foreign in (
            ("ko", "[ぁ-ヿ]"),
            ("ja", "[가-힣]"),
            ("en", "[ぁ-ヿ가-힣一-龥]"),
        ):
            assert not re.search(foreign, BOOKS[language].say(key, **_seven(language, key))), key


def test_a_span_is_told_in_its_largest_unit():
    words = Words(BOOKS["en"], prompts.load())
    assert [words.span(s) for s in (5, 90, 7200, 200_000)] == ["5 s", "1 min", "2 h", "2 d"]


def _seven(language: str, key: str) -> dict[str, int]:
    return dict.fromkeys(BOOKS[language].placeholders(key), 7)
