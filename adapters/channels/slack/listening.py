"""Socket Mode, for as long as it holds."""

from __future__ import annotations

import asyncio
import contextlib
import logging

from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.app.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from adapters.channels.slack.failures import asked, translated
from bot.errors import DeliveryFailed

log = logging.getLogger(__name__)


async def listen(app: AsyncApp, client: AsyncWebClient, app_token: str, patience: float) -> None:
    """Until cancelled. The SDK reconnects by itself; DeliveryFailed once it has not managed to for
    ``patience`` seconds, because it tries a revoked token or an expired ticket for ever.
    """
    opened = await asked(client.apps_connections_open(app_token=app_token), "SLACK_APP_TOKEN")
    handler = AsyncSocketModeHandler(app, app_token, web_client=client)
    handler.client.proxy = client.proxy
    handler.client.wss_uri = opened["url"]
    try:
        with translated():
            async with asyncio.timeout(patience):
                await handler.connect_async()
        log.info("Slack: connected by Socket Mode.")
        await _watch(handler, patience)
    finally:
        with contextlib.suppress(Exception):
            await handler.close_async()


async def _watch(handler: AsyncSocketModeHandler, patience: float) -> None:
    missed = 0
    while missed < 5:
        await asyncio.sleep(patience / 5)
        missed = 0 if await handler.client.is_connected() else missed + 1
    raise DeliveryFailed("Slack's socket was lost and could not be opened again.")
