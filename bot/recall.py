"""What is remembered of a conversation, read once for a message however many counters ask for it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextvars import ContextVar
from datetime import datetime
from typing import Any

from bot.messages import Incoming, Outgoing
from bot.ports import Memory, Respond

State = Mapping[str, Any] | None

_read: ContextVar[dict[str, State] | None] = ContextVar("read", default=None)


class Recall:
    """The Memory port over another one. Within ``recalling`` a conversation is read the first time
    and then known, with what was saved since; outside of it every call goes through.
    """

    def __init__(self, memory: Memory) -> None:
        self._memory = memory

    async def load(self, conversation: str) -> State:
        known = _read.get()
        if known is None:
            return await self._memory.load(conversation)
        if conversation not in known:
            known[conversation] = await self._memory.load(conversation)
        return known[conversation]

    async def save(self, conversation: str, state: Mapping[str, Any]) -> None:
        await self._memory.save(conversation, state)
        self._know(conversation, state)

    async def forget(self, conversation: str) -> None:
        await self._memory.forget(conversation)
        self._know(conversation, None)

    async def within(self, room: str) -> Sequence[str]:
        return await self._memory.within(room)

    async def idle(self, before: datetime) -> Sequence[str]:
        return await self._memory.idle(before)

    def _know(self, conversation: str, state: State) -> None:
        known = _read.get()
        if known is not None:
            known[conversation] = state


def recalling(respond: Respond) -> Respond:
    """The same; each message reads a conversation once. Nobody else answers in it meanwhile: its
    messages are leased one after the other.
    """

    async def respond_recalling(incoming: Incoming) -> tuple[Outgoing, ...]:
        token = _read.set({})
        try:
            return await respond(incoming)
        finally:
            _read.reset(token)

    return respond_recalling
