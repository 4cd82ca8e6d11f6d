"""Slack on loopback: the Web API, Socket Mode and response_url in their real wire format.

Written from docs.slack.dev/reference/methods and /apis/events-api/using-socket-mode. It refuses
what Slack refuses (token, channel, lengths, shapes of blocks), so that a green test means something.
"""

from __future__ import annotations

import asyncio
import json
import uuid
from collections import defaultdict, deque
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from aiohttp import WSMsgType, web

from tests.loopback.slack_blocks import refusal
from tests.loopback.slack_methods import APP, BOT_USER, TEAM, Methods, Refused

__all__ = ["APP", "BOT_USER", "TEAM"]

BOT_TOKEN, APP_TOKEN, SIGNING_SECRET = "xoxb-test", "xapp-test", "8f742231b10e8888abcd99yyyzzz85a5"


@dataclass
class Call:
    method: str
    arguments: dict[str, Any]


@dataclass
class SlackServer(Methods):
    """``calls`` in order of arrival; ``fail`` scripts the next answers of a method; ``full`` turns
    new sockets away.
    """

    tokens: set[str] = field(default_factory=lambda: {BOT_TOKEN, APP_TOKEN})
    calls: list[Call] = field(default_factory=list)
    responses: list[dict[str, Any]] = field(default_factory=list)
    acks: dict[str, dict[str, Any]] = field(default_factory=dict)
    sockets: list[web.WebSocketResponse] = field(default_factory=list)
    connected: asyncio.Event = field(default_factory=asyncio.Event)
    full: bool = False
    acked: asyncio.Condition = field(default_factory=asyncio.Condition)
    _scripts: dict[str, deque[tuple[int, dict[str, Any], dict[str, str]]]] = field(
        default_factory=lambda: defaultdict(deque)
    )

    @property
    def api_url(self) -> str:
        return f"{self.url}/api/"

    @property
    def response_url(self) -> str:
        return f"{self.url}/commands/{TEAM}/1/secret"

    @property
    def posted(self) -> list[dict[str, Any]]:
        return self.of("chat.postMessage")

    def of(self, method: str) -> list[dict[str, Any]]:
        return [call.arguments for call in self.calls if call.method == method]

    def fail(self, method: str, error: str, times: int = 1, status: int = 200, **headers: str):
        """``retry_after="1"`` becomes the header Retry-After; ``error`` empty gives no JSON."""
        named = {name.replace("_", "-").title(): value for name, value in headers.items()}
        answer = (status, {"ok": False, "error": error} if error else {}, named)
        self._scripts[method].extend([answer] * times)

    async def envelope(
        self, kind: str, payload: dict[str, Any], wait: float = 2.0, **more: Any
    ) -> dict[str, Any] | None:
        """Send over the newest socket; the acknowledgement, or None if none came within ``wait``."""
        await asyncio.wait_for(self.connected.wait(), 5)
        number = str(uuid.uuid4())
        accepts = kind != "events_api"
        message = {"envelope_id": number, "payload": payload, "type": kind} | more
        await self.sockets[-1].send_json(message | {"accepts_response_payload": accepts})
        try:
            async with asyncio.timeout(wait), self.acked:
                await self.acked.wait_for(lambda: number in self.acks)
        except TimeoutError:
            return None
        return self.acks[number]

    async def disconnect(self, reason: str = "refresh_requested") -> None:
        """Ask the client to come back on a new socket."""
        self.connected.clear()
        await self.sockets[-1].send_json({"type": "disconnect", "reason": reason})
        await asyncio.wait_for(self.connected.wait(), 5)

    # ── what the client calls ──

    async def _method(self, request: web.Request) -> web.Response:
        method = request.match_info["method"]
        is_json = request.content_type == "application/json"
        sent = await request.json() if is_json else dict(await request.post())
        arguments = dict(request.query) | sent
        for name in ("blocks", "view", "files", "prompts"):
            if isinstance(arguments.get(name), str):
                arguments[name] = json.loads(arguments[name])
        self.calls.append(Call(method, arguments))
        if self._scripts[method]:
            return self._scripted(method)
        if request.headers.get("Authorization", "").removeprefix("Bearer ") not in self.tokens:
            return _error("invalid_auth" if "Authorization" in request.headers else "not_authed")
        try:
            return web.json_response({"ok": True} | self.answer(method, arguments))
        except Refused as refused:
            return _error(str(refused))

    def _scripted(self, method: str) -> web.Response:
        status, body, headers = self._scripts[method].popleft()
        if not body:
            return web.Response(status=status, text="<html>", content_type="text/html")
        return web.json_response(body, status=status, headers=headers)

    async def _response(self, request: web.Request) -> web.Response:
        if self._scripts["response_url"]:
            return self._scripted("response_url")
        if len(self.responses) >= 5:
            return web.json_response({"ok": False, "error": "used_url"}, status=404)
        body = await request.json()
        error = refusal(body.get("text"), body.get("blocks"))
        if error:
            return web.Response(status=400, text=error)
        self.responses.append(body)
        return web.Response(text="ok")

    async def _upload(self, request: web.Request) -> web.Response:
        id, content = request.match_info["id"], await request.read()
        if id not in self.files or len(content) != int(self.files[id]["size"]):
            return web.Response(status=400, text="bad upload")
        self.contents[id] = content
        return web.Response(text="OK")

    async def _download(self, request: web.Request) -> web.Response:
        """Without a good token Slack shows its page for signing in."""
        if request.headers.get("Authorization", "").removeprefix("Bearer ") not in self.tokens:
            return web.Response(text="<html>sign in", content_type="text/html")
        id = request.match_info["place"].partition("-")[2]
        if id not in self.contents:
            return web.Response(status=404)
        return web.Response(body=self.contents[id], content_type=self.files[id]["mimetype"])

    async def _socket(self, request: web.Request) -> web.WebSocketResponse:
        if self.full:
            raise web.HTTPServiceUnavailable
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        self.sockets.append(socket)
        info = {"app_id": APP}
        await socket.send_json({"type": "hello", "num_connections": 1, "connection_info": info})
        self.connected.set()
        async for message in socket:
            if message.type is WSMsgType.TEXT:
                ack = json.loads(message.data)
                async with self.acked:
                    self.acks[ack["envelope_id"]] = ack
                    self.acked.notify_all()
        return socket


@asynccontextmanager
async def slack_server() -> AsyncIterator[SlackServer]:
    server = SlackServer()
    application = web.Application(client_max_size=60 * 1024 * 1024)
    application.router.add_post("/upload/v1/{id}", server._upload)
    application.router.add_get("/files-pri/{place}/download/{name}", server._download)
    application.router.add_post("/api/{method}", server._method)
    application.router.add_get("/api/{method}", server._method)
    application.router.add_post("/commands/{tail:.*}", server._response)
    application.router.add_get("/link/", server._socket)
    async with serving(application) as url:
        server.url = url
        yield server


@asynccontextmanager
async def serving(application: web.Application) -> AsyncIterator[str]:
    """The address of an application served on a free loopback port."""
    runner = web.AppRunner(application, shutdown_timeout=0.1)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    try:
        yield f"http://127.0.0.1:{runner.addresses[0][1]}"
    finally:
        await runner.cleanup()


def _error(code: str) -> web.Response:
    return web.json_response({"ok": False, "error": code})
