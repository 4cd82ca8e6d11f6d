"""Many people at once before whole concierges, each a process ``python -m bot serve`` as it is run.

The Bot API is the drill's own, on loopback; updates come by webhook, each to any replica. What a
concierge costs is read as processor time too, which another program on the machine hardly changes.
"""

from __future__ import annotations

import asyncio
import json
import os
import random
import signal
import sys
import time
from asyncio.subprocess import Process
from collections import defaultdict
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from aiohttp import ClientError, ClientSession

from tests.drills.arriving import HEADER
from tests.drills.front import SECRET
from tests.loopback.postgres import free_port
from tests.loopback.telegram_server import TelegramServer
from tests.loopback.telegram_updates import message

ROOT = Path(__file__).parents[2]
PATIENCE = 180.0
TICKS = os.sysconf("SC_CLK_TCK")
AS_OF = "2026-11-22T10:00:00+09:00"


class Heard(TelegramServer):
    """Wakes who waits for a message to a chat."""

    def __init__(self) -> None:
        super().__init__()
        self.count: defaultdict[int, int] = defaultdict(int)
        self.came: defaultdict[int, asyncio.Event] = defaultdict(asyncio.Event)

    def _keep(self, params: dict[str, Any], content: dict[str, Any]) -> dict[str, Any]:
        chat = int(params["chat_id"])
        self.count[chat] += 1
        self.came[chat].set()
        return super()._keep(params, content)


@dataclass
class Crowd:
    """Concierges that serve, and the platform between them and people."""

    server: Heard
    ports: Sequence[int]
    processes: Sequence[Process]
    session: ClientSession
    chance: random.Random = field(default_factory=lambda: random.Random(7))  # noqa: S311

    async def tell(self, text: str, chat: int, language: str) -> None:
        """Until a replica has acknowledged it."""
        update: dict[str, Any] = {"update_id": self.chance.randrange(2**31)}
        update["message"] = message(text, chat=chat, language=language)
        body, headers = json.dumps(update).encode(), {HEADER: SECRET}
        while True:
            url = f"http://127.0.0.1:{self.chance.choice(self.ports)}/telegram/webhook"
            try:
                async with self.session.post(url, data=body, headers=headers) as answer:
                    if answer.status == 200:
                        return
            except (ClientError, OSError):
                pass
            await asyncio.sleep(0.2)

    async def ask(self, text: str, chat: int, language: str) -> float:
        """Seconds from the question's leaving to the first message of the answer; inf for none."""
        before, begun = self.server.count[chat], time.monotonic()
        await self.tell(text, chat, language)
        try:
            async with asyncio.timeout(PATIENCE):
                while self.server.count[chat] == before:
                    self.server.came[chat].clear()
                    await self.server.came[chat].wait()
        except TimeoutError:
            return float("inf")
        return time.monotonic() - begun

    def processor_seconds(self) -> float:
        """Of all concierges since they began."""
        total = 0
        for process in self.processes:
            stat = Path(f"/proc/{process.pid}/stat").read_text("ascii").rpartition(")")[2].split()
            total += int(stat[11]) + int(stat[12])
        return total / TICKS


@asynccontextmanager
async def crowd(
    folder: Path, replicas: int, database: str = "", more: Mapping[str, str] | None = None
) -> AsyncIterator[Crowd]:
    """``folder`` holds the loaded knowledge (``load``), and the mailbox where no address is given."""
    server = Heard()
    await server.start()
    ports = [free_port() for _ in range(replicas)]
    processes: list[Process] = []
    try:
        async with ClientSession() as session:
            for port in ports:  # one after the other: the first one makes the tables
                env = _environment(folder, database) | _serving(server, port) | dict(more or {})
                processes.append(await _begun(env, "serve", "--channel", "telegram"))
                await _listens(session, port, processes[-1])
            made = Crowd(server, ports, processes, session)
            for n in range(replicas * 2):
                await made.ask("/help", 900_000 + n, "ko")
            yield made
    finally:
        for process in processes:
            if process.returncode is None:
                process.send_signal(signal.SIGTERM)
        for process in processes:
            await process.wait()
        await server.stop()


async def load(folder: Path, database: str = "") -> None:
    """The bundled documents."""
    process = await _begun(_environment(folder, database), "reload")
    if await process.wait():
        raise RuntimeError("the documents could not be loaded")


async def _begun(env: Mapping[str, str], *arguments: str) -> Process:
    log = (Path(env["CONCIERGE_DATA_DIR"]) / "log.txt").open("ab")
    return await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", *arguments, cwd=ROOT, env=env, stdout=log, stderr=log
    )


def _environment(folder: Path, database: str) -> dict[str, str]:
    """Nothing of the machine's settings; an empty one beats ``.env``."""
    ours = ("CONCIERGE_", "TELEGRAM_", "SLACK_")
    env = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
    models = os.environ.get("CONCIERGE_MODELS_DIR", "")
    return env | {
        "CONCIERGE_DATA_DIR": str(folder),
        "CONCIERGE_MODELS_DIR": models,
        "CONCIERGE_AS_OF": AS_OF,
        "DATABASE_URL": database,
        "CHROMA_URL": "",
        "SLACK_BOT_TOKEN": "",
        "CONCIERGE_LIMITS": "0/0",
    }


def _serving(server: Heard, port: int) -> dict[str, str]:
    return {
        "CONCIERGE_LISTEN": f"127.0.0.1:{port}",
        "TELEGRAM_BOT_TOKEN": server.token,
        "TELEGRAM_API_URL": server.url,
        "TELEGRAM_WEBHOOK_URL": f"http://127.0.0.1:{port}/telegram/webhook",
        "TELEGRAM_WEBHOOK_SECRET": SECRET,
    }


async def _listens(session: ClientSession, port: int, process: Process) -> None:
    async with asyncio.timeout(PATIENCE):
        while process.returncode is None:
            try:
                async with session.get(f"http://127.0.0.1:{port}/healthz") as answer:
                    if answer.status == 200:
                        return
            except (ClientError, OSError):
                pass
            await asyncio.sleep(0.2)
    raise RuntimeError("a concierge ended before it listened; see log.txt")
