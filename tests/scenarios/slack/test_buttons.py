"""Buttons under a message, with the real SDK: pressed, answered, changed in place."""

from dataclasses import replace

import pytest

from bot.errors import TryLater
from bot.messages import Block, BlockKind, Button, Outcome, Reply
from knowledge.programs import Language
from tests.loopback.slack_payloads import click, command, direct, mention, shortcut, token_of
from tests.scenarios.slack.desk import JAPANESE, KOREAN, answer, socket_mode

LABELS = {Language.KO: ("알림 받기", "출처"), Language.JA: ("通知を受け取る", "出典")}
TOAST = "다른 분께 드린 버튼입니다."
CARD = Block(BlockKind.CARD, "사업\n" + "가" * 2990)
both = pytest.mark.parametrize("reply", [KOREAN, JAPANESE], ids=["ko", "ja"])


def with_buttons(reply):
    remind, source = LABELS[reply.language]
    row = (Button(remind, "remind.set", token="t0ken"), Button(source, url="https://a.kr/?a=1"))
    return replace(reply, buttons=(row,))


def say(text, **more):
    return Reply(Language.KO, Outcome.ANSWERED, (Block(BlockKind.LEAD, text),), **more)


async def card_in(server, drawer, channel, said, reply=KOREAN):
    """The message with its buttons, as it stands in Slack."""
    await server.envelope("events_api", said)
    await answer(channel, drawer, with_buttons(reply))
    *_, card = server.shown.values()
    return card


async def press(server, card, **more):
    label = next(b["text"]["text"] for b in card["blocks"][-1]["elements"] if "value" in b)
    payload = click(token_of(card, label), card, server.response_url, **more)
    assert await server.envelope("interactive", payload) is not None


@both
async def test_a_press_in_a_direct_message_is_answered_below(server, drawer, reply):
    async with socket_mode(server, drawer) as channel:
        card = await card_in(server, drawer, channel, direct("?"), reply)
        await press(server, card)
        incoming = await answer(channel, drawer, say("알려 드립니다."))
    assert (incoming.pressed, incoming.conversation) == ("t0ken", "slack:T0CONCIERGE:D1")
    assert [p["text"] for p in server.posted][1:] == ["알려 드립니다."]
    assert "thread_ts" not in server.posted[1]
    labels = [b["text"]["text"] for b in card["blocks"][-1]["elements"]]
    assert tuple(labels) == LABELS[reply.language]


@both
async def test_a_card_in_a_thread_is_changed_in_place(server, drawer, reply):
    async with socket_mode(server, drawer) as channel:
        card = await card_in(server, drawer, channel, mention("<@U0BOT> ?", ts="17.1"), reply)
        await press(server, card)
        incoming = await answer(channel, drawer, say("바뀐 카드", in_place=True))
    assert incoming.conversation == "slack:T0CONCIERGE:C1:17.1"
    assert card["text"] == "바뀐 카드"
    assert [block["type"] for block in card["blocks"]] == ["rich_text"]
    assert len(server.posted) == 1
    assert len(server.of("assistant.threads.setStatus")) == 1  # only while the card was made


async def test_a_card_that_is_gone_is_sent_anew_where_it_was(server, drawer):
    async with socket_mode(server, drawer) as channel:
        card = await card_in(server, drawer, channel, mention("<@U0BOT> ?", ts="17.1"))
        server.shown.clear()
        await press(server, card)
        await answer(channel, drawer, say("새 카드", in_place=True))
    assert server.posted[1]["text"] == "새 카드"
    assert server.posted[1]["thread_ts"] == "17.1"


async def test_a_long_change_goes_on_below_with_its_buttons(server, drawer):
    long = with_buttons(Reply(Language.KO, Outcome.ANSWERED, (CARD, CARD), in_place=True))
    async with socket_mode(server, drawer) as channel:
        card = await card_in(server, drawer, channel, direct("?"))
        await press(server, card)
        await answer(channel, drawer, long)
    *_, below = server.shown.values()
    assert {block["type"] for block in card["blocks"]} == {"rich_text"}
    assert token_of(below, "알림 받기") == "t0ken"


async def test_blocks_that_slack_refuses_are_changed_to_text(server, drawer):
    async with socket_mode(server, drawer) as channel:
        card = await card_in(server, drawer, channel, direct("?"))
        server.fail("chat.update", "invalid_blocks")
        await press(server, card)
        await answer(channel, drawer, say("바뀐 카드", in_place=True))
    assert (card["text"], card["blocks"]) == ("바뀐 카드", [])


async def test_a_wait_holds_for_a_change_too(server, drawer):
    async with socket_mode(server, drawer) as channel:
        card = await card_in(server, drawer, channel, direct("?"))
        server.fail("chat.update", "ratelimited", status=429, retry_after="3")
        await press(server, card)
        with pytest.raises(TryLater) as raised:
            await answer(channel, drawer, say("바뀐 카드", in_place=True))
        assert raised.value.seconds == 3


async def test_a_passing_word_is_seen_by_who_pressed_alone(server, drawer):
    async with socket_mode(server, drawer) as channel:
        card = await card_in(server, drawer, channel, mention("<@U0BOT> ?"))
        await press(server, card, user="U2")
        await answer(channel, drawer, say(TOAST, toast=TOAST))
    (whisper,) = server.responses
    assert (whisper["text"], whisper["response_type"]) == (TOAST, "ephemeral")
    assert whisper["replace_original"] is False
    assert len(server.posted) == 1


async def test_a_passing_word_whose_address_has_expired_is_still_seen_by_one_alone(server, drawer):
    async with socket_mode(server, drawer) as channel:
        card = await card_in(server, drawer, channel, mention("<@U0BOT> ?", ts="17.1"))
        server.fail("response_url", "expired_url", status=404)
        await press(server, card, user="U2")
        await answer(channel, drawer, say(TOAST, toast=TOAST))
    (whisper,) = server.of("chat.postEphemeral")
    assert (whisper["user"], whisper["thread_ts"]) == ("U2", "17.1")


async def test_under_an_answer_to_a_command_everything_stays_between_two(server, drawer):
    async with socket_mode(server, drawer) as channel:
        await server.envelope("slash_commands", command("?", server.response_url))
        await answer(channel, drawer, with_buttons(KOREAN))
        shown = server.responses[0] | {"channel": "C1", "ts": "17.2"}
        await press(server, shown, ephemeral=True)
        incoming = await answer(channel, drawer, say("바뀐 카드", in_place=True))
    assert incoming.conversation == "slack:T0CONCIERGE:U1"
    assert server.responses[1]["replace_original"] is True
    assert server.posted == []


async def test_a_shortcut_on_a_message_is_answered_to_who_asked_alone(server, drawer):
    notice = {"text": "수출 바우처 공고: 2026년 11월 30일까지", "user": "U9"}
    async with socket_mode(server, drawer) as channel:
        await server.envelope("interactive", shortcut(notice, server.response_url))
        incoming = await answer(channel, drawer, KOREAN)
    assert (incoming.text, incoming.forwarded) == (notice["text"], True)
    assert [each["response_type"] for each in server.responses] == ["ephemeral"]
    assert server.posted == []


async def test_a_press_is_one_row_however_often_it_comes(server, drawer):
    async with socket_mode(server, drawer):
        press = click("t0ken", {"channel": "D1", "ts": "17.1"}, server.response_url)
        for _ in range(3):
            assert await server.envelope("interactive", press) is not None
    assert len(drawer.rows) == 1
