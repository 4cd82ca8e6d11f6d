"""The SDK's client, as every part of this channel needs it."""

from __future__ import annotations

import contextlib
from ipaddress import ip_address
from urllib.parse import urlsplit

from slack_sdk.web.async_client import AsyncWebClient

from adapters.channels.slack.committing import quiet_logger


def build_client(token: str, api_url: str) -> AsyncWebClient:
    """No retries inside the SDK: a post repeated after a broken connection may be a second one."""
    client = AsyncWebClient(
        token,
        base_url=api_url or AsyncWebClient.BASE_URL,
        retry_handlers=[],
        logger=quiet_logger(),
    )
    if _is_loopback(client.base_url):
        client.proxy = None  # the SDK takes HTTPS_PROXY and knows no exceptions
    return client


def _is_loopback(url: str) -> bool:
    host = urlsplit(url).hostname or ""
    with contextlib.suppress(ValueError):
        return ip_address(host).is_loopback
    return host == "localhost"
