"""The interview with buttons, on the whole concierge, in both languages."""

from __future__ import annotations

import re

import pytest

from bot.conversation import from_json
from bot.counters.pages import ROWS
from bot.messages import Outcome

pytestmark = pytest.mark.asyncio(loop_scope="session")

WISH = {
    "ko": "부산에 있는 회사인데 해외 수출 지원을 받을 수 있나요?",
    "ja": "大阪の会社です。海外展開の支援はありますか。",
}
WORDS = {
    "ko": ("제조업", "식품 제조업", "모르겠어요", "이전 질문", "그만", "질문"),
    "ja": ("製造業", "食料品", "わからない", "前の質問", "終える", "質問"),
}


async def told(service, visitor):
    return from_json(await service.tools.memory.load(visitor.conversation))


@pytest.mark.parametrize("language", WISH)
async def test_the_question_is_answered_first_and_each_tap_answers_anew_in_place(
    service, owner, language
):
    trade, branch, _, back, stop, question = WORDS[language]
    first = await owner.says(WISH[language])
    assert first.outcome is Outcome.ANSWERED
    assert first.programs
    assert first.text.rstrip().endswith((f"{question} 1/4)", f"{question}1/4）"))
    opened = await owner.presses(trade)
    assert opened.in_place
    assert opened.text == first.text
    second = await owner.presses(branch)
    assert second.in_place
    assert (await told(service, owner)).company.industry == ("manufacturing.food",)
    assert re.search(rf"{question}\s?2/4", second.text)
    assert (await owner.presses(back)).text == first.text
    assert not (await told(service, owner)).company.industry
    ended = await owner.presses(stop)
    assert ended.follow_up is None
    assert not re.search(rf"{question}\s?\d/4", ended.text)


@pytest.mark.parametrize("language", WISH)
async def test_who_does_not_know_is_asked_something_else(service, owner, language):
    first = await owner.says(WISH[language])
    second = await owner.presses(WORDS[language][2])
    asked = second.follow_up and second.follow_up.fact
    assert asked != first.follow_up.fact
    assert first.follow_up.fact in (await told(service, owner)).declined


async def test_a_typed_answer_is_heard_as_well(service, owner):
    await owner.says(WISH["ko"])
    reply = await owner.says("식품을 만들고 있어요")
    assert (await told(service, owner)).company.industry == ("manufacturing.food",)
    assert reply.outcome is Outcome.ANSWERED


async def test_a_region_is_two_taps_and_gives_the_country(service, owner):
    await owner.says("海外展開を支援してくれる補助金はありますか。")
    await owner.presses("日本")
    seen = set(owner.buttons)
    await owner.presses("次へ ›")
    assert "東京都" in seen | set(owner.buttons)  # nobody is passed over
    await owner.turns_to("大阪府")
    company = (await told(service, owner)).company
    assert (company.country, company.headquarters) == ("JP", "JP-27")


async def test_a_municipality_is_asked_where_a_condition_needs_it_the_needed_ones_first(
    service, owner
):
    reply = await owner.says("福岡県の飲食店です。使える支援はありますか")
    assert reply.follow_up.fact == "headquarters"
    assert "久留米市" in list(owner.buttons)[:4]
    await owner.presses("久留米市")
    assert (await told(service, owner)).company.headquarters == "JP-40:久留米市"


async def test_an_old_button_still_tells_its_own_fact(service, owner):
    await owner.says(WISH["ko"])
    old = dict(owner.buttons)
    await owner.presses("모르겠어요")
    owner.buttons = old
    await owner.presses("소매업")
    assert (await told(service, owner)).company.industry == ("retail",)


async def test_nobody_is_asked_for_facts_in_a_group(owner):
    reply = await owner.says(WISH["ko"], private=False)
    assert not [label for label in owner.buttons if label in ("모르겠어요", "보관에 동의")]
    assert "(질문" not in reply.text


@pytest.mark.parametrize("language", WISH)
async def test_no_message_has_more_rows_than_a_phone_shows(owner, language):
    """One more with the consent, which is asked for once."""
    reply = await owner.says(WISH[language])
    assert len(reply.buttons) <= ROWS + 1
    for label in WORDS[language][:2]:
        assert len((await owner.presses(label)).buttons) <= ROWS + 1
    assert all(len(label) <= 40 for label in owner.buttons)
