"""Queued Telegram updates across kill -9: what is lost, what is said twice?

    python -m tests.drills.mailbox_kills [UPDATES] [KILLS]

The Bot API on loopback is the drill's own process; what is killed is a process with the real
channel (long polling), reception and mailbox (SQLite), whose answers take 20 ms. It is killed at
random moments while it serves, and started again at once.
"""

from __future__ import annotations

import asyncio
import random
import sys
import time
from collections import Counter, defaultdict
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.drills.children import Child, preload
from tests.drills.figures import number, say, show
from tests.drills.front import Front, serve
from tests.drills.observed import Clocked, after, disordered, doubled, lost, until
from tests.loopback.telegram_updates import message

CHATS = 100
WINDOW = 2.0
"""Seconds before a kill within which a message can have been sent and not yet marked."""


async def drill(updates: int, kills: int, folder: Path, seed: int = 3) -> Counter[str]:
    chance, seen = random.Random(seed), Counter[str]()  # noqa: S311 - repeatable
    server = Clocked()
    await server.start()
    asked: defaultdict[str, list[str]] = defaultdict(list)
    for n in range(updates):
        chat = chance.randrange(CHATS) + 1
        server.send(message(f"q{n}", chat=chat))
        asked[str(chat)].append(f"q{n}")
    front = Front(folder, telegram=server.url)
    killed: list[float] = []
    for point in sorted(chance.sample(range(1, int(updates * 0.9)), kills)):
        child = Child(serve, front)
        await until(lambda point=point: len(server.sent) >= point, 60)
        await asyncio.sleep(chance.uniform(0, 0.1))
        killed.append(time.monotonic())
        child.kill()
    child = Child(serve, front)
    await until(lambda: not lost(asked, server.said), 120)
    await asyncio.sleep(1)
    child.kill()
    await server.stop()
    seen["lost"] = lost(asked, server.said)
    seen["twice"] = doubled(server.said)
    seen["twice, outside the window"] = after(server.said, server.at, killed, WINDOW)
    seen["rooms out of order"] = disordered(asked, server.said)
    seen["rooms"] = len(asked)
    return seen


def main(given: list[str]) -> int:
    updates, kills = number(given, 1000), number(given, 10, 1)
    preload("tests.drills.front")
    begun = time.monotonic()
    with TemporaryDirectory() as folder:
        seen = asyncio.run(drill(updates, kills, Path(folder)))
    say(f"{updates:,} queued updates, {kills} kills, {time.monotonic() - begun:.0f} s")
    show("lost", seen["lost"], updates)
    show("answered twice", seen["twice"], updates)
    show("of them not in the window before a kill", seen["twice, outside the window"])
    show("rooms out of order", seen["rooms out of order"], seen["rooms"])
    return int(bool(seen["lost"] or seen["rooms out of order"]))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
