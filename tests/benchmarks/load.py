"""200 conversations at once through the whole concierge: how long is the wait, what saturates?

    python -m tests.benchmarks.load [--conversations 200] [--turns 3] [--think 10]
                                    [--replicas 1 2] [--database sqlite|postgresql]

Real understanding, search and rendering, no language model; Telegram's webhook and Bot API on
loopback. ``steady``: everybody asks, reads for about ``--think`` seconds, asks again. ``burst``:
everybody asks in the same second once. The time is from the update's leaving to the arrival of the
answer's first message, retries included.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import random
import sys
import time
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.drills.crowd import Crowd, crowd, load
from tests.drills.figures import say, show, show_ms
from tests.loopback.postgres import postgres

QUESTIONS = Path(__file__).parents[1] / "evals" / "intents.jsonl"
FOLLOW_UPS = {"ko": "그럼 마감은 언제예요?", "ja": "締切はいつですか。"}
TARGET = 1.5
"""Seconds at p95, the target of the plan."""


def questions() -> dict[str, list[str]]:
    """What people ask who look for support, by language; a third of all turns follows up."""
    found: dict[str, list[str]] = {"ko": [], "ja": []}
    for line in QUESTIONS.read_text("utf-8").splitlines():
        row = json.loads(line)
        if row["intent"] == "find" and row["language"] in found:
            found[row["language"]].append(row["text"])
    return found


async def person(
    place: Crowd,
    chat: int,
    turns: int,
    think: float,
    asked: dict[str, list[str]],
    waits: list[float],
) -> None:
    """Every third turn is a follow-up; an odd number writes Japanese."""
    language, chance = ("ko", "ja")[chat % 2], random.Random(chat)  # noqa: S311
    await asyncio.sleep(chance.uniform(0, think))
    for turn in range(turns):
        text = FOLLOW_UPS[language] if turn % 3 == 2 else chance.choice(asked[language])
        waits.append(await place.ask(text, chat, language))
        await asyncio.sleep(chance.uniform(0.5, 1.5) * think)


async def phase(place: Crowd, name: str, people: int, turns: int, think: float) -> list[float]:
    waits: list[float] = []
    asked, base = questions(), {"steady": 1000, "burst": 5000}[name]
    cost, begun = place.processor_seconds(), time.monotonic()
    async with asyncio.TaskGroup() as group:
        for n in range(people):
            group.create_task(person(place, base + n, turns, think, asked, waits))
    taken = time.monotonic() - begun
    cost = place.processor_seconds() - cost
    say(f"{name}: {people} people, {turns} turns, {len(place.ports)} replicas")
    show_ms("wait for an answer", waits)
    show("slower than 1.5 s", sum(wait > TARGET for wait in waits), len(waits))
    show("never answered", sum(wait == float("inf") for wait in waits), len(waits))
    say(f"{'answers a second':>44}: {len(waits) / taken:.1f}")
    say(f"{'processor time an answer':>44}: {cost / len(waits) * 1000:.0f} ms")
    return waits


async def measure(options: argparse.Namespace, database: str) -> None:
    with TemporaryDirectory() as place:
        folder = Path(place)
        await load(folder, database)
        for replicas in options.replicas:
            async with crowd(folder, replicas, database) as people:
                warm = questions()
                for n in range(6 * replicas):
                    await people.ask(warm[("ko", "ja")[n % 2]][n], 700 + n, ("ko", "ja")[n % 2])
                if options.think > 0:
                    await phase(
                        people, "steady", options.conversations, options.turns, options.think
                    )
                await phase(people, "burst", options.conversations, 1, 0.0)


def main(given: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--conversations", type=int, default=200)
    parser.add_argument("--turns", type=int, default=3)
    parser.add_argument("--think", type=float, default=10.0)
    parser.add_argument("--replicas", type=int, nargs="+", default=[1, 2])
    parser.add_argument("--database", choices=["sqlite", "postgresql"], default="sqlite")
    options = parser.parse_args(given)
    with ExitStack() as stack:
        address = stack.enter_context(postgres()) if options.database == "postgresql" else ""
        say(f"mailbox and memory: {options.database}")
        asyncio.run(measure(options, address))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
