"""The Slack channel of the concierge."""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections.abc import Awaitable, Callable
from ipaddress import ip_address
from urllib.parse import urlsplit

from aiohttp import ClientError, web
from slack_sdk.errors import SlackApiError, SlackClientError
from slack_sdk.web.async_client import AsyncWebClient

from adapters.channels.slack.committing import build_app, quiet_logger
from adapters.channels.slack.delivery import Delivery
from adapters.channels.slack.endpoint import Endpoint
from adapters.channels.slack.failures import asked
from adapters.channels.slack.listening import listen
from adapters.channels.slack.rendering import divide, render
from adapters.channels.slack.translation import CHANNEL, translate
from bot.errors import BadSettings
from bot.messages import Address, Incoming, Outgoing
from bot.ports import Intake, Update


class Slack:
    """Socket Mode with ``app_token``, HTTP with ``signing_secret`` and ``application``.

    ``application`` gets its routes here, before it runs. ``commands`` are the words after
    ``/concierge`` (or ``!``) that are commands. ``status`` follows the bot's name while it thinks;
    ``waiting`` acknowledges a command; both are words for people. ``now`` is the real time in
    seconds, also where the concierge's own clock is fixed for a trial: signatures age by it.
    ``patience`` is how many seconds a lost socket may stay lost before ``receive`` gives up.
    """

    name = CHANNEL

    def __init__(  # noqa: PLR0913 - every one is a setting or a word
        self,
        token: str,
        *,
        app_token: str = "",
        signing_secret: str = "",
        application: web.Application | None = None,
        api_url: str = "",
        commands: frozenset[str] = frozenset(),
        status: str = "…",
        waiting: str = "",
        now: Callable[[], float] = time.time,
        patience: float = 30.0,
    ) -> None:
        # No retries inside the SDK: a post repeated after a broken connection may be a second one.
        self._client = AsyncWebClient(
            token,
            base_url=api_url or AsyncWebClient.BASE_URL,
            retry_handlers=[],
            logger=quiet_logger(),
        )
        if _is_loopback(self._client.base_url):
            self._client.proxy = None  # the SDK takes HTTPS_PROXY and knows no exceptions
        self._delivery = Delivery(self._client)
        self._app_token = app_token
        self._commands = commands
        self._status = status
        self._waiting = waiting
        self._patience = patience
        self._endpoint: Endpoint | None = None
        if signing_secret and application is not None:
            self._endpoint = Endpoint(signing_secret, now)
            self._endpoint.mount(application)

    async def open(self) -> None:
        if not self._app_token and self._endpoint is None:
            raise BadSettings(
                "Slack needs SLACK_APP_TOKEN (Socket Mode) or SLACK_SIGNING_SECRET (HTTP)."
            )
        await asked(self._client.auth_test(), "SLACK_BOT_TOKEN")

    async def receive(self, inbox: Intake) -> None:
        app = build_app(self._client, inbox, self._waiting)
        try:
            if self._endpoint:
                self._endpoint.dispatch = app.async_dispatch
            if self._app_token:
                await listen(app, self._client, self._app_token, self._patience)
            else:
                await asyncio.Event().wait()
        finally:
            if self._endpoint:
                self._endpoint.dispatch = None

    def translate(self, update: Update) -> Incoming | None:
        return translate(update, self._commands)

    async def typing(self, address: Address) -> None:
        await _quietly(self._delivery.show_status(address, self._status))

    def parts(self, outgoing: Outgoing) -> tuple[Outgoing, ...]:
        return divide(outgoing)

    async def send(self, outgoing: Outgoing) -> None:
        await self._delivery.post(outgoing.address, render(outgoing.reply))
        await _quietly(self._delivery.clear_status(outgoing.address))

    async def close(self) -> None:
        """Nothing is held open: a call has its own connection, receive() closes its socket."""


async def _quietly(call: Awaitable[None]) -> None:
    """For what only decorates; it may neither fail nor hold up an answer."""
    with contextlib.suppress(SlackApiError, SlackClientError, ClientError, TimeoutError, OSError):
        await asyncio.wait_for(call, timeout=5)


def _is_loopback(url: str) -> bool:
    host = urlsplit(url).hostname or ""
    with contextlib.suppress(ValueError):
        return ip_address(host).is_loopback
    return host == "localhost"
