"""What came out of a drill at the platform, held against what was asked."""

from __future__ import annotations

import asyncio
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from tests.loopback.telegram_server import TelegramServer

Said = tuple[str, str]
"""The room and the text of a reply, in the order of their arrival."""


class Clocked(TelegramServer):
    """A Bot API server that notes when each message was sent to it."""

    def __init__(self) -> None:
        super().__init__()
        self.at: list[float] = []

    def _keep(self, params: dict[str, Any], content: dict[str, Any]) -> dict[str, Any]:
        self.at.append(time.monotonic())
        return super()._keep(params, content)

    @property
    def said(self) -> list[Said]:
        return [(str(each["chat"]["id"]), each["text"]) for each in self.sent]


def lost(asked: Mapping[str, Sequence[str]], said: Iterable[Said]) -> int:
    """Questions by room that have no reply; a reply is its question in brackets."""
    found = set(said)
    return sum((room, f"「{text}」") not in found for room in asked for text in asked[room])


def doubled(said: Iterable[Said]) -> int:
    return sum(count - 1 for count in Counter(said).values())


def disordered(asked: Mapping[str, Sequence[str]], said: Iterable[Said]) -> int:
    """Rooms whose replies, each counted when it came first, are in another order than asked."""
    rooms: defaultdict[str, dict[str, None]] = defaultdict(dict)
    for room, text in said:
        rooms[room].setdefault(text)
    right = {room: [f"「{text}」" for text in asked[room]] for room in asked}
    return sum([t for t in right[room] if t in rooms[room]] != [*rooms[room]] for room in asked)


def after(said: Sequence[Said], at: Sequence[float], kills: Sequence[float], window: float) -> int:
    """Replies sent twice whose first sending was not just before a kill."""
    first: dict[Said, float] = {}
    wrong = 0
    for each, moment in zip(said, at, strict=True):
        if each in first:
            wrong += not any(0 <= kill - first[each] <= window for kill in kills)
        first.setdefault(each, moment)
    return wrong


async def until(holds: Callable[[], bool], patience: float) -> bool:
    """Whether it came to hold."""
    end = time.monotonic() + patience
    while not holds():
        if time.monotonic() > end:
            return False
        await asyncio.sleep(0.02)
    return True
