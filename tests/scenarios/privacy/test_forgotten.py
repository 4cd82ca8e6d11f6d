"""The whole service: somebody talks, has everything exported, is forgotten; and how it says it is."""

from __future__ import annotations

import asyncio
from asyncio.subprocess import PIPE, create_subprocess_exec
from pathlib import Path

import pytest
from aiohttp import ClientSession

from bot.bootstrap import Service
from bot.retention import Retention
from bot.settings import Settings
from tests.loopback.telegram_server import TelegramServer
from tests.scenarios.whole.desk import OnTelegram, free_port, serving, to_telegram, told
from tests.scenarios.whole.words import KOREAN

pytestmark = pytest.mark.asyncio(loop_scope="session")
CANARY, CHAT = "canaryfirm77", 770_001_234


async def left(folder: Path) -> str:
    """The files in which the person stands. Another process looks: whoever closes a file of SQLite's
    beside it lets go of its locks, and the next process to write would spoil it.
    """
    words = ("-e", CANARY, "-e", str(CHAT))
    grep = await create_subprocess_exec("grep", "-rlaF", *words, str(folder), stdout=PIPE)
    return (await grep.communicate())[0].decode()


async def test_after_forget_no_file_of_the_service_knows_the_person(
    service: Service, house: Settings, telegram: TelegramServer
) -> None:
    person = OnTelegram(telegram, "ko", chat=CHAT)
    retention = next(c for c in service.desk.counters if isinstance(c, Retention))
    async with serving(service, house.data_dir, telegram=to_telegram(telegram)):
        await person.says(f"{CANARY}라는 부산 제조업체입니다. {KOREAN.question}")
        await person.says("직원은 12명입니다")
        assert await left(house.data_dir)
        await person.says("/forget")
        for _ in range(100):
            await retention.tick(service.clock())
            if not await left(house.data_dir):
                break
            await asyncio.sleep(0.1)
        assert await left(house.data_dir) == ""
        assert told(service, "ko", "command.forgotten_none") == await person.says("/export")


async def test_the_service_says_whether_it_is_ready_and_what_it_has_done(
    service: Service, house: Settings, telegram: TelegramServer, tmp_path: Path
) -> None:
    port = free_port()
    root = f"http://127.0.0.1:{port}"
    person = OnTelegram(telegram, "ko", chat=CHAT + 1)
    async with (
        serving(service, tmp_path, telegram=to_telegram(telegram), port=port),
        ClientSession() as session,
    ):
        await person.says(KOREAN.question)
        async with session.get(f"{root}/readyz") as answer:
            assert (answer.status, await answer.json()) == (200, {"ready": True, "wrong": {}})

        async def counted() -> str:
            async with session.get(f"{root}/metrics") as answer:
                return await answer.text()

        found = await counted()
        assert (
            'concierge_answers_total{channel="telegram",language="ko",outcome="answered"}' in found
        )
        assert 'concierge_mailbox_rows{queue="inbox",state="new"} 0.0' in found
        assert "concierge_answer_seconds_bucket" in found
        assert str(CHAT + 1) not in found
