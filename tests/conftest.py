"""The house rules of every test: no network beyond loopback, no settings of the machine."""

from __future__ import annotations

import os
import sys
from ipaddress import ip_address
from typing import Any

import pytest
from hypothesis import settings

settings.register_profile("house", deadline=None)  # no timing assertions in tests
settings.load_profile("house")

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
