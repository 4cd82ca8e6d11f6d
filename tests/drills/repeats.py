"""Every event one to four times, in any order, by webhook: is each answered once?

    python -m tests.drills.repeats [EVENTS]

Half of them come from Telegram and half from Slack, signed as they sign, to one process with the
real listener, channels, reception and mailbox (SQLite) and an echo behind them. Within a room the
copies are shuffled; replies must come in the order in which each event came first.
"""

from __future__ import annotations

import asyncio
import random
import sys
import time
from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.drills.arriving import traffic
from tests.drills.children import Child, preload
from tests.drills.figures import number, say, show
from tests.drills.front import Front, serve
from tests.drills.observed import Clocked, disordered, doubled, lost, until
from tests.loopback.postgres import free_port
from tests.loopback.slack_server import slack_server

COPIES = 4
WIDTH = 32


async def drill(events: int, folder: Path, seed: int = 11) -> Counter[str]:
    chance = random.Random(seed)  # noqa: S311 - repeatable
    coming = traffic(events, chance, ("telegram", "slack"), COPIES)
    telegram = Clocked()
    await telegram.start()
    async with slack_server() as slack:
        slack.channels |= set(coming.rooms)
        front = Front(
            folder, telegram=telegram.url, slack=slack.api_url, port=free_port(), delay=0.0
        )
        child = Child(serve, front)
        assert child.said() == "open"

        def replies() -> list[tuple[str, str]]:
            return telegram.said + [(each["channel"], each["text"]) for each in slack.posted]

        def number_of() -> int:
            return len(telegram.sent) + sum(c.method == "chat.postMessage" for c in slack.calls)

        await coming.deliver([front], chance, WIDTH)
        await until(lambda: number_of() >= events, 60 + events * 0.05)
        await asyncio.sleep(3)  # what would be said twice would be said now
        child.kill()
        said = replies()
    await telegram.stop()
    seen = coming.seen
    seen["replies"] = len(said)
    seen["lost"], seen["twice"] = lost(coming.asked, said), doubled(said)
    seen["rooms out of order"] = disordered(coming.asked, said)
    seen["rooms"] = len(coming.rooms)
    return seen


def main(given: list[str]) -> int:
    events = number(given, 10_000)
    preload("tests.drills.front")
    begun = time.monotonic()
    with TemporaryDirectory() as folder:
        seen = asyncio.run(drill(events, Path(folder)))
    taken = time.monotonic() - begun
    say(f"{events:,} events, {seen['deliveries']:,} deliveries, {taken:.0f} s")
    show("replies", seen["replies"], events)
    show("lost", seen["lost"], events)
    show("answered twice", seen["twice"], events)
    show("rooms out of order", seen["rooms out of order"], seen["rooms"])
    for name, count in seen.items():
        if name.startswith("not taken"):
            show(f"{name}, delivered again", count)
    return int(bool(seen["lost"] or seen["twice"] or seen["rooms out of order"]))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
