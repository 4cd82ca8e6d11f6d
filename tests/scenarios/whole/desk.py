"""People at the two messengers, and between them and the concierge nothing but the real thing."""

from __future__ import annotations

import asyncio
import itertools
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from aiohttp import ClientConnectionError

from bot.bootstrap import Service
from bot.bootstrap.messengers import serve
from bot.conversation import Conversation, from_json
from bot.settings import SlackSettings, TelegramSettings
from tests.fakes.channels import eventually
from tests.loopback.slack_payloads import click, command, direct, home_opened, mention, post
from tests.loopback.slack_payloads import token_of as slack_token
from tests.loopback.slack_server import APP_TOKEN, BOT_TOKEN, SIGNING_SECRET, SlackServer
from tests.loopback.telegram_server import TelegramServer
from tests.loopback.telegram_updates import message, press
from tests.loopback.telegram_updates import token_of as telegram_token

PATIENCE = 90.0
"""Seconds a test waits for what must come; a busy machine is no failure."""
ADMIN = 7
SECRET = "a-Secret_42"

_numbers = itertools.count(1000)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def to_telegram(server: TelegramServer, *, webhook: str = "") -> TelegramSettings:
    admins = frozenset({str(ADMIN)})
    return TelegramSettings(server.token, server.url, webhook, SECRET if webhook else "", admins)


def to_slack(server: SlackServer, *, http: bool = False) -> SlackSettings:
    app_token, secret = ("", SIGNING_SECRET) if http else (APP_TOKEN, "")
    return SlackSettings(BOT_TOKEN, app_token, secret, server.api_url, frozenset({f"U{ADMIN}"}))


@asynccontextmanager
async def serving(
    service: Service,
    folder: Path,
    *,
    telegram: TelegramSettings | None = None,
    slack: SlackSettings | None = None,
    port: int = 0,
) -> AsyncIterator[None]:
    """``serve`` as the command runs it, with a mailbox of its own in ``folder``."""
    listen = ("127.0.0.1", port)
    house = replace(
        service.settings, data_dir=folder, listen=listen, telegram=telegram, slack=slack
    )
    running = asyncio.create_task(serve(replace(service, settings=house), ()))
    try:
        yield
        assert not running.done(), running
    finally:
        running.cancel()
        with suppress(asyncio.CancelledError):
            await running


@dataclass
class OnTelegram:
    """Somebody who writes to the bot; ``hears`` is what came back to the last message."""

    server: TelegramServer
    language: str
    chat: Any = field(default_factory=lambda: next(_numbers))
    webhook: bool = False

    @property
    def room(self) -> int:
        return self.chat if isinstance(self.chat, int) else int(self.chat["id"])

    async def says(self, text: str) -> str:
        return await self.sends(message(text, chat=self.chat, language=self.language))

    async def presses(self, label: str, *, by: int = 0) -> str:
        """The newest button of that label; the word that passed by, once the press is answered."""
        under = next(each for each in reversed(self.server.sent) if label in labels_of(each))
        data = telegram_token(under, label)
        body = press(data, self.room, under, by=by, language=self.language)
        self.server.send(body, "callback_query")
        if self.webhook:
            assert await self.server.deliver() == [200]
        await eventually(lambda: body["id"] in self.server.toasts, PATIENCE)
        return self.server.toasts[body["id"]]

    async def sends(self, body: dict[str, Any]) -> str:
        before = len(self.server.texts(self.room))
        self.server.send(body)
        if self.webhook:
            await eventually(lambda: bool(self.server.webhook), PATIENCE)
            assert await self.server.deliver() == [200]
        await eventually(lambda: len(self.server.texts(self.room)) > before, PATIENCE)
        return self.server.texts(self.room)[-1]


@dataclass
class OnSlack:
    """Somebody of the workspace, by Socket Mode or, with ``url``, by HTTP."""

    server: SlackServer
    url: str = ""
    user: str = field(default_factory=lambda: f"U{next(_numbers)}")

    def __post_init__(self) -> None:
        self.server.channels |= {self.user, self.room}

    @property
    def room(self) -> str:
        return f"D{self.user}"

    async def says(self, text: str, **more: Any) -> str:
        """In a direct message."""
        said = direct(text, user=self.user, channel=self.room, **more)
        return (await self._posted(said))["text"]

    async def mentions(self, text: str, **more: Any) -> dict[str, Any]:
        """In the channel; the bot's message there."""
        return await self._posted(mention(f"<@U0BOT> {text}", user=self.user, **more))

    async def types(self, text: str) -> str:
        """After ``/concierge``."""
        before = len(self.server.responses)
        typed = command(text, self.server.response_url, user=self.user)
        await self._deliver("slash_commands", typed)
        await eventually(lambda: len(self.server.responses) > before, PATIENCE)
        return str(self.server.responses[-1]["text"])

    async def presses(self, label: str) -> None:
        """The newest button of that label, in a message."""
        shown = [each for each in self.server.shown.values() if label in _labels(each)]
        token = slack_token(shown[-1], label)
        await self._deliver(
            "interactive", click(token, shown[-1], self.server.response_url, self.user)
        )

    async def opens_home(self) -> dict[str, Any]:
        """What stands in the home tab then."""
        await self._deliver("events_api", home_opened(self.user, self.room))
        await eventually(lambda: self.user in self.server.homes, PATIENCE)
        return self.server.homes[self.user]

    async def _posted(self, payload: dict[str, Any]) -> dict[str, Any]:
        before = len(self.server.posted)
        await self._deliver("events_api", payload)
        await eventually(lambda: len(self.server.posted) > before, PATIENCE)
        return self.server.posted[-1]

    async def _deliver(self, kind: str, payload: dict[str, Any]) -> None:
        if not self.url:
            assert await self.server.envelope(kind, payload, wait=PATIENCE) is not None
            return
        async with asyncio.timeout(PATIENCE):
            while not await self._called(payload):  # noqa: ASYNC110 - a server sets no event
                await asyncio.sleep(0.05)

    async def _called(self, payload: dict[str, Any]) -> bool:
        """Until the bot listens Slack is turned away and comes again."""
        try:
            form = "command" in payload or "actions" in payload
            return (await post(self.url, payload, form=form))[0] == 200
        except ClientConnectionError:
            return False


def labels_of(message: dict[str, Any]) -> list[str]:
    """Those of the buttons under a message in Telegram."""
    rows = (message.get("reply_markup") or {}).get("inline_keyboard", ())
    return [str(button["text"]) for row in rows for button in row]


def _labels(message: dict[str, Any]) -> list[str]:
    blocks = message.get("blocks") or ()
    rows = [block["elements"] for block in blocks if block["type"] == "actions"]
    return [str(button["text"]["text"]) for row in rows for button in row]


def told(service: Service, language: str, key: str, **values: object) -> str:
    """The concierge's own words."""
    return service.books[language].say(key, **values)


async def remembered(service: Service, conversation: str) -> Conversation:
    return from_json(await service.tools.memory.load(conversation))
