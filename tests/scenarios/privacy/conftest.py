"""Telegram on loopback; the concierge is the session's."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest_asyncio

from tests.loopback.telegram_server import TelegramServer


@pytest_asyncio.fixture(loop_scope="session")
async def telegram() -> AsyncIterator[TelegramServer]:
    running = TelegramServer()
    await running.start()
    yield running
    await running.stop()
