import asyncio

import pytest

from adapters.channels.slack import Slack
from bot.errors import BadSettings, DeliveryFailed
from tests.loopback.slack_payloads import command, direct, mention
from tests.loopback.slack_server import APP_TOKEN, BOT_TOKEN
from tests.scenarios.slack.desk import JAPANESE, KOREAN, answer, socket_mode


@pytest.mark.parametrize(
    ("text", "reply"),
    [("오사카의 소프트웨어 회사입니다", KOREAN), ("大阪の会社でも？", JAPANESE)],
)
async def test_a_direct_message_is_answered_where_it_was_written(server, drawer, text, reply):
    async with socket_mode(server, drawer) as channel:
        assert await server.envelope("events_api", direct(text)) is not None
        incoming = await answer(channel, drawer, reply)
    assert (incoming.text, incoming.private) == (text, True)
    assert incoming.conversation == "slack:T0CONCIERGE:D1"
    assert [p["channel"] for p in server.posted] == ["D1"]
    assert "thread_ts" not in server.posted[0]
    assert server.posted[0]["text"] == reply.text


async def test_a_direct_message_is_seen_while_the_answer_is_on_its_way(server, drawer):
    async with socket_mode(server, drawer) as channel:
        await server.envelope("events_api", direct("안녕하세요", ts="1763700000.000200"))
        await answer(channel, drawer, KOREAN)
    shown = [call.method for call in server.calls[2:]]
    assert shown == ["reactions.add", "chat.postMessage", "reactions.remove"]
    assert server.of("reactions.add")[0]["timestamp"] == "1763700000.000200"


async def test_a_mention_in_a_channel_is_answered_in_its_thread(server, drawer):
    async with socket_mode(server, drawer, status="답변을 준비하고 있습니다") as channel:
        said = mention("<@U0BOT> 大阪の会社でも？", ts="1763700001.000200")
        await server.envelope("events_api", said)
        incoming = await answer(channel, drawer, JAPANESE)
    assert (incoming.text, incoming.private) == ("大阪の会社でも？", False)
    assert incoming.conversation == "slack:T0CONCIERGE:C1:1763700001.000200"
    assert server.posted[0]["thread_ts"] == "1763700001.000200"
    assert server.of("assistant.threads.setStatus")[0]["status"] == "답변을 준비하고 있습니다"


async def test_a_mention_inside_a_thread_stays_in_that_thread(server, drawer):
    async with socket_mode(server, drawer) as channel:
        said = mention("<@U0BOT> 그럼 마감은?", thread_ts="1763700001.000200")
        await server.envelope("events_api", said)
        incoming = await answer(channel, drawer, KOREAN)
    assert incoming.conversation == "slack:T0CONCIERGE:C1:1763700001.000200"
    assert server.posted[0]["thread_ts"] == "1763700001.000200"


async def test_a_slash_command_is_acknowledged_and_answered_to_that_person_alone(server, drawer):
    async with socket_mode(server, drawer, waiting="확인하고 있습니다.") as channel:
        typed = command("도쿄 회사도 되나요", server.response_url)
        ack = await server.envelope("slash_commands", typed)
        incoming = await answer(channel, drawer, KOREAN)
    assert ack["payload"] == {"text": "확인하고 있습니다."}
    assert incoming.conversation == "slack:T0CONCIERGE:U1"
    assert [r["response_type"] for r in server.responses] == ["ephemeral"]
    assert server.posted == []


async def test_a_repeated_event_is_one_row(server, drawer):
    said = direct("안녕하세요", event_id="Ev1")
    async with socket_mode(server, drawer):
        for attempt in range(4):
            ack = await server.envelope("events_api", said, retry_attempt=attempt)
            assert ack is not None
    assert list(drawer.rows) == ["slack:A0CONCIERGE:Ev1"]
    assert "token" not in drawer.rows["slack:A0CONCIERGE:Ev1"].update


async def test_what_cannot_be_committed_is_not_acknowledged(server, drawer):
    drawer.broken = True
    said = direct("안녕하세요")
    async with socket_mode(server, drawer):
        assert await server.envelope("events_api", said, wait=0.3) is None
        drawer.broken = False
        assert await server.envelope("events_api", said, retry_attempt=1) is not None
    assert len(drawer.rows) == 1


async def test_the_bots_own_message_is_not_for_the_bot(server, drawer):
    async with socket_mode(server, drawer) as channel:
        echo = direct("답변입니다", user="U0BOT", bot_id="B0BOT")
        assert await server.envelope("events_api", echo) is not None
    (row,) = drawer.rows.values()
    assert channel.translate(row.update) is None


async def test_a_new_socket_is_opened_when_slack_asks_for_it(server, drawer):
    async with socket_mode(server, drawer):
        await server.disconnect()
        assert await server.envelope("events_api", direct("もしもし")) is not None
    assert len(server.sockets) == 2
    assert len(drawer.rows) == 1


async def serve(channel, drawer):
    await channel.open()
    await channel.receive(drawer)


@pytest.mark.parametrize(
    ("method", "setting"),
    [("auth.test", "SLACK_BOT_TOKEN"), ("apps.connections.open", "SLACK_APP_TOKEN")],
)
async def test_a_refused_token_is_one_clear_line(server, drawer, method, setting):
    server.fail(method, "invalid_auth")
    channel = Slack(BOT_TOKEN, app_token=APP_TOKEN, api_url=server.api_url)
    with pytest.raises(BadSettings, match=setting) as raised:
        await asyncio.wait_for(serve(channel, drawer), 5)
    assert "\n" not in str(raised.value)
    assert BOT_TOKEN not in str(raised.value)


@pytest.mark.parametrize("method", ["auth.test", "apps.connections.open"])
async def test_a_slack_that_cannot_be_reached_may_be_tried_again(server, drawer, method):
    server.fail(method, "", status=502)
    channel = Slack(BOT_TOKEN, app_token=APP_TOKEN, api_url=server.api_url)
    with pytest.raises(DeliveryFailed):
        await asyncio.wait_for(serve(channel, drawer), 5)


async def test_without_a_way_to_receive_the_settings_are_bad(server):
    with pytest.raises(BadSettings, match="SLACK_APP_TOKEN"):
        await Slack(BOT_TOKEN, api_url=server.api_url).open()


async def test_a_socket_that_cannot_be_opened_is_reported(server, drawer):
    server.full = True
    channel = Slack(BOT_TOKEN, app_token=APP_TOKEN, api_url=server.api_url, patience=0.1)
    with pytest.raises(DeliveryFailed):
        await asyncio.wait_for(serve(channel, drawer), 5)


async def test_a_socket_that_stays_lost_is_reported(server, drawer):
    channel = Slack(BOT_TOKEN, app_token=APP_TOKEN, api_url=server.api_url, patience=0.1)
    serving = asyncio.create_task(serve(channel, drawer))
    await asyncio.wait_for(server.connected.wait(), 5)
    server.full = True
    await server.sockets[0].close()
    with pytest.raises(DeliveryFailed):
        await asyncio.wait_for(serving, 5)
