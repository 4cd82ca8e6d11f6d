"""The whole way with the real reception: event, inbox, answer, outbox, message."""

import asyncio
import contextlib

import pytest

from adapters.channels.slack import Slack
from bot.reception import Pace, Reception
from tests.fakes.channels import eventually, sending
from tests.fakes.mailbox import FakeInbox, FakeOutbox, Mailbox
from tests.loopback.slack_payloads import command, direct, mention
from tests.loopback.slack_server import APP_TOKEN, BOT_TOKEN
from tests.scenarios.slack.desk import COMMANDS, JAPANESE, KOREAN


async def respond(incoming):
    return JAPANESE if any("ぁ" <= char <= "ヿ" for char in incoming.text) else KOREAN


@pytest.fixture
async def mailbox(server):
    shared = Mailbox()
    slack = Slack(BOT_TOKEN, app_token=APP_TOKEN, api_url=server.api_url, commands=COMMANDS)
    pace = Pace(idle=0.01, typing_after=0.0)
    reception = Reception(
        FakeInbox(shared), FakeOutbox(shared), {"slack": slack}, sending(respond), pace=pace
    )
    running = asyncio.create_task(reception.run())
    yield shared
    running.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await running


async def test_two_people_get_their_own_answers(server, mailbox):
    await server.envelope("events_api", direct("오사카의 회사입니다"))
    await server.envelope("events_api", direct("大阪の会社です", user="U2", channel="D2"))
    await eventually(lambda: len(server.posted) == 2)
    texts = {post["channel"]: post["text"] for post in server.posted}
    assert texts == {"D1": KOREAN.text, "D2": JAPANESE.text}


async def test_a_conversation_keeps_its_order(server, mailbox):
    await server.envelope("events_api", direct("오사카의 회사입니다"))
    await server.envelope("events_api", direct("大阪の会社でも？"))
    await eventually(lambda: len(server.posted) == 2)
    assert [post["text"] for post in server.posted] == [KOREAN.text, JAPANESE.text]


async def test_every_delivery_of_an_event_together_is_one_answer(server, mailbox):
    said = mention("<@U0BOT> 大阪の会社でも？")
    for attempt in range(4):
        await server.envelope("events_api", said, retry_attempt=attempt)
    await server.envelope("slash_commands", command("help", server.response_url))
    await eventually(lambda: len(server.responses) == 1)
    assert [post["text"] for post in server.posted] == [JAPANESE.text]


async def test_what_is_not_for_the_bot_is_acknowledged_and_not_kept(server, mailbox):
    echo = direct("답변입니다", user="U0BOT", bot_id="B0BOT")
    joined = direct("님이 들어왔습니다", subtype="channel_join")
    for update in (echo, joined):
        assert await server.envelope("events_api", update) is not None
    assert mailbox.inbox == {}
