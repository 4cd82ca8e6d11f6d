"""The program as a process: its console without a terminal, its help, its end by SIGTERM."""

from __future__ import annotations

import asyncio
import os
import sys
from asyncio.subprocess import PIPE, Process
from pathlib import Path

import pytest

from bot.bootstrap import Service
from bot.settings import Settings
from tests.fakes.channels import eventually
from tests.loopback.telegram_server import TelegramServer
from tests.loopback.telegram_updates import message
from tests.scenarios.whole.desk import PATIENCE, OnTelegram, serving, to_telegram, told
from tests.scenarios.whole.words import JAPANESE, KOREAN

pytestmark = pytest.mark.asyncio(loop_scope="session")
ROOT = Path(__file__).parents[3]
HEAVY = ("torch", "chromadb", "sqlalchemy", "telegram", "slack_sdk", "aiohttp", "numpy", "dotenv")
HELP = f"""
import runpy, sys
sys.argv[1:] = ["--help"]
try:
    runpy.run_module("bot", run_name="__main__")
except SystemExit as end:
    assert end.code == 0
print(*(name for name in {HEAVY!r} if name in sys.modules), file=sys.stderr)
"""


async def started(house: Settings, folder: Path, *arguments: str, **more: str) -> Process:
    """``python`` with the session's knowledge; ``folder`` holds no ``.env``."""
    given = {
        "PATH": os.environ["PATH"],
        "HOME": os.environ["HOME"],
        "PYTHONPATH": str(ROOT),
        "CONCIERGE_DATA_DIR": str(house.data_dir),
        "CONCIERGE_MODELS_DIR": str(house.models_dir),
        "CONCIERGE_AS_OF": house.as_of.isoformat() if house.as_of else "",
        "CONCIERGE_LISTEN": "127.0.0.1:0",
    }
    return await asyncio.create_subprocess_exec(
        sys.executable,
        *arguments,
        cwd=folder,
        env=given | more,
        stdin=PIPE,
        stdout=PIPE,
        stderr=PIPE,
    )


async def test_help_loads_nothing_heavy(house: Settings, tmp_path: Path) -> None:
    process = await started(house, tmp_path, "-c", HELP)
    out, error = await process.communicate()
    assert (process.returncode, error.decode().strip()) == (0, "")
    assert "rollback" in out.decode()


async def test_without_a_terminal_each_line_is_a_question(
    service: Service, house: Settings, tmp_path: Path
) -> None:
    asked = f"{KOREAN.question}\n\n{JAPANESE.question}\n/my\n/forget"
    process = await started(house, tmp_path, "-m", "bot")
    out, error = await process.communicate(asked.encode())
    said = out.decode()
    assert (process.returncode, error) == (0, b""), error.decode()
    assert KOREAN.deadline[1] in said
    assert JAPANESE.deadline[1] in said
    assert said.index(KOREAN.deadline[1]) < said.index(JAPANESE.deadline[1])
    # asked of two firms in two places, neither is overwritten
    assert told(service, "ja", "command.forgotten", companies=2) in said
    assert "> " not in said


async def test_a_stop_loses_no_question(
    service: Service, house: Settings, telegram: TelegramServer, tmp_path: Path
) -> None:
    place = {"TELEGRAM_BOT_TOKEN": telegram.token, "TELEGRAM_API_URL": telegram.url}
    process = await started(house, tmp_path, "-m", "bot", "serve", **place)
    person, others = OnTelegram(telegram, "ko", chat=31), range(32, 40)
    assert KOREAN.deadline[1] in await person.says(KOREAN.question)
    for chat in others:
        telegram.send(message(KOREAN.question, chat=chat))
    await eventually(lambda: not telegram.pending, PATIENCE)  # all are committed
    process.terminate()
    _, error = await process.communicate()
    assert process.returncode == 0, error.decode()
    # what the stop left in the mailbox, the next process answers; nobody is answered twice
    async with serving(service, house.data_dir, telegram=to_telegram(telegram)):
        await eventually(lambda: all(telegram.texts(chat) for chat in others), PATIENCE)
    assert [len(telegram.texts(chat)) for chat in others] == [1] * len(others)
