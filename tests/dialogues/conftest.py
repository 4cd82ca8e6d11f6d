"""One concierge over the bundled documents for all dialogues: real model, real index, real files."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from bot.bootstrap import Service, open_service, open_versions
from bot.settings import Settings, read_settings

MODELS = os.environ.get("CONCIERGE_MODELS_DIR", "")
"""Read before the environment is cleaned: a converted model need not be made again."""


@pytest.fixture(scope="session")
def house(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    folder: Path = tmp_path_factory.mktemp("concierge")
    given = {"CONCIERGE_DATA_DIR": str(folder), "CONCIERGE_MODELS_DIR": MODELS}
    house = read_settings(given, {})
    with open_versions(house) as versions:
        report = versions.reload()
    assert not report.failed
    return house


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def service(house: Settings) -> AsyncIterator[Service]:
    async with open_service(house) as service:
        yield service
