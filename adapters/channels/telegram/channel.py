"""The Telegram channel of the concierge."""

from __future__ import annotations

import asyncio
import logging
import os
from collections.abc import Mapping
from contextlib import suppress
from ipaddress import ip_address
from urllib.parse import urlsplit

from telegram.constants import ChatAction
from telegram.error import TelegramError
from telegram.request import HTTPXRequest

from adapters.channels.telegram.api import Api
from adapters.channels.telegram.delivery import Delivery
from adapters.channels.telegram.downloading import fetch
from adapters.channels.telegram.failures import translated
from adapters.channels.telegram.parts import divide
from adapters.channels.telegram.polling import poll
from adapters.channels.telegram.presses import Presses
from adapters.channels.telegram.profile import Profile, present
from adapters.channels.telegram.translation import CHANNEL, Identity, translate
from adapters.channels.telegram.webhook import Webhook
from bot.messages import Address, Incoming, Outgoing, ReceivedFile
from bot.ports import Intake, Update
from knowledge.programs import Language

_log = logging.getLogger(__name__)

_DRAFT = 1
"""One draft a chat: a changed one is animated, a second one would stand beside it."""


class Telegram:
    """Polls, or with ``webhook`` lets Telegram call.

    ``api_url`` is the root of a Bot API server. ``profiles`` are what people see of the bot before
    they write, by their client's language; ``fallback`` serves those of neither language.
    """

    name = CHANNEL

    def __init__(
        self,
        token: str,
        *,
        api_url: str = "https://api.telegram.org",
        webhook: Webhook | None = None,
        profiles: Mapping[Language, Profile] | None = None,
        fallback: Language = Language.KO,
    ) -> None:
        # Two log every address they call, which holds the token; one whole answers it cannot read.
        for talkative in ("httpx", "httpcore", "telegram"):
            logging.getLogger(talkative).setLevel(logging.CRITICAL)
        # Without it the SDK warns at every 429, whose pause is becoming a timedelta.
        os.environ.setdefault("PTB_TIMEDELTA", "1")
        root = api_url.rstrip("/")
        # A proxy of the environment is for the world outside, not for a server on this machine.
        self._trust_env = not _is_loopback(root)
        settings = {"trust_env": self._trust_env}
        self._api = Api(
            token,
            base_url=f"{root}/bot",
            base_file_url=f"{root}/file/bot",
            request=HTTPXRequest(read_timeout=20, write_timeout=20, httpx_kwargs=settings),
            get_updates_request=HTTPXRequest(connection_pool_size=1, httpx_kwargs=settings),
        )
        self._presses = Presses(self._api)
        self._delivery = Delivery(self._api, self._presses)
        self._token = token
        self._webhook = webhook
        self._profiles = profiles or {}
        self._fallback = fallback
        self._identity = Identity(id=_id_within(token))

    async def open(self) -> None:
        if self._webhook:
            self._webhook.check()
        with translated(self._token):
            await self._api.initialize()
        self._identity = Identity(self._api.id, self._api.username)
        _log.info("telegram: connected as @%s", self._api.username)

    async def receive(self, inbox: Intake) -> None:
        presenting = asyncio.create_task(present(self._api, self._profiles, self._fallback))
        try:
            with translated(self._token):
                if self._webhook:
                    await self._webhook.receive(self._api, self._identity, inbox)
                else:
                    await poll(self._api, self._identity, inbox)
        finally:
            presenting.cancel()

    def translate(self, update: Update) -> Incoming | None:
        return translate(update, self._identity)

    async def typing(self, address: Address) -> None:
        """In a private chat with a draft as well, which shows that the bot is composing."""
        await asyncio.gather(
            self._presses.tick(address), self._show_typing(address), self._show_draft(address)
        )

    def parts(self, outgoing: Outgoing) -> tuple[Outgoing, ...]:
        return divide(outgoing)

    async def send(self, outgoing: Outgoing) -> None:
        with translated(self._token):
            for part in divide(outgoing):
                await self._delivery.send(part)

    async def download(self, file: ReceivedFile) -> bytes:
        with translated(self._token):
            return await fetch(self._api, file, trust_env=self._trust_env)

    async def close(self) -> None:
        await self._api.shutdown()

    async def _show_typing(self, address: Address) -> None:
        with suppress(TelegramError):
            await self._api.send_chat_action(
                address.room,
                ChatAction.TYPING,
                message_thread_id=_number(address.thread),
                read_timeout=3,
            )

    async def _show_draft(self, address: Address) -> None:
        """Empty: the client words it in its own language, and the reply takes its place."""
        if not address.room.isdecimal():  # a group's is negative
            return
        with suppress(TelegramError):
            await self._api.send_message_draft(
                int(address.room),
                _DRAFT,
                message_thread_id=_number(address.thread),
                read_timeout=3,
            )


def _number(id: str) -> int | None:
    return int(id) if id else None


def _id_within(token: str) -> int:
    """A token begins with the bot's own id; 0 for one that Telegram is going to refuse."""
    head = token.partition(":")[0]
    return int(head) if head.isdecimal() else 0


def _is_loopback(url: str) -> bool:
    host = urlsplit(url).hostname or ""
    with suppress(ValueError):
        return ip_address(host).is_loopback
    return host == "localhost"
