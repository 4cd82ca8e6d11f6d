"""Events as the platforms send them: several times, in any order, to whichever replica."""

from __future__ import annotations

import asyncio
import json
import random
import time
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from aiohttp import ClientError, ClientSession

from tests.drills.front import SECRET, Front
from tests.loopback.slack_payloads import direct, signature
from tests.loopback.telegram_updates import message

HEADER = "X-Telegram-Bot-Api-Secret-Token"
AGAIN = 0.2
"""Seconds until an event that was not acknowledged comes again."""


@dataclass
class Event:
    channel: str
    room: str
    text: str
    body: dict[str, Any]


@dataclass
class Traffic:
    """``rooms`` hold what comes to each, in the order of its deliveries; ``asked`` the texts in the
    order in which each came first.
    """

    rooms: dict[str, list[Event]]
    asked: dict[str, list[str]] = field(default_factory=dict)
    seen: Counter[str] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        for room, events in self.rooms.items():
            self.asked[room] = list(dict.fromkeys(event.text for event in events))
        self.seen["deliveries"] = sum(map(len, self.rooms.values()))

    async def deliver(self, fronts: Sequence[Front], chance: random.Random, width: int) -> None:
        """Each room's one after the other, ``width`` rooms at once; each to any of ``fronts``, until
        one of them acknowledges it.
        """
        room = asyncio.Semaphore(width)
        async with ClientSession() as session, asyncio.TaskGroup() as group:
            for events in self.rooms.values():
                group.create_task(self._deliver(session, events, fronts, chance, room))

    async def _deliver(
        self,
        session: ClientSession,
        events: Sequence[Event],
        fronts: Sequence[Front],
        chance: random.Random,
        room: asyncio.Semaphore,
    ) -> None:
        async with room:
            for event in events:
                while (status := await _post(session, event, chance.choice(fronts))) != 200:
                    self.seen[f"not taken: {status}"] += 1
                    await asyncio.sleep(AGAIN)


def traffic(events: int, chance: random.Random, channels: Sequence[str], copies: int) -> Traffic:
    """Each event one to ``copies`` times, shuffled within its room."""
    rooms: defaultdict[str, list[Event]] = defaultdict(list)
    for n in range(events):
        channel = channels[n % len(channels)]
        number = chance.randrange(max(events // 20, 1)) + 1
        event = (_telegram if channel == "telegram" else _slack)(f"e{n}", number, chance)
        rooms[event.room] += [event] * chance.randint(1, copies)
    for each in rooms.values():
        chance.shuffle(each)
    return Traffic(dict(rooms))


def _telegram(text: str, number: int, chance: random.Random) -> Event:
    body = {"update_id": chance.randrange(2**31), "message": message(text, chat=number)}
    return Event("telegram", str(number), text, body)


def _slack(text: str, number: int, _: random.Random) -> Event:
    room = f"D{number}"
    return Event("slack", room, text, direct(text, user=f"U{number}", channel=room))


async def _post(session: ClientSession, event: Event, front: Front) -> int:
    body = json.dumps(event.body)
    headers, url = {HEADER: SECRET}, front.telegram_url
    if event.channel == "slack":
        now = str(int(time.time()))
        headers = {"X-Slack-Request-Timestamp": now, "X-Slack-Signature": signature(body, now)}
        url = front.slack_url
    headers["Content-Type"] = "application/json"
    try:
        async with session.post(url, data=body.encode(), headers=headers) as answer:
            return answer.status
    except (ClientError, OSError):
        return 0
