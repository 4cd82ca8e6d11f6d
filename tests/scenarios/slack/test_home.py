"""The home tab, and what an empty conversation suggests."""

from dataclasses import replace

import pytest

from bot.errors import Rejected
from bot.messages import Block, BlockKind, Button, Outcome, Reply
from knowledge.programs import Language
from tests.fakes.channels import eventually
from tests.loopback.slack_payloads import event, home_click, home_opened
from tests.scenarios.slack.desk import JAPANESE, KOREAN, answer, socket_mode

ROW = (Button("알림 끄기", "remind.stop", token="t0ken"),)
PROMPTS = ("지금 신청할 수 있는 사업은?", "今応募できる支援制度は？")


def home_of(server):
    return server.homes["U1"]


@pytest.mark.parametrize("reply", [KOREAN, JAPANESE], ids=["ko", "ja"])
async def test_an_opened_home_is_published_for_that_person(server, drawer, reply):
    async with socket_mode(server, drawer) as channel:
        await server.envelope("events_api", home_opened())
        incoming = await answer(channel, drawer, replace(reply, buttons=(ROW,)))
    assert (incoming.command, incoming.conversation) == ("home", "slack:T0CONCIERGE:D1")
    kinds = [block["type"] for block in home_of(server)["blocks"]]
    assert kinds[-1] == "actions"
    assert home_of(server)["private_metadata"] == "D1"
    assert server.posted == []


async def test_a_button_at_home_changes_it_or_speaks_in_the_direct_message(server, drawer):
    async with socket_mode(server, drawer) as channel:
        await server.envelope("events_api", home_opened())
        await answer(channel, drawer, replace(KOREAN, buttons=(ROW,)))
        await server.envelope("interactive", home_click("t0ken", home_of(server)))
        await answer(channel, drawer, JAPANESE)
        assert [p["channel"] for p in server.posted] == ["D1"]
        await answer(channel, drawer, replace(JAPANESE, in_place=True))
    assert len(server.posted) == 1
    assert [block["type"] for block in home_of(server)["blocks"]] == ["rich_text"]


async def test_a_home_of_a_hundred_cards_still_fits(server, drawer):
    cards = (Block(BlockKind.CARD, "사업 이름\n2026년 11월 30일까지"),) * 120
    async with socket_mode(server, drawer) as channel:
        await server.envelope("events_api", home_opened())
        full = Reply(Language.KO, Outcome.ANSWERED, cards, buttons=(ROW,))
        await answer(channel, drawer, full)
    assert len(home_of(server)["blocks"]) == 100
    assert home_of(server)["blocks"][-1]["type"] == "actions"


async def test_a_workspace_without_the_home_tab_refuses_once(server, drawer):
    server.fail("views.publish", "not_enabled")
    async with socket_mode(server, drawer) as channel:
        await server.envelope("events_api", home_opened())
        with pytest.raises(Rejected):
            await answer(channel, drawer, KOREAN)


def begun():
    thread = {"user_id": "U1", "context": {}, "channel_id": "D1", "thread_ts": "17.1"}
    return event({"type": "assistant_thread_started", "assistant_thread": thread})


@pytest.mark.parametrize("update", [home_opened(tab="messages"), begun()])
async def test_an_empty_conversation_suggests_what_may_be_asked(server, drawer, update):
    async with socket_mode(server, drawer, suggestions=PROMPTS) as channel:
        assert await server.envelope("events_api", update) is not None
        await eventually(lambda: "D1" in server.prompts)
        assert channel.translate(update) is None
    assert [each["message"] for each in server.prompts["D1"]] == list(PROMPTS)


async def test_suggestions_that_slack_refuses_are_no_matter(server, drawer, caplog):
    server.fail("assistant.threads.setSuggestedPrompts", "missing_scope")
    async with socket_mode(server, drawer, suggestions=PROMPTS):
        await server.envelope("events_api", home_opened(tab="messages"))
        await eventually(lambda: bool(server.of("assistant.threads.setSuggestedPrompts")))
    assert caplog.text == ""
