"""Nothing a model does may leave a traceback of ours."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator

import pytest
import pytest_asyncio

from bot.settings import Settings
from tests.scenarios.models.proposing import Visitors, proposing


@pytest_asyncio.fixture(scope="package", loop_scope="session")
async def proposer(
    house: Settings, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[Visitors]:
    """A house with two notices of its own."""
    async with proposing(house, tmp_path_factory.mktemp("proposing")) as visitors:
        yield visitors


@pytest.fixture(autouse=True)
def _no_traceback(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    yield
    ours = [r for r in caplog.get_records("call") if r.name.startswith(("bot.", "adapters."))]
    assert not [each for each in ours if each.exc_info], caplog.text
