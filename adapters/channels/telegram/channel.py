"""The Telegram channel of the concierge."""

from __future__ import annotations

import asyncio
import logging
import os
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from ipaddress import ip_address
from urllib.parse import urlsplit

from telegram import LinkPreviewOptions, ReplyParameters
from telegram.constants import ChatAction, ParseMode
from telegram.error import BadRequest, ChatMigrated, TelegramError
from telegram.request import HTTPXRequest

from adapters.channels.telegram.api import Api
from adapters.channels.telegram.failures import translated
from adapters.channels.telegram.polling import poll
from adapters.channels.telegram.profile import Profile, present
from adapters.channels.telegram.rendering import as_html, split
from adapters.channels.telegram.translation import CHANNEL, Identity, translate
from adapters.channels.telegram.webhook import Webhook
from bot.messages import Address, Incoming, Outgoing
from bot.ports import Intake, Update
from knowledge.programs import Language

_log = logging.getLogger(__name__)


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
        settings = {"trust_env": not _is_loopback(root)}
        self._api = Api(
            token,
            base_url=f"{root}/bot",
            base_file_url=f"{root}/file/bot",
            request=HTTPXRequest(read_timeout=20, write_timeout=20, httpx_kwargs=settings),
            get_updates_request=HTTPXRequest(connection_pool_size=1, httpx_kwargs=settings),
        )
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
        with suppress(TelegramError):
            await self._api.send_chat_action(
                address.room,
                ChatAction.TYPING,
                message_thread_id=_number(address.thread),
                read_timeout=3,
            )

    def parts(self, outgoing: Outgoing) -> tuple[Outgoing, ...]:
        return tuple(replace(outgoing, reply=reply) for reply in split(outgoing.reply))

    async def send(self, outgoing: Outgoing) -> None:
        with translated(self._token):
            for part in self.parts(outgoing):
                await self._send(part)

    async def close(self) -> None:
        await self._api.shutdown()

    async def _send(self, part: Outgoing) -> None:
        address = part.address
        try:
            await self._post(address, as_html(part.reply), ParseMode.HTML)
        except ChatMigrated as error:
            moved = replace(address, room=str(error.new_chat_id), to="")
            await self._post(moved, as_html(part.reply), ParseMode.HTML)
        except BadRequest as error:
            if "can't parse entities" in str(error).lower():
                _log.warning("telegram: sent without formatting: %s", error)
                await self._post(address, part.reply.text, None)
            elif "message thread not found" in str(error).lower():  # the topic was deleted
                await self._post(replace(address, thread=""), as_html(part.reply), ParseMode.HTML)
            else:
                raise

    async def _post(self, address: Address, text: str, mode: ParseMode | None) -> None:
        to = _number(address.to)
        await self._api.send_message(
            address.room,
            text,
            parse_mode=mode,
            message_thread_id=_number(address.thread),
            link_preview_options=LinkPreviewOptions(is_disabled=True),
            reply_parameters=ReplyParameters(to, allow_sending_without_reply=True) if to else None,
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
