"""One console for all tests; each has its own visitors."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from bot.bootstrap import Service
from tests.scenarios.web.desk import Visitor, console


@pytest_asyncio.fixture(scope="package", loop_scope="session")
async def root(service: Service, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[str]:
    async with console(service, tmp_path_factory.mktemp("console")) as root:
        yield root


@pytest_asyncio.fixture(loop_scope="session")
async def stranger(root: str) -> AsyncIterator[Visitor]:
    """Somebody who has not signed in."""
    visitor = Visitor(root)
    yield visitor
    await visitor.session.close()


@pytest_asyncio.fixture(loop_scope="session")
async def admin(stranger: Visitor) -> Visitor:
    answer = await stranger.signs_in(name="김담당")
    assert answer.status == 200
    return stranger
