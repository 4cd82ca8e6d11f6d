"""People who talked and are forgotten: what is left of them in the files, and after how long?

    python -m tests.drills.forgetting [PEOPLE]

On a SQLite file with the real stores: everybody tells 25 things and is answered, among others who
stay. Then each is forgotten: the receipt goes out, one round of the clock follows, and every file of
the directory is searched for their words and their id. Beside it: the same without the last step,
the vacuum and the cut of the log.
"""

from __future__ import annotations

import asyncio
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from adapters.stores.database import database_url, open_async_engine
from adapters.stores.mailbox import prepare
from bot.messages import Person
from tests.drills.figures import number, say, show, show_ms
from tests.unit.adapters.test_traces import House

TOLD = 25


async def drill(people: int, folder: Path) -> int:
    engine = open_async_engine(database_url("", folder))
    await prepare(engine)
    house = await House(engine, folder).prepare()
    everybody = [Person("telegram", str(880_000_000 + n)) for n in range(2 * people)]
    for turn in range(TOLD):
        for person in everybody:
            await house.answers(f"canary-{person.id}-{turn} 비밀", person)
            await house.sends()
    raw = wiped = 0
    waits = []
    for person in everybody[:people]:
        begun = time.monotonic()
        await house.forgets(person)
        await house.sends()
        await house.traces.finish()
        raw += bool(house.left(person.id))
        house.retention._to_wipe = True
        await house.retention.tick(house.now)
        waits.append(time.monotonic() - begun)
        wiped += bool(house.left(person.id))
    stay = sum(bool(house.left(f"canary-{p.id}-{TOLD - 1}")) for p in everybody[people:])
    await engine.dispose()
    say(f"{people} of {2 * people} people forgotten, {TOLD} messages each")
    show("left in a file before the vacuum", raw, people)
    show("left in a file after it", wiped, people)
    show("others who are still known", stay, people)
    show_ms("from /forget to the last byte", waits)
    return wiped


def main(given: list[str]) -> int:
    with TemporaryDirectory() as folder:
        return min(1, asyncio.run(drill(number(given, 100), Path(folder))))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
