"""``/slack/events``: events, interactions and commands by HTTP."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable
from typing import Any
from urllib.parse import parse_qs

from aiohttp import web
from slack_bolt.adapter.aiohttp import to_aiohttp_response
from slack_bolt.request.async_request import AsyncBoltRequest

from adapters.channels.slack.signature import is_signed

PATH = "/slack/events"

Dispatch = Callable[[AsyncBoltRequest], Awaitable[Any]]
"""Bolt's dispatcher."""


class Endpoint:
    """Answers 401 to what Slack did not sign, 400 to what is no payload, 503 until it is open."""

    def __init__(self, signing_secret: str, now: Callable[[], float]) -> None:
        self._secret = signing_secret
        self._now = now
        self.dispatch: Dispatch | None = None

    def mount(self, application: web.Application) -> None:
        application.router.add_get(PATH, self._check_certificate)
        application.router.add_post(PATH, self._receive)

    async def _check_certificate(self, _request: web.Request) -> web.Response:
        """Slack looks now and then whether a command's certificate is valid, unsigned."""
        return web.Response()

    async def _receive(self, request: web.Request) -> web.Response:
        raw = await request.read()
        if raw.startswith(b"ssl_check=1"):
            return web.Response()
        if not is_signed(self._secret, request.headers, raw, self._now()):
            return web.json_response({"error": "invalid request"}, status=401)
        try:
            body = payload(raw)
        except (ValueError, RecursionError):  # the latter: nested a hundred thousand deep
            return web.json_response({"error": "no payload"}, status=400)
        if self.dispatch is None:
            return web.json_response({"error": "starting"}, status=503)
        # Bolt would read the form itself, but takes a command whose text holds the word "payload"
        # for an empty one; verified and read, it enters the way Socket Mode's payloads do.
        response = await self.dispatch(AsyncBoltRequest(body=body, mode="socket_mode"))
        answer: web.Response = await to_aiohttp_response(response)
        return answer


def payload(raw: bytes) -> dict[str, Any]:
    """JSON (an event), a form with JSON in ``payload`` (an interaction), a form (a command);
    raises ValueError for anything else.
    """
    text = raw.decode()
    if not text.startswith("{"):
        form = {name: values[0] for name, values in parse_qs(text, keep_blank_values=True).items()}
        if "payload" not in form:
            if "command" not in form:
                raise ValueError("neither a command nor an interaction")
            return dict(form)
        text = form["payload"]
    body = json.loads(text)
    if not isinstance(body, dict):
        raise ValueError("not an object")  # noqa: TRY004 - one error for one answer
    return body
