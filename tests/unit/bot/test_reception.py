"""The loop between channels and concierge, on fakes."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

import pytest

from bot.errors import BadSettings, Blocked, DeliveryFailed, Rejected, TryLater, Unconfirmed
from bot.messages import Block, BlockKind, Incoming, Outcome, Reply
from bot.reception import Pace, Reception
from knowledge.programs import Language
from tests.fakes.channels import FakeChannel, eventually, sending
from tests.fakes.mailbox import FakeInbox, FakeOutbox, Mailbox

QUICK = Pace(idle=0.01, typing_after=0.0, typing_every=0.01, finishing=0.2, delivering=0.2)


def reply(*texts: str) -> Reply:
    blocks = tuple(Block(BlockKind.LEAD, text) for text in texts)
    return Reply(Language.KO, Outcome.ANSWERED, blocks)


async def echo(incoming: Incoming) -> Reply | None:
    if incoming.text == "조용히":
        return None
    if incoming.text == "고장":
        raise RuntimeError(incoming.text)
    return reply(*(f"{word}!" for word in incoming.text.split()))


def sorry(incoming: Incoming) -> Reply:
    return reply("죄송합니다")


@asynccontextmanager
async def serving(
    mailbox: Mailbox, *channels: FakeChannel, respond=echo, pace: Pace = QUICK
) -> AsyncIterator[None]:
    inbox, outbox = FakeInbox(mailbox), FakeOutbox(mailbox)
    named = {channel.name: channel for channel in channels}
    reception = Reception(inbox, outbox, named, sending(respond), apologise=sorry, pace=pace)
    running = asyncio.create_task(reception.run())
    yield
    running.cancel()
    with suppress(asyncio.CancelledError):
        await running


async def test_a_message_is_answered_where_it_was_asked() -> None:
    channel = FakeChannel()
    async with serving(Mailbox(), channel):
        channel.push("안녕하세요", chat="7")
        await eventually(lambda: channel.sent == [("7", "안녕하세요!")])


async def test_a_repeated_update_is_answered_once() -> None:
    channel = FakeChannel()
    async with serving(Mailbox(), channel):
        for _ in range(4):
            channel.push("네", key="same")
        channel.push("끝")
        await eventually(lambda: ("1", "끝!") in channel.sent)
    assert channel.sent == [("1", "네!"), ("1", "끝!")]


async def test_answers_of_one_chat_keep_the_order_of_the_questions() -> None:
    async def slow_at_first(incoming: Incoming) -> Reply | None:
        await asyncio.sleep(0.05 if incoming.text == "0" else 0)
        return await echo(incoming)

    channel = FakeChannel()
    async with serving(Mailbox(), channel, respond=slow_at_first):
        for number in range(6):
            channel.push(str(number))
        await eventually(lambda: len(channel.sent) == 6)
    assert [text for _, text in channel.sent] == [f"{number}!" for number in range(6)]


async def test_a_slow_conversation_does_not_hold_up_another() -> None:
    never = asyncio.Event()

    async def respond(incoming: Incoming) -> Reply | None:
        if incoming.text == "느림":
            await never.wait()
        return await echo(incoming)

    channel = FakeChannel()
    async with serving(Mailbox(), channel, respond=respond):
        channel.push("느림", chat="1")
        channel.push("빠름", chat="2")
        await eventually(lambda: channel.sent == [("2", "빠름!")])


async def test_typing_is_shown_until_the_answer_is_there() -> None:
    channel = FakeChannel()

    async def respond(incoming: Incoming) -> Reply | None:
        await eventually(lambda: len(channel.typed) >= 2)
        return await echo(incoming)

    async with serving(Mailbox(), channel, respond=respond):
        channel.push("안녕")
        await eventually(lambda: bool(channel.sent))
    assert set(channel.typed) == {"1"}


async def test_nothing_to_say_sends_nothing_and_is_done() -> None:
    channel, mailbox = FakeChannel(), Mailbox()
    async with serving(mailbox, channel):
        channel.push("조용히", key="k")
        await eventually(lambda: mailbox.states(mailbox.inbox) == {"k": "done"})
    assert not channel.sent


async def test_what_is_not_for_the_bot_is_not_even_kept() -> None:
    channel, mailbox = FakeChannel(), Mailbox()
    async with serving(mailbox, channel):
        channel.push("not for the bot")
        channel.push("네", key="k")
        await eventually(lambda: bool(channel.sent))
    assert set(mailbox.inbox) == {"k"}


@pytest.mark.parametrize("text", ["고장", "unreadable"])
async def test_poison_is_set_aside_after_three_tries(text: str) -> None:
    channel, mailbox = FakeChannel(), Mailbox()
    async with serving(mailbox, channel):
        channel.push(text, key="poison")
        for tries in (1, 2, 3):
            await eventually(lambda tries=tries: _failures(mailbox, "poison") == tries)
            mailbox.now += 10
        channel.push("다음")
        await eventually(lambda: ("1", "다음!") in channel.sent)
    assert mailbox.inbox["poison"].state == "aside"
    assert ("1", "죄송합니다") in channel.sent or text == "unreadable"


def _failures(mailbox: Mailbox, key: str) -> int:
    return mailbox.inbox[key].failures if key in mailbox.inbox else 0


async def test_a_room_that_must_wait_keeps_its_order_and_holds_up_nobody() -> None:
    channel, mailbox = FakeChannel(), Mailbox()
    channel.trouble["1"] = [TryLater("slow down", 30)]
    async with serving(mailbox, channel):
        channel.push("하나 둘", chat="1")
        channel.push("셋", chat="2")
        await eventually(lambda: channel.sent == [("2", "셋!")])
        mailbox.now += 31
        await eventually(lambda: channel.sent[1:] == [("1", "하나!"), ("1", "둘!")])


async def test_a_wait_in_the_middle_of_a_long_reply_repeats_nothing() -> None:
    channel, mailbox = FakeChannel(), Mailbox()
    async with serving(mailbox, channel):
        channel.push("하나", chat="1")
        await eventually(lambda: len(channel.sent) == 1)
        channel.trouble["1"] = [DeliveryFailed("timeout")]
        channel.push("둘 셋", chat="1")
        await eventually(lambda: not channel.trouble["1"])
        mailbox.now += 2
        await eventually(lambda: len(channel.sent) == 3)
    assert [text for _, text in channel.sent] == ["하나!", "둘!", "셋!"]


async def test_a_person_who_blocked_the_bot_is_left_alone() -> None:
    channel, mailbox = FakeChannel(), Mailbox()
    channel.trouble["1"] = [Blocked("blocked by the user")]
    async with serving(mailbox, channel):
        channel.push("하나 둘 셋", key="k")
        await eventually(lambda: set(mailbox.states(mailbox.outbox).values()) == {"aside"})
    assert not channel.sent


async def test_a_message_the_platform_refuses_is_set_aside_and_the_next_is_sent() -> None:
    channel, mailbox = FakeChannel(), Mailbox()
    channel.trouble["1"] = [Rejected("message is too strange")]
    async with serving(mailbox, channel):
        channel.push("하나 둘")
        await eventually(lambda: channel.sent == [("1", "둘!")])


async def test_what_may_have_arrived_is_not_sent_again_and_again() -> None:
    channel, mailbox = FakeChannel(), Mailbox()
    channel.trouble["1"] = [Unconfirmed("the connection broke") for _ in range(9)]
    async with serving(mailbox, channel):
        channel.push("네", key="k")
        for left in (8, 7, 6):
            await eventually(lambda left=left: len(channel.trouble["1"]) == left)
            mailbox.now += 10
        await eventually(lambda: mailbox.states(mailbox.outbox) == {"k#0": "aside"})


async def test_a_refused_token_stops_that_channel_only(caplog: pytest.LogCaptureFixture) -> None:
    slack, telegram = FakeChannel("slack", refused=True), FakeChannel()
    async with serving(Mailbox(), slack, telegram):
        telegram.push("네")
        await eventually(lambda: telegram.sent == [("1", "네!")])
    told = [record.getMessage() for record in caplog.records if record.levelname == "ERROR"]
    assert told == ["slack is not served: slack refuses the token"]


async def test_serving_ends_with_an_error_when_every_token_is_refused() -> None:
    mailbox = Mailbox()
    channel = FakeChannel(refused=True)
    reception = Reception(
        FakeInbox(mailbox), FakeOutbox(mailbox), {"telegram": channel}, sending(echo)
    )
    with pytest.raises(BadSettings, match="no channel is left"):
        await reception.run()
    assert channel.closed


async def test_replies_for_a_channel_that_is_not_served_are_kept() -> None:
    mailbox, refusing = Mailbox(), FakeChannel()
    refusing.trouble["1"] = [BadSettings("the token was revoked")]
    other = FakeChannel("slack")
    async with serving(mailbox, refusing, other):
        refusing.push("네")
        await eventually(lambda: not refusing.trouble["1"])
        other.push("네")
        await eventually(lambda: bool(other.sent))
    mended = FakeChannel()
    async with serving(mailbox, mended):
        await eventually(lambda: mended.sent == [("1", "네!")])


async def test_a_stop_finishes_what_is_in_hand() -> None:
    started = asyncio.Event()

    async def respond(incoming: Incoming) -> Reply | None:
        started.set()
        await asyncio.sleep(0.05)
        return await echo(incoming)

    channel = FakeChannel()
    async with serving(Mailbox(), channel, respond=respond):
        channel.push("마지막")
        await started.wait()
    assert channel.sent == [("1", "마지막!")]
    assert channel.closed


async def test_what_a_stop_cannot_finish_is_answered_by_the_next_process() -> None:
    started = asyncio.Event()

    async def stuck(incoming: Incoming) -> Reply | None:
        started.set()
        await asyncio.Event().wait()
        return None

    mailbox, channel = Mailbox(), FakeChannel()
    async with serving(mailbox, channel, respond=stuck):
        channel.push("질문")
        await started.wait()
    async with serving(mailbox, channel):
        await eventually(lambda: channel.sent == [("1", "질문!")])


async def test_a_killed_workers_question_is_answered_after_its_lease() -> None:
    mailbox, channel = Mailbox(), FakeChannel()
    killed = FakeInbox(mailbox, "killed")
    channel.push("질문")
    await killed.put(channel._pushed.get_nowait())
    await killed.take({"telegram"})
    async with serving(mailbox, channel):
        channel.push("다른 질문", chat="2")
        await eventually(lambda: channel.sent == [("2", "다른!"), ("2", "질문!")])
        mailbox.now += 21
        await eventually(lambda: ("1", "질문!") in channel.sent)
