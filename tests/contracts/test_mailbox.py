"""What inbox and outbox promise, on the fake and on SQL alike."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from adapters.stores.database import database_url, open_async_engine
from adapters.stores.mailbox import SqlInbox, SqlOutbox, prepare
from bot.messages import Address, Block, BlockKind, Outcome, Outgoing, Reply
from bot.ports import Inbox, Outbox, Received
from knowledge.programs import Language
from tests.fakes.mailbox import FakeInbox, FakeOutbox, Mailbox

CHANNELS = frozenset({"telegram", "slack"})


@dataclass
class Post:
    """Two processes, ``one`` and ``two``, on one mailbox; ``pass_time`` moves their clock."""

    one: tuple[Inbox, Outbox]
    two: tuple[Inbox, Outbox]
    pass_time: Callable[[float], None]


def _faked() -> Post:
    mailbox = Mailbox()

    def pass_time(seconds: float) -> None:
        mailbox.now += seconds

    one, two = ((FakeInbox(mailbox, who), FakeOutbox(mailbox, who)) for who in ("one", "two"))
    return Post(one, two, pass_time)


@pytest.fixture(params=["fake", "sqlite", "postgresql"])
async def post(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Post]:
    if request.param == "fake":
        yield _faked()
        return
    moment = datetime(2026, 11, 22, tzinfo=UTC)

    def pass_time(seconds: float) -> None:
        nonlocal moment
        moment += timedelta(seconds=seconds)

    address = "" if request.param == "sqlite" else request.getfixturevalue("postgresql")
    engine = open_async_engine(database_url(address, tmp_path))
    await prepare(engine)
    one, two = (
        (SqlInbox(engine, lambda: moment, who), SqlOutbox(engine, lambda: moment, who))
        for who in ("one", "two")
    )
    yield Post(one, two, pass_time)
    await engine.dispose()


def update(key: str, conversation: str = "telegram:1", channel: str = "telegram") -> Received:
    return Received(key, channel, {"text": "창업 지원금 \ud800"}, conversation)


def message(text: str, room: str = "1", channel: str = "telegram") -> Outgoing:
    reply = Reply(Language.KO, Outcome.ANSWERED, (Block(BlockKind.LEAD, text),))
    return Outgoing(Address(channel, room), reply)


async def answer(post: Post, key: str, *messages: Outgoing) -> None:
    inbox, _ = post.one
    await inbox.put(update(key, conversation=key))
    await inbox.done(key, messages)


async def test_an_update_comes_out_as_it_went_in(post: Post) -> None:
    inbox, _ = post.one
    assert await inbox.put(update("a"))
    assert await inbox.take(CHANNELS) == update("a")
    assert await inbox.take(CHANNELS) is None


async def test_a_repeated_key_is_one_row_even_after_it_was_handled(post: Post) -> None:
    inbox, _ = post.one
    assert await inbox.put(update("a"))
    assert not await inbox.put(update("a"))
    await inbox.done("a", ())
    assert not await inbox.put(update("a"))
    assert await inbox.take(CHANNELS) is None


async def test_a_conversation_is_taken_in_order_while_others_go_on(post: Post) -> None:
    inbox, _ = post.one
    for key, conversation in (("a1", "a"), ("a2", "a"), ("b1", "b")):
        await inbox.put(update(key, conversation))
    assert [await inbox.take(CHANNELS) for _ in range(3)] == [
        update("a1", "a"),
        update("b1", "b"),
        None,
    ]
    await inbox.done("a1", ())
    assert await inbox.take(CHANNELS) == update("a2", "a")


async def test_updates_without_a_conversation_wait_for_nobody(post: Post) -> None:
    inbox, _ = post.one
    await inbox.put(update("a", ""))
    await inbox.put(update("b", ""))
    assert {(await inbox.take(CHANNELS)).key for _ in range(2)} == {"a", "b"}  # type: ignore[union-attr]


async def test_only_the_channels_served_here_are_taken(post: Post) -> None:
    inbox, outbox = post.one
    await inbox.put(update("s", "slack:1", "slack"))
    assert await inbox.take({"telegram"}) is None
    await inbox.done("s", (message("네", channel="slack"),))
    assert await outbox.take({"telegram"}) is None
    assert await outbox.take({"slack"})


async def test_replies_are_committed_once_however_often_the_row_is_finished(post: Post) -> None:
    await answer(post, "a", message("하나"), message("둘", room="2"))
    await post.two[0].done("a", (message("늦음"),))
    _, outbox = post.one
    texts = [(await outbox.take(CHANNELS)).reply.text for _ in range(2)]  # type: ignore[union-attr]
    assert texts == ["하나", "둘"]
    assert await outbox.take(CHANNELS) is None


async def test_a_clock_set_back_holds_up_nobody(post: Post) -> None:
    inbox, outbox = post.one
    await inbox.put(update("a"))
    post.pass_time(-3600)
    assert await inbox.take(CHANNELS) == update("a")
    await inbox.done("a", (message("네"),))
    post.pass_time(-3600)
    sent = await outbox.take(CHANNELS)
    assert sent
    assert sent.reply.text == "네"


async def test_a_dead_workers_update_is_taken_up_when_its_lease_has_run_out(post: Post) -> None:
    await post.one[0].put(update("a"))
    assert await post.one[0].take(CHANNELS)
    post.pass_time(19)
    assert await post.two[0].take(CHANNELS) is None
    post.pass_time(2)
    assert await post.two[0].take(CHANNELS) == update("a")


async def test_a_renewed_lease_holds(post: Post) -> None:
    await post.one[0].put(update("a"))
    await post.one[0].take(CHANNELS)
    for _ in range(4):
        post.pass_time(15)
        await post.one[0].renew({"a"})
    assert await post.two[0].take(CHANNELS) is None


async def test_what_is_released_can_be_taken_at_once(post: Post) -> None:
    await answer(post, "a", message("하나"))
    await post.one[0].put(update("b"))
    assert await post.one[0].take(CHANNELS)
    assert await post.one[1].take(CHANNELS)
    await post.one[0].release()
    await post.one[1].release()
    assert await post.two[0].take(CHANNELS)
    assert await post.two[1].take(CHANNELS)


async def test_a_poison_update_is_set_aside_after_three_tries_with_an_apology(post: Post) -> None:
    inbox, outbox = post.one
    await inbox.put(update("a"))
    await inbox.put(update("b"))
    for _ in range(3):
        assert await outbox.take(CHANNELS) is None
        assert await inbox.take(CHANNELS) == update("a")
        await inbox.failed("a", "ValueError: \0 \ud800", (message("죄송합니다"),))
        post.pass_time(10)
    assert await inbox.take(CHANNELS) == update("b")
    assert await outbox.take(CHANNELS)


async def test_a_failed_update_is_not_tried_again_at_once(post: Post) -> None:
    inbox, _ = post.one
    await inbox.put(update("a"))
    await inbox.take(CHANNELS)
    await inbox.failed("a", "no luck")
    assert await inbox.take(CHANNELS) is None
    post.pass_time(3)
    assert await inbox.take(CHANNELS)


async def test_a_room_is_served_in_order(post: Post) -> None:
    await answer(post, "a", message("하나"), message("둘"))
    _, outbox = post.one
    first = await outbox.take(CHANNELS)
    assert first
    assert await outbox.take(CHANNELS) is None
    await outbox.sent(first.id)
    second = await outbox.take(CHANNELS)
    assert second
    assert second.reply.text == "둘"


async def test_only_the_room_that_has_to_wait_waits(post: Post) -> None:
    await answer(post, "a", message("하나"), message("둘"), message("다른 방", room="2"))
    _, outbox = post.one
    first = await outbox.take(CHANNELS)
    assert first
    await outbox.wait(first.id, 30)
    other = await outbox.take(CHANNELS)
    assert other
    assert other.address.room == "2"
    assert await outbox.take(CHANNELS) is None
    post.pass_time(31)
    assert await outbox.take(CHANNELS) == first


async def test_a_message_given_up_lets_the_next_one_pass(post: Post) -> None:
    await answer(post, "a", message("하나"), message("둘"))
    _, outbox = post.one
    first = await outbox.take(CHANNELS)
    assert first
    await outbox.give_up(first.id, "refused")
    assert await outbox.take(CHANNELS)


async def test_a_room_given_up_takes_all_its_messages_with_it(post: Post) -> None:
    await answer(post, "a", message("하나"), message("둘"), message("다른 방", room="2"))
    _, outbox = post.one
    first = await outbox.take(CHANNELS)
    assert first
    await outbox.give_up(first.id, "blocked", room=True)
    assert (await outbox.take(CHANNELS)).address.room == "2"  # type: ignore[union-attr]
    assert await outbox.take(CHANNELS) is None
    await answer(post, "b", message("나중에"))
    assert (await outbox.take(CHANNELS)).reply.text == "나중에"  # type: ignore[union-attr]


async def test_a_dead_senders_message_is_sent_by_another(post: Post) -> None:
    await answer(post, "a", message("하나"))
    assert await post.one[1].take(CHANNELS)
    post.pass_time(21)
    assert await post.two[1].take(CHANNELS)
