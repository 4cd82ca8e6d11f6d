"""Telegram calls us: 200 only after the commit, 401 to everybody else."""

from __future__ import annotations

import asyncio
import hmac
import json
import logging
import re
from typing import Any

from aiohttp import web
from telegram.error import BadRequest

from adapters.channels.telegram.api import ALLOWED, Api
from adapters.channels.telegram.translation import CHANNEL, Identity, key_of
from bot.errors import BadSettings
from bot.ports import Intake, Received

_log = logging.getLogger(__name__)

PATH = "/telegram/webhook"
HEADER = "X-Telegram-Bot-Api-Secret-Token"


class Webhook:
    """Adds its route to ``application``, which must not run yet. ``url`` is where Telegram finds
    that route from outside, https with port 443, 80, 88 or 8443.
    """

    def __init__(self, url: str, secret: str, application: web.Application) -> None:
        self._url = url
        self._secret = secret
        self._identity: Identity | None = None
        self._inbox: Intake | None = None
        application.router.add_route("POST", PATH, self._accept)

    def check(self) -> None:
        if not re.fullmatch(r"[A-Za-z0-9_-]{1,256}", self._secret):
            raise BadSettings(
                "TELEGRAM_WEBHOOK_SECRET is needed with TELEGRAM_WEBHOOK_URL: "
                "1 to 256 characters of A-Z a-z 0-9 _ -"
            )

    async def receive(self, api: Api, identity: Identity, inbox: Intake) -> None:
        """Until cancelled. The webhook stays registered: Telegram keeps calling for a day."""
        self._identity, self._inbox = identity, inbox
        try:
            await api.set_webhook(
                self._url, secret_token=self._secret, allowed_updates=ALLOWED, max_connections=40
            )
        except BadRequest as error:
            raise BadSettings(f"Telegram refuses TELEGRAM_WEBHOOK_URL: {error}") from None
        await asyncio.Event().wait()

    async def _accept(self, request: web.Request) -> web.Response:
        if not self._is_telegram(request):
            return web.Response(status=401)
        if self._inbox is None or self._identity is None:
            return web.Response(status=503)
        update = _parse(await request.read())
        if update is None:
            return web.Response(status=400)
        received = Received(key_of(update, self._identity), CHANNEL, update)
        try:
            await self._inbox.put(received)
        except Exception:  # noqa: BLE001 - whatever it was, nothing is committed: Telegram asks again
            _log.exception("%s could not be committed", received.key)
            return web.Response(status=503)
        return web.Response()

    def _is_telegram(self, request: web.Request) -> bool:
        given = request.headers.get(HEADER, "").encode("utf-8", "surrogateescape")
        return bool(self._secret) and hmac.compare_digest(given, self._secret.encode())


def _parse(body: bytes) -> dict[str, Any] | None:
    """Whatever the Content-Type says: it is sent with a charset, too."""
    try:
        update = json.loads(body)
    except (ValueError, RecursionError):
        return None
    known = isinstance(update, dict) and isinstance(update.get("update_id"), int)
    return update if known else None
