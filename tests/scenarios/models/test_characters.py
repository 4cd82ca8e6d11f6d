"""Whatever the model does, what is shown is true, and it is shown in time."""

import asyncio

import pytest

from bot.messages import BlockKind
from tests.loopback import model_characters as characters
from tests.loopback.model_server import Said
from tests.scenarios.models.desk import composed, modelled

pytestmark = pytest.mark.asyncio(loop_scope="session")

QUESTIONS = (
    "K-COLLECTION 지금 신청할 수 있나요?",
    "大阪のソフトウェア会社です。資本金8千万円。海外展開の支援はありますか",
)
UNTRUE = [
    characters.liar, characters.wrong_language, characters.rambler, characters.mute_words,
    characters.broken_json, characters.failing, characters.resetting, characters.megabyte,
]  # fmt: skip


async def test_an_honest_model_words_the_opening_and_nothing_else(service, tmp_path):
    plain = await composed(service, QUESTIONS[0])
    more = " 먼저 문의해 보세요."

    def warm(asked):
        said = characters.honest(asked)
        return said if asked.form else Said(said.text + more)

    async with modelled(service, tmp_path, warm) as house:
        reply = await house.ask(QUESTIONS[0])
        assert reply.blocks[0].text == plain.blocks[0].text + more
        assert reply.blocks[1:] == plain.blocks[1:]
        assert (await house.counts())["worded"] == 1


@pytest.mark.parametrize("character", UNTRUE, ids=lambda c: c.__name__)
async def test_what_a_bad_model_says_is_never_shown(service, tmp_path, character):
    plain = [await composed(service, text) for text in QUESTIONS]
    async with modelled(service, tmp_path, character) as house:
        shown = [await house.ask(text) for text in QUESTIONS]
        counts = await house.counts()
    assert [reply.text for reply in shown] == [reply.text for reply in plain]
    assert "worded" not in counts


@pytest.mark.parametrize("character", [characters.silent, characters.slow])
async def test_a_model_that_takes_its_time_is_not_waited_for(service, tmp_path, character):
    plain = await composed(service, QUESTIONS[0])
    async with modelled(service, tmp_path, character, seconds=0.4) as house:
        async with asyncio.timeout(5):
            reply = await house.ask(QUESTIONS[0])
        assert reply.text == plain.text
        assert (await house.counts())["failed.slow"] == 1


async def test_after_three_failures_nobody_waits_for_the_model(service, tmp_path):
    async with modelled(service, tmp_path, characters.failing) as house:
        for text in (*QUESTIONS, *QUESTIONS):
            await house.ask(text)
        assert (await house.counts())["failed.resting"] >= 1


async def test_a_second_try_is_told_what_was_wrong(service, tmp_path):
    tries = []

    def learns(asked):
        if asked.form:
            return characters.honest(asked)
        tries.append(asked)
        return characters.honest(asked) if len(tries) > 1 else characters.wrong_language(asked)

    async with modelled(service, tmp_path, learns) as house:
        await house.ask(QUESTIONS[0])
        assert (await house.counts())["worded"] == 1
    assert "WHAT WAS WRONG BEFORE" in tries[1].parts


async def test_greetings_and_refusals_are_said_as_they_are_written(service, tmp_path):
    async with modelled(service, tmp_path, characters.honest) as house:
        reply = await house.ask("안녕하세요")
        assert reply.blocks[0].kind is BlockKind.LEAD
        assert [asked.task for asked in house.server.asked if asked.task == "word"] == []
