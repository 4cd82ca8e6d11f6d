"""A Bot API server on loopback: the methods the concierge calls, with the limits, the refusals
and the words of the real one. https://core.telegram.org/bots/api
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from itertools import count
from typing import Any

from aiohttp import ClientError, ClientSession, web

from tests.loopback.telegram_messages import Messages, Params, Refusal
from tests.loopback.telegram_updates import BOT


class TelegramServer(Messages):
    """``send`` is what people do; ``calls`` and the registers are what the bot did."""

    def __init__(self, token: str = "700:AAtesttoken") -> None:  # noqa: S107 - opens no real door
        super().__init__()
        self.token = token
        self.url = ""
        self.calls: list[tuple[str, Params]] = []
        self.commands: dict[str, list[dict[str, str]]] = {}
        self.descriptions: dict[tuple[str, str], str] = {}
        self.webhook: Params = {}
        self.deliveries: list[int] = []
        self._queue: list[Params] = []
        self._arrived = asyncio.Event()
        self._poll = 0
        self._updates = count(1000)
        self._runner: web.AppRunner | None = None

    async def start(self) -> None:
        app = web.Application(client_max_size=60 * 1024 * 1024)
        app.router.add_route("*", "/bot{token}/{method}", self._call)
        app.router.add_get("/file/bot{token}/{path:.*}", self._download)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        self.url = f"http://127.0.0.1:{self._runner.addresses[0][1]}"

    async def stop(self) -> None:
        self._arrived.set()
        if self._runner:
            await self._runner.cleanup()

    def send(self, body: Params, kind: str = "message") -> Params:
        """Queue an update; returns it, so that a test may ``repeat`` it."""
        update = {"update_id": next(self._updates), kind: body}
        if kind == "callback_query":
            self.waiting.add(body["id"])
        self.repeat(update)
        return update

    def repeat(self, update: Params) -> None:
        self._queue.append(update)
        self._arrived.set()

    @property
    def pending(self) -> list[Params]:
        """What no ``getUpdates`` has confirmed and no webhook has taken."""
        return list(self._queue)

    def called(self, method: str) -> list[Params]:
        return [params for name, params in self.calls if name == method]

    async def deliver(self, headers: dict[str, str] | None = None) -> list[int]:
        """One round of webhook calls; what is not answered 2xx stays queued, as at Telegram."""
        secret = {"X-Telegram-Bot-Api-Secret-Token": self.webhook.get("secret_token", "")}
        async with ClientSession() as session:
            statuses = [
                await self._post(session, update, secret if headers is None else headers)
                for update in self.pending
            ]
        answered = zip(self._queue, statuses, strict=True)
        self._queue = [update for update, status in answered if not 200 <= status < 300]
        return statuses

    async def _post(self, session: ClientSession, update: Params, headers: dict[str, str]) -> int:
        kind = {"Content-Type": "application/json"}
        body = json.dumps(update).encode()
        try:
            async with session.post(self.webhook["url"], data=body, headers=kind | headers) as got:
                return got.status
        except ClientError:
            return 0

    async def _download(self, request: web.Request) -> web.Response:
        content = self.files.get(request.match_info["path"].removeprefix("docs/"))
        if request.match_info["token"] != self.token or content is None:
            return web.Response(status=404)
        return web.Response(body=content)

    async def _call(self, request: web.Request) -> web.Response:
        try:
            return web.json_response({"ok": True, "result": await self._result(request)})
        except Refusal as error:
            body = {"ok": False, "error_code": error.status, "description": str(error)}
            more = {"parameters": error.parameters} if error.parameters else {}
            return web.json_response(body | more, status=error.status)

    async def _result(self, request: web.Request) -> Any:
        token, method = request.match_info["token"], request.match_info["method"]
        if token != self.token:
            raise Refusal(401, "Unauthorized") if ":" in token else Refusal(404, "Not Found")
        handler = self._handlers().get(method.lower())
        if handler is None:
            raise Refusal(404, "Not Found")
        params = await _params(request)
        self.calls.append((method, params))
        result = handler(params)
        return await result if asyncio.iscoroutine(result) else result

    def _handlers(self) -> dict[str, Callable[[Params], Any]]:
        return {
            "getme": lambda _: BOT | {"can_join_groups": True, "supports_inline_queries": False},
            "getupdates": self._get_updates,
            "setwebhook": self._set_webhook,
            "deletewebhook": self._delete_webhook,
            "getwebhookinfo": self._webhook_info,
            "sendmessage": self._send_message,
            "sendmessagedraft": self._send_draft,
            "editmessagetext": self._edit,
            "senddocument": self._send_document,
            "sendphoto": self._send_photo,
            "getfile": self._get_file,
            "sendchataction": self._chat_action,
            "answercallbackquery": self._answer_press,
            "setmycommands": self._set_commands,
            "getmycommands": lambda params: self.commands.get(params.get("language_code", ""), []),
            "setmydescription": lambda params: self._describe("description", 512, params),
            "setmyshortdescription": lambda params: self._describe(
                "short_description", 120, params
            ),
        }

    async def _get_updates(self, params: Params) -> list[Params]:
        if self.webhook:
            words = "can't use getUpdates method while webhook is active; use deleteWebhook"
            raise Refusal(409, f"Conflict: {words} to delete the webhook first")
        self._poll += 1
        mine = self._poll
        self._arrived.set()
        offset = int(params.get("offset", 0))
        self._queue = [update for update in self._queue if update["update_id"] >= offset]
        until = asyncio.get_running_loop().time() + float(params.get("timeout", 0))
        while (left := until - asyncio.get_running_loop().time()) > 0 and not self._queue:
            self._arrived.clear()
            try:
                await asyncio.wait_for(self._arrived.wait(), left)
            except TimeoutError:
                break
            if mine != self._poll:
                words = "terminated by other getUpdates request; make sure that only one bot"
                raise Refusal(409, f"Conflict: {words} instance is running")
        allowed = params.get("allowed_updates") or None
        self._queue = [
            update for update in self._queue if not allowed or set(update) & set(allowed)
        ]
        return self._queue[: int(params.get("limit", 100))]

    def _set_webhook(self, params: Params) -> bool:
        if not params.get("url"):
            return self._delete_webhook(params)
        if not params["url"].startswith(("https://", "http://127.0.0.1")):
            raise Refusal(
                400, "Bad Request: bad webhook: An HTTPS URL must be provided for webhook"
            )
        self.webhook = params
        return True

    def _webhook_info(self, _params: Params) -> Params:
        known = {"url": self.webhook.get("url", ""), "has_custom_certificate": False}
        return known | {"pending_update_count": len(self._queue)}

    def _delete_webhook(self, params: Params) -> bool:
        self.webhook = {}
        if params.get("drop_pending_updates"):
            self._queue.clear()
        return True

    def _set_commands(self, params: Params) -> bool:
        for each in params["commands"]:
            name = each["command"]
            if not 1 <= len(name) <= 32 or not name.isascii() or not name.islower():
                raise Refusal(400, "Bad Request: BOT_COMMAND_INVALID")
            if not 1 <= len(each["description"]) <= 256:
                raise Refusal(400, "Bad Request: BOT_COMMAND_DESCRIPTION_INVALID")
        self.commands[params.get("language_code", "")] = params["commands"]
        return True

    def _describe(self, field: str, limit: int, params: Params) -> bool:
        if len(params.get(field, "")) > limit:
            raise Refusal(400, f"Bad Request: {field} is too long")
        self.descriptions[field, params.get("language_code", "")] = params.get(field, "")
        return True


async def _params(request: web.Request) -> Params:
    """JSON, a form, or a multipart form; in forms whatever is not text is JSON."""
    if request.content_type == "application/json":
        body: Params = await request.json()
        return body
    form = dict(request.query) | dict(await request.post())
    for name, value in form.items():
        if isinstance(value, str) and value.startswith("attach://"):
            form[name] = form[value.removeprefix("attach://")]
    return {name: _value(name, value) for name, value in form.items()}


def _value(name: str, value: Any) -> Any:
    if isinstance(value, web.FileField):
        return value.filename, value.file.read()
    if name in ("text", "caption"):
        return value
    try:
        return json.loads(value) if value[:1] in "[{" or value in ("true", "false") else value
    except ValueError:
        return value
