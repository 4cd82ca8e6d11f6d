"""Forged, replayed and malformed webhooks of Slack and Telegram: is each refused, and silently?

    python -m tests.drills.forgeries [REQUESTS]

They go to one process with the real listener and channels. Every request holds a word that no log
may hold; logging is at DEBUG. Only a replay within Slack's own five minutes is let in, and is then
the same row of the inbox.
"""

from __future__ import annotations

import asyncio
import io
import logging
import random
import sys
from collections import Counter

from adapters.channels.slack import Slack
from adapters.channels.telegram import Telegram, Webhook
from adapters.listener import Listener
from bot.ports import Intake, Received
from tests.drills.figures import number, say, show
from tests.drills.forging import CANARY, forged, genuine
from tests.drills.front import SECRET
from tests.drills.observed import until
from tests.loopback.postgres import free_port
from tests.loopback.slack_server import BOT_TOKEN, SIGNING_SECRET, slack_server
from tests.loopback.telegram_server import TelegramServer

REFUSED = range(400, 414)


class Rows(Intake):
    """An inbox in memory."""

    def __init__(self) -> None:
        self.keys: set[str] = set()

    async def put(self, received: Received) -> bool:
        fresh = received.key not in self.keys
        self.keys.add(received.key)
        return fresh


async def drill(requests: int, log: io.StringIO, seed: int = 29) -> Counter[str]:
    chance = random.Random(seed)  # noqa: S311 - repeatable
    telegram, rows, port, seen = TelegramServer(), Rows(), free_port(), Counter[str]()
    await telegram.start()
    listener = Listener("127.0.0.1", port)
    url = f"http://127.0.0.1:{port}/telegram/webhook"
    async with slack_server() as server:
        channels = (
            Telegram(
                telegram.token,
                api_url=telegram.url,
                webhook=Webhook(url, SECRET, listener.application),
            ),
            Slack(
                BOT_TOKEN,
                signing_secret=SIGNING_SECRET,
                application=listener.application,
                api_url=server.api_url,
            ),
        )
        await listener.start()
        for channel in channels:
            await channel.open()
        tasks = [asyncio.create_task(channel.receive(rows)) for channel in channels]
        await until(lambda: bool(telegram.webhook), 10)
        await asyncio.sleep(0.2)
        await _send(requests, port, chance, seen, rows)
        seen["names in the log"] = log.getvalue().count(CANARY)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        for channel in channels:
            await channel.close()
    await listener.stop()
    await telegram.stop()
    return seen


async def _send(
    requests: int, port: int, chance: random.Random, seen: Counter[str], rows: Rows
) -> None:
    for n in range(requests):
        request = forged(n, chance)
        status = await request.sent(port)
        seen[f"status {status}"] += 1
        seen["server errors"] += status >= 500
        if status not in REFUSED:
            seen["not refused"] += 1
            say(f"  {status}: {request.name}")
    seen["rows"] = len(rows.keys)
    for request in genuine(chance):
        seen["genuine"] += 1
        seen["genuine taken"] += await request.sent(port) == 200
        before = len(rows.keys)
        seen["replays"] += 1
        seen["replays taken as new"] += await request.sent(port) != 200 or len(rows.keys) != before


def main(given: list[str]) -> int:
    requests = number(given, 300)
    log = io.StringIO()
    logging.basicConfig(level=logging.DEBUG, stream=log)
    seen = asyncio.run(drill(requests, log))
    for name, count in sorted(seen.items()):
        if name.startswith("status"):
            show(name, count)
    show("not refused", seen["not refused"], requests)
    show("server errors", seen["server errors"], requests)
    show("rows they left in the inbox", seen["rows"], requests)
    show("times the log names what they held", seen["names in the log"], requests)
    show("genuine ones taken", seen["genuine taken"], seen["genuine"])
    show("replays taken as new", seen["replays taken as new"], seen["replays"])
    wrong = ("not refused", "server errors", "rows", "names in the log", "replays taken as new")
    return int(any(seen[name] for name in wrong))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
