"""A conversation is read once for a message, and anew for the next."""

from __future__ import annotations

from datetime import UTC, datetime

from bot.messages import Address, Incoming, Person
from bot.recall import Recall, recalling
from tests.fakes.memory import FakeMemory

MESSAGE = Incoming(Address("telegram", "1"), Person("telegram", "1"), "hello")


class Counting(FakeMemory):
    def __init__(self):
        super().__init__(lambda: datetime.now(UTC))
        self.reads = 0

    async def load(self, conversation):
        self.reads += 1
        return await super().load(conversation)


async def test_within_a_message_a_conversation_is_read_once():
    stored, seen = Counting(), []
    memory = Recall(stored)

    async def respond(_):
        seen.extend([await memory.load("a"), await memory.load("a"), await memory.load("a")])
        await memory.save("a", {"n": 1})
        seen.append(await memory.load("a"))
        await memory.forget("a")
        seen.append(await memory.load("a"))
        return ()

    await recalling(respond)(MESSAGE)

    assert seen == [None, None, None, {"n": 1}, None]
    assert stored.reads == 1


async def test_the_next_message_sees_what_another_process_saved_meanwhile():
    stored, seen = Counting(), []
    memory = Recall(stored)

    async def respond(_):
        seen.append(await memory.load("a"))
        return ()

    answer = recalling(respond)
    await answer(MESSAGE)
    await stored.save("a", {"n": 2})
    await answer(MESSAGE)

    assert seen == [None, {"n": 2}]
    assert await memory.load("a") == {"n": 2}
    assert stored.reads == 3


async def test_what_could_not_be_saved_is_not_taken_for_known():
    class Full(Counting):
        async def save(self, conversation, state):
            raise OSError("disk full")

    memory, seen = Recall(Full()), []

    async def respond(_):
        try:
            await memory.save("a", {"n": 1})
        except OSError:
            seen.append(await memory.load("a"))
        return ()

    await recalling(respond)(MESSAGE)

    assert seen == [None]
