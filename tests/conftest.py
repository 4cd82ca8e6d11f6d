"""The house rules of every test: no network beyond loopback, no settings of the machine.

And the whole concierge over the bundled documents, built once for all tests that ask it.
"""

from __future__ import annotations

import os
import sys
from collections.abc import AsyncIterator
from ipaddress import ip_address
from typing import Any

import pytest
import pytest_asyncio
from hypothesis import settings

from bot.bootstrap import Service, open_service, open_versions
from bot.settings import Settings, read_settings

settings.register_profile("house", deadline=None)  # no timing assertions in tests
settings.load_profile("house")

MODELS = os.environ.get("CONCIERGE_MODELS_DIR", "")
"""Read before the environment is cleaned: a converted model need not be made again."""

GIVEN = {
    "CONCIERGE_MODELS_DIR": MODELS,
    "CONCIERGE_AS_OF": "2026-11-22T10:00:00+09:00",
    "CONCIERGE_OPERATOR": "한일상공회",
    "TELEGRAM_BOT_TOKEN": "700:AAtesttoken",
    "TELEGRAM_ADMINS": "7",
    "SLACK_BOT_TOKEN": "xoxb-test",
    "SLACK_APP_TOKEN": "xapp-test",
    "SLACK_ADMINS": "U7",
}
"""The settings of the service below: person 7 is the admin of either messenger."""

OURS = ("CONCIERGE_", "TELEGRAM_", "SLACK_")
ALSO_OURS = {"DATABASE_URL", "CHROMA_URL", "DATA_GO_KR_KEY", "BIZINFO_KEY", "GBIZINFO_TOKEN"}
PROXIES = {"HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"}
HOST_AT = {"socket.connect": 1, "socket.sendto": 1, "socket.getaddrinfo": 0}
"""Where each of Python's audit events carries the host or the address."""


class NetworkUsed(BaseException):
    """Not an Exception, so that no retry loop swallows it."""


def _guard(event: str, arguments: tuple[Any, ...]) -> None:
    if event in HOST_AT:
        address = arguments[HOST_AT[event]]
        host = address[0] if isinstance(address, tuple) else address
        if isinstance(address, tuple) or event == "socket.getaddrinfo":
            _check(host)


def _check(host: str | bytes | None) -> None:
    name = host.decode() if isinstance(host, bytes) else host or "localhost"
    try:
        inside = ip_address(name.partition("%")[0]).is_loopback
    except ValueError:
        inside = name == "localhost"
    if not inside:
        raise NetworkUsed(f"a test reached for {name}; only loopback is allowed")


sys.addaudithook(_guard)


@pytest.fixture(autouse=True)
def _clean_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in os.environ:
        if name.startswith(OURS) or name in ALSO_OURS or name.upper() in PROXIES:
            monkeypatch.delenv(name)


@pytest.fixture(scope="session")
def house(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """Settings whose data directory holds the bundled documents, loaded."""
    folder = tmp_path_factory.mktemp("concierge")
    house = read_settings(GIVEN | {"CONCIERGE_DATA_DIR": str(folder)}, {})
    with open_versions(house) as versions:
        report = versions.reload()
    assert not report.failed
    return house


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def service(house: Settings) -> AsyncIterator[Service]:
    """Real model, real index, real files; tests that use it run in the session's loop."""
    async with open_service(house) as service:
        yield service
