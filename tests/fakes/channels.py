"""A channel without a platform: what is pushed comes in, what is sent stands in ``sent``."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Awaitable, Callable
from dataclasses import replace

from bot.errors import BadSettings
from bot.messages import Address, Incoming, Outgoing, Person, ReceivedFile, Reply
from bot.ports import Intake, Received, Respond, Update

Answering = Callable[[Incoming], Awaitable[Reply | None]]


class FakeChannel:
    """``refused`` is its token; ``trouble`` holds per room the errors of the next deliveries."""

    def __init__(self, name: str = "telegram", *, refused: bool = False) -> None:
        self.name = name
        self.refused = refused
        self.trouble: dict[str, list[Exception]] = defaultdict(list)
        self.sent: list[tuple[str, str]] = []
        self.typed: list[str] = []
        self.closed = False
        self.files: dict[str, bytes] = {}
        self._pushed: asyncio.Queue[Received] = asyncio.Queue()

    def push(self, text: str, chat: str = "1", key: str = "") -> None:
        update = {"chat": chat, "text": text}
        self._pushed.put_nowait(Received(key or f"{self.name}:{chat}:{text}", self.name, update))

    async def open(self) -> None:
        if self.refused:
            raise BadSettings(f"{self.name} refuses the token")

    async def receive(self, inbox: Intake) -> None:
        while True:
            await inbox.put(await self._pushed.get())

    def translate(self, update: Update) -> Incoming | None:
        chat, text = update["chat"], update["text"]
        if text == "not for the bot":
            return None
        if text == "unreadable":
            raise ValueError(text)
        address = Address(self.name, chat)
        return Incoming(Person(self.name, chat), f"{self.name}:{chat}", address, text)

    async def typing(self, address: Address) -> None:
        self.typed.append(address.room)

    def parts(self, outgoing: Outgoing) -> tuple[Outgoing, ...]:
        """Every block is a message."""
        reply = outgoing.reply
        return tuple(
            replace(outgoing, reply=replace(reply, blocks=(block,))) for block in reply.blocks
        )

    async def send(self, outgoing: Outgoing) -> None:
        room = outgoing.address.room
        if self.trouble[room]:
            raise self.trouble[room].pop(0)
        self.sent.append((room, outgoing.reply.text))

    async def download(self, file: ReceivedFile) -> bytes:
        return self.files[file.id]

    async def close(self) -> None:
        self.closed = True


def sending(respond: Answering) -> Respond:
    """A Respond whose one reply goes back to where the message came from."""

    async def send(incoming: Incoming) -> tuple[Outgoing, ...]:
        reply = await respond(incoming)
        return (Outgoing(incoming.address, reply),) if reply else ()

    return send


async def eventually(holds: Callable[[], bool], seconds: float = 20.0) -> None:
    """Wait until ``holds``; a generous bound, so that a slow machine does not fail a test."""
    async with asyncio.timeout(seconds):
        while not holds():  # noqa: ASYNC110 - what is watched is plain state, there is no event
            await asyncio.sleep(0.005)
