"""The Slack channel of the concierge."""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections.abc import Awaitable, Callable, Sequence

from aiohttp import ClientError, web
from slack_sdk.errors import SlackApiError, SlackClientError

from adapters.channels.slack.client import build_client
from adapters.channels.slack.committing import build_app
from adapters.channels.slack.delivery import Delivery
from adapters.channels.slack.downloading import fetch
from adapters.channels.slack.endpoint import Endpoint
from adapters.channels.slack.failures import asked
from adapters.channels.slack.listening import listen
from adapters.channels.slack.parts import divide
from adapters.channels.slack.places import CHANNEL
from adapters.channels.slack.suggesting import Suggestions
from adapters.channels.slack.translation import translate
from bot.errors import BadSettings
from bot.messages import Address, Incoming, Outgoing, ReceivedFile
from bot.ports import Intake, Update

Placed = Callable[[Outgoing, str], Awaitable[None]]


class Slack:
    """Socket Mode with ``app_token``, HTTP with ``signing_secret`` and ``application``.

    ``application`` gets its routes here, before it runs. ``commands`` are the words after
    ``/concierge`` (or ``!``) that are commands. ``status`` follows the bot's name while it thinks;
    ``waiting`` acknowledges a command; ``suggestions`` are what may be asked, offered in an empty
    conversation; all three are words for people. ``placed`` hears which message a reply became.
    ``now`` is the real time in
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
        suggestions: Sequence[str] = (),
        placed: Placed | None = None,
        now: Callable[[], float] = time.time,
        patience: float = 30.0,
    ) -> None:
        self._client = build_client(token, api_url)
        self._delivery = Delivery(self._client)
        self._app_token = app_token
        self._commands = commands
        self._status = status
        self._waiting = waiting
        self._suggestions = Suggestions(self._client, suggestions)
        self._patience = patience
        self._placed = placed
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
        app = build_app(self._client, inbox, self._waiting, self._suggestions.consider)
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
        message = await self._delivery.deliver(outgoing)
        await _quietly(self._delivery.clear_status(outgoing.address))
        if message and self._placed:
            await _quietly(self._placed(outgoing, message))

    async def download(self, file: ReceivedFile) -> bytes:
        return await fetch(self._client, file)

    async def close(self) -> None:
        """Nothing is held open: a call has its own connection, receive() closes its socket."""


async def _quietly(call: Awaitable[None]) -> None:
    """For what only decorates; it may neither fail nor hold up an answer."""
    with contextlib.suppress(SlackApiError, SlackClientError, ClientError, TimeoutError, OSError):
        await asyncio.wait_for(call, timeout=5)
