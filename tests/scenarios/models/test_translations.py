"""The clause in the asker's language, through the real client: beside the original, or not at all."""

from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime

import pytest

import prompts
from adapters.models.langchain import Access, open_model
from bot.messages import Block, BlockKind, Citation, Outcome, Reply
from bot.models.gate import Gate
from bot.models.ports import Budget
from bot.models.prompting import Prompts
from bot.models.switch import ModelSwitch
from bot.models.translating import Translating
from knowledge.programs import Language
from prompts.tasks import load_tasks
from tests.fakes.models import MemoryModelling
from tests.loopback.model_server import Said, model_server

pytestmark = pytest.mark.asyncio(loop_scope="session")

JA = "資本金が1億円以下で、2026年12月28日までに申請した企業が対象です。"
KO = "자본금이 1억 엔 이하이고 2026년 12월 28일까지 신청한 기업이 대상입니다."
OTHER = {JA: KO, KO: JA}


def reply(language, clause):
    blocks = (Block(BlockKind.QUOTE, f"“{clause}” [1]"), Block(BlockKind.SOURCES, "[1] 公募要領"))
    cited = Citation("1", "d", "公募要領", clause, verbatim=True, url=None, published=None)
    return Reply(language, Outcome.ANSWERED, blocks, citations=(cited,))


async def translated(language, clause, says):
    async with model_server(lambda asked: Said(says)) as server:
        model, kept = open_model(Access("openai:scripted", server.url)), MemoryModelling()
        gate = Gate(model, ModelSwitch(kept), kept, Budget(9, 9), lambda: datetime.now(UTC))
        translating = Translating(gate, Prompts(load_tasks()), prompts.load())
        counts = Counter()
        shown = await translating.beside("c:1", reply(language, clause), lambda: 5.0, counts)
        await model.close()
        return shown, counts


@pytest.mark.parametrize(("language", "clause"), [(Language.KO, JA), (Language.JA, KO)])
async def test_a_true_translation_is_marked_and_stands_beside_the_original(language, clause):
    shown, counts = await translated(language, clause, OTHER[clause])
    heading = prompts.load()[language].say("model.translations")
    assert [block.kind for block in shown.blocks] == ["quote", "note", "sources"]
    assert shown.blocks[0].text == f"“{clause}” [1]"
    assert shown.blocks[1].text.startswith(heading)
    assert OTHER[clause] in shown.blocks[1].text
    assert counts["translated"] == 1


LIES = (("1억 엔", "10억 엔"), ("28일", "29일"), ("이하", "미만"), ("12월", "11월"))
LIES_JA = (("1億円", "10億円"), ("28日", "29日"), ("以下", "未満"), ("2026年", "2027年"))


@pytest.mark.parametrize(
    ("language", "clause", "says"),
    [
        *((Language.KO, JA, KO.replace(*lie)) for lie in LIES),
        *((Language.JA, KO, JA.replace(*lie)) for lie in LIES_JA),
        (Language.KO, JA, JA),
        (Language.JA, KO, KO),
        (
            Language.KO,
            JA,
            "Companies with capital of at most 100 million yen that applied in time.",
        ),
        (Language.KO, JA, f"{KO} 반드시 선정됩니다."),
        (Language.JA, KO, "対象の企業です。"),
    ],
)
async def test_a_lying_or_a_wrong_language_translator_is_not_shown(language, clause, says):
    shown, counts = await translated(language, clause, says)
    assert shown == reply(language, clause)
    assert counts["translated"] == 0
    assert any(kind.startswith("blocked.translation.") for kind in counts)


async def test_what_is_in_the_askers_language_already_is_not_translated():
    shown, counts = await translated(Language.JA, JA, KO)
    assert shown == reply(Language.JA, JA)
    assert not counts
    assert replace(shown) == shown
