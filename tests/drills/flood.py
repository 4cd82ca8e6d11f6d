"""One person floods the concierge: do the others wait longer?

    python -m tests.drills.flood [SECONDS] [A_MINUTE]

Ten people ask at an ordinary pace, first alone, then beside one who sends a thousand messages a
minute, then alone again; the whole concierge answers, with the limits it has by default. Since the
phases follow one another on one machine, the ratio is what counts.
"""

from __future__ import annotations

import asyncio
import random
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.benchmarks.load import questions
from tests.drills.crowd import Crowd, crowd, load
from tests.drills.figures import number, quantile, say, show, show_ms

PEOPLE = 10
PAUSE = 4.0
"""Seconds between an answer and the next question, on average."""
FLOODER = 66


async def phase(
    place: Crowd, base: int, seconds: float, asked: dict[str, list[str]]
) -> list[float]:
    waits: list[float] = []
    until = time.monotonic() + seconds

    async def person(chat: int) -> None:
        language, chance = ("ko", "ja")[chat % 2], random.Random(chat)  # noqa: S311
        await asyncio.sleep(chance.uniform(0, PAUSE))
        while time.monotonic() < until:
            waits.append(await place.ask(chance.choice(asked[language]), chat, language))
            await asyncio.sleep(chance.uniform(0.5, 1.5) * PAUSE)

    async with asyncio.TaskGroup() as group:
        for n in range(PEOPLE):
            group.create_task(person(base + n))
    return waits


async def flood(place: Crowd, a_minute: int, asked: dict[str, list[str]]) -> None:
    """Until cancelled; the last thing ``sent`` counts."""
    async with asyncio.TaskGroup() as group:
        while True:
            group.create_task(place.tell(random.choice(asked["ko"]), FLOODER, "ko"))  # noqa: S311
            place.server.count[0] += 1
            await asyncio.sleep(60 / a_minute)


async def drill(seconds: float, a_minute: int, folder: Path) -> float:
    asked = questions()
    await load(folder)
    async with crowd(folder, 1, more={"CONCIERGE_LIMITS": "20/500"}) as place:
        await phase(place, 100, 3 * PAUSE, asked)  # warm
        before = await phase(place, 200, seconds, asked)
        flooding = asyncio.create_task(flood(place, a_minute, asked))
        beside = await phase(place, 300, seconds, asked)
        flooding.cancel()
        await asyncio.gather(flooding, return_exceptions=True)
        answered = place.server.count[FLOODER]
        again = await phase(place, 400, seconds, asked)
        sent = place.server.count[0]
    alone = quantile([*before, *again], 0.95)
    show_ms("others, alone", [*before, *again])
    show_ms("others, beside the flood", beside)
    show("messages of the flood", sent)
    show("answers it got", answered)
    ratio = quantile(beside, 0.95) / alone
    say(f"{'p95 beside the flood to p95 alone':>44}: {ratio:.2f}")
    return ratio


def main(given: list[str]) -> int:
    seconds, a_minute = number(given, 60), number(given, 1000, 1)
    with TemporaryDirectory() as folder:
        asyncio.run(drill(seconds, a_minute, Path(folder)))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
