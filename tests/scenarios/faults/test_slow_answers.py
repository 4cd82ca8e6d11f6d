"""Fault 28: whoever answers slowly, the platforms are acknowledged at once."""

from __future__ import annotations

import asyncio
from pathlib import Path

from adapters.channels.telegram import Webhook
from adapters.listener import Listener
from bot.messages import Incoming, Reply
from tests.fakes.channels import eventually
from tests.loopback.postgres import free_port
from tests.loopback.telegram_server import TelegramServer
from tests.loopback.telegram_updates import message
from tests.scenarios.telegram.desk import connected, serving


async def test_a_hundred_updates_are_acknowledged_before_the_first_is_answered(
    tmp_path: Path,
) -> None:
    async def never(_: Incoming) -> Reply | None:
        await asyncio.Event().wait()
        return None

    server = TelegramServer()
    await server.start()
    listener = Listener("127.0.0.1", port := free_port())
    hook = Webhook(f"http://127.0.0.1:{port}/telegram/webhook", "a-Secret_42", listener.application)
    await listener.start()
    async with serving(tmp_path, connected(server, webhook=hook), respond=never):
        await eventually(lambda: bool(server.webhook))
        for n in range(100):
            server.send(message("느린 질문", chat=n + 1))
        assert await server.deliver() == [200] * 100
        assert server.sent == []
    await listener.stop()
    await server.stop()
