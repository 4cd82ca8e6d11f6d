from __future__ import annotations

from collections.abc import AsyncIterator, Iterator

import pytest

from tests.loopback.telegram_server import TelegramServer

OURS = "disk full"
"""What a test raises itself."""


@pytest.fixture
async def server() -> AsyncIterator[TelegramServer]:
    running = TelegramServer()
    await running.start()
    yield running
    await running.stop()


@pytest.fixture(autouse=True)
def _no_fault_of_our_own(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """What a platform does is expected; a traceback in the log is a mistake of this code."""
    yield
    ours = [r for r in caplog.get_records("call") if r.name.startswith(("bot.", "adapters."))]
    faults = [each for each in ours if each.exc_info]
    assert all(OURS in str(each.exc_info) for each in faults), caplog.text
