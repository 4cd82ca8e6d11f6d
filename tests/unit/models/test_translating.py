"""A clause in the asker's language, as an aid beside the original."""

from collections import Counter

import pytest

import prompts
from bot.messages import Block, BlockKind, Citation, Outcome, Reply
from bot.models.prompting import Prompts
from bot.models.translating import Translating, faults_of
from knowledge.programs import Language
from prompts.tasks import load_tasks
from tests.fakes.models import FakeModel, gate_to

CLAUSE = "資本金が1億円以下の企業が対象です。"
TRUE = "자본금이 1억 엔 이하인 기업이 대상입니다."
REPLY = Reply(
    Language.KO,
    Outcome.ANSWERED,
    (
        Block(BlockKind.LEAD, "신청하실 수 있습니다."),
        Block(BlockKind.QUOTE, f"“{CLAUSE}” [1]"),
        Block(BlockKind.SOURCES, "[1] 総務省"),
    ),
    citations=(Citation("1", "d", "総務省", CLAUSE, verbatim=True, url=None, published=None),),
)


async def translated(text):
    counts = Counter()
    translating = Translating(gate_to(FakeModel(text)), Prompts(load_tasks()), prompts.load())
    return await translating.beside("console:1", REPLY, lambda: 5.0, counts), counts


async def test_a_true_translation_stands_before_the_sources_and_is_marked():
    reply, _ = await translated(TRUE)
    assert [b.kind for b in reply.blocks][-2:] == [BlockKind.NOTE, BlockKind.SOURCES]
    note = reply.blocks[-2].text
    assert note.splitlines()[0] == prompts.load()["ko"].say("model.translations")
    assert f"[1] {TRUE}" in note
    assert REPLY.blocks[1] in reply.blocks


@pytest.mark.parametrize(
    "text",
    [
        "자본금이 10억 엔 이하인 기업이 대상입니다.",
        "자본금이 1억 엔 미만인 기업이 대상입니다.",
        "자본금 조건이 있는 기업이 대상입니다.",
        "자본금이 1억 엔 이하인 기업이 대상이며 12월 31일까지 신청하십시오.",
        CLAUSE,
        "자본금이 1억 엔 이하인 기업이\n대상입니다.",
    ],
)
async def test_a_translation_that_changes_anything_is_not_shown(text):
    reply, counts = await translated(text)
    assert reply == REPLY
    assert any(kind.startswith("blocked.translation.") for kind in counts)


async def test_a_true_translation_has_no_fault():
    assert faults_of(TRUE, CLAUSE, Language.KO) == []
