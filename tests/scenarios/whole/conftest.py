"""The two platforms on loopback, one of each for a test; the concierge is the session's."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator

import pytest
import pytest_asyncio

from tests.loopback.slack_server import SlackServer, slack_server
from tests.loopback.telegram_server import TelegramServer


@pytest_asyncio.fixture(loop_scope="session")
async def telegram() -> AsyncIterator[TelegramServer]:
    running = TelegramServer()
    await running.start()
    yield running
    await running.stop()


@pytest_asyncio.fixture(loop_scope="session")
async def slack() -> AsyncIterator[SlackServer]:
    async with slack_server() as running:
        yield running


@pytest.fixture(autouse=True)
def _no_traceback(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """Whatever people send, nothing of ours may fail."""
    yield
    ours = [r for r in caplog.get_records("call") if r.name.startswith(("bot.", "adapters."))]
    assert not [each for each in ours if each.exc_info], caplog.text
