"""Two and three replicas of the reception on one database: a duplicate, a loss, a broken order?

    python -m tests.drills.replicas [EVENTS] [sqlite|postgresql ...]

Each replica is a process with the real listener, Telegram channel (webhook), reception and mailbox;
every event comes one to three times, each time to any of them, and what is not acknowledged comes
again. In the middle one replica is killed with SIGKILL and another takes its place. PostgreSQL is a
server of the drill's own where the machine has one installed.
"""

from __future__ import annotations

import asyncio
import random
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.drills.arriving import Traffic, traffic
from tests.drills.children import Child, preload
from tests.drills.figures import number, say, show
from tests.drills.front import Front, serve
from tests.drills.observed import Clocked, after, disordered, doubled, lost, until
from tests.loopback.postgres import free_port, postgres, programs

WINDOW = 2.0


async def drill(
    events: int, replicas: int, database: str, folder: Path, *, kill: bool, seed: int = 17
) -> Counter[str]:
    chance = random.Random(seed)  # noqa: S311 - repeatable
    coming = traffic(events, chance, ("telegram",), 3)
    server = Clocked()
    await server.start()
    fronts = [
        Front(folder, database, server.url, port=free_port(), delay=0.01) for _ in range(replicas)
    ]
    children = [Child(serve, fronts[0])]
    assert children[0].said() == "open"  # it makes the tables
    children += [Child(serve, front) for front in fronts[1:]]
    assert all(child.said() == "open" for child in children[1:])
    begun = time.monotonic()
    delivering = asyncio.create_task(coming.deliver(fronts, chance, 24))
    killed = await _kill_one(server, events, children, fronts) if kill else []
    await delivering
    await until(lambda: not lost(coming.asked, server.said), 60 + events * 0.05)
    coming.seen["tenths of a second"] = int((time.monotonic() - begun) * 10)
    await asyncio.sleep(2)
    for child in children:
        child.kill()
    await server.stop()
    return _seen(coming, server, killed)


async def _kill_one(
    server: Clocked, events: int, children: list[Child], fronts: list[Front]
) -> list[float]:
    await until(lambda: len(server.sent) > events // 3, 120)
    moment = time.monotonic()
    children[-1].kill()
    children[-1] = Child(serve, fronts[-1])
    return [moment]


def _seen(coming: Traffic, server: Clocked, killed: list[float]) -> Counter[str]:
    seen, said = coming.seen, server.said
    seen["lost"], seen["twice"] = lost(coming.asked, said), doubled(said)
    seen["twice, outside the window"] = after(said, server.at, killed, WINDOW)
    seen["rooms"] = len(coming.rooms)
    seen["rooms out of order"] = disordered(coming.asked, said)
    return seen


@contextmanager
def databases(names: list[str]) -> Iterator[dict[str, str]]:
    """Addresses by name; the one of SQLite is empty."""
    if "postgresql" not in names or programs() is None:
        yield {"sqlite": ""} if "sqlite" in names else {}
        return
    with postgres() as address:
        yield {name: address if name == "postgresql" else "" for name in names}


def main(given: list[str]) -> int:
    events = number(given, 1000)
    names = given[1:] or ["sqlite", "postgresql"]
    preload("tests.drills.front")
    wrong = 0
    for name in names:
        for replicas, kill in ((1, False), (2, False), (3, True)):
            with databases([name]) as found, TemporaryDirectory() as folder:
                if name not in found:
                    say("no PostgreSQL server is installed here: left out")
                    break
                seen = asyncio.run(drill(events, replicas, found[name], Path(folder), kill=kill))
            say(f"{name}, {replicas} replicas{', one killed' * kill}, {events:,} events")
            show(
                "answers a second, deliveries included",
                int(events / max(seen["tenths of a second"] / 10, 0.1)),
            )
            show("lost", seen["lost"], events)
            show("answered twice", seen["twice"], events)
            show("of them not in the window before a kill", seen["twice, outside the window"])
            show("rooms out of order", seen["rooms out of order"], seen["rooms"])
            wrong += seen["lost"] + seen["twice, outside the window"] + seen["rooms out of order"]
    return int(bool(wrong))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
