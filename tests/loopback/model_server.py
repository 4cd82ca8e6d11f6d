"""A language model on loopback that speaks OpenAI's wire format, streaming and not.

Written from platform.openai.com/docs/api-reference/chat. What it answers is a character of
tests/loopback/model_characters.py or any other callable.
"""

from __future__ import annotations

import asyncio
import inspect
import json
import re
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

from tests.loopback.slack_server import serving

PART = re.compile(r"^<<(\w+) ([A-Z ]+)\n(.*?)\n\1>>$", re.DOTALL | re.MULTILINE)
TASKS = {
    "You open": "word",
    "You read": "understand",
    "Translate": "translate",
    "NOTICE": "extract",
}


@dataclass(frozen=True)
class Asked:
    """One request: ``parts`` are the fenced data by name."""

    instructions: str
    data: str
    stream: bool
    form: Mapping[str, Any] | None

    @property
    def task(self) -> str:
        return next(task for mark, task in TASKS.items() if self.instructions.startswith(mark))

    @property
    def parts(self) -> dict[str, str]:
        return {name: text for _, name, text in PART.findall(self.data)}


@dataclass(frozen=True)
class Said:
    """``text`` in ``pieces`` characters a chunk, ``pause`` seconds before each; ``status`` an HTTP
    error; ``cut`` breaks the connection after so many chunks, ``mute`` never answers.
    """

    text: str = ""
    pieces: int = 40
    pause: float = 0.0
    status: int = 200
    cut: int | None = None
    mute: bool = False


Character = Callable[[Asked], Said | Awaitable[Said]]


@dataclass
class ModelServer:
    """``asked`` are the requests in their order; ``headers`` those of the last one."""

    character: Character
    url: str = ""
    asked: list[Asked] = field(default_factory=list)
    headers: Mapping[str, str] = field(default_factory=dict)

    async def complete(self, request: web.Request) -> web.StreamResponse:
        body = await request.json()
        self.headers = request.headers
        asked = _asked(body)
        self.asked.append(asked)
        said = self.character(asked)
        if inspect.isawaitable(said):
            said = await said
        if said.mute:
            await asyncio.sleep(60)
        if said.status != 200:
            return web.json_response({"error": {"message": "no"}}, status=said.status)
        if said.cut == 0:
            _break(request)
        if asked.stream:
            response = web.StreamResponse(headers={"Content-Type": "text/event-stream"})
            await response.prepare(request)
            with suppress(ConnectionResetError):  # the client has heard enough
                await _stream(request, response, body["model"], said)
            return response
        await asyncio.sleep(said.pause)
        message = {"role": "assistant", "content": said.text, "refusal": None}
        choice = {"index": 0, "message": message, "finish_reason": "stop", "logprobs": None}
        usage = {"prompt_tokens": 1, "completion_tokens": 1, "total_tokens": 2}
        head = _head(body["model"], "chat.completion")
        return web.json_response(head | {"choices": [choice], "usage": usage})


def _asked(body: Mapping[str, Any]) -> Asked:
    said = {message["role"]: message["content"] for message in body["messages"]}
    form = body.get("response_format", {}).get("json_schema")
    return Asked(said["system"], said["user"], bool(body.get("stream")), form)


async def _stream(
    request: web.Request, response: web.StreamResponse, model: str, said: Said
) -> None:
    for number, start in enumerate(range(0, len(said.text), said.pieces)):
        if said.cut == number:
            _break(request)
        await asyncio.sleep(said.pause)
        await _send(response, model, {"content": said.text[start : start + said.pieces]}, None)
    await _send(response, model, {}, "stop")
    await response.write(b"data: [DONE]\n\n")


async def _send(
    response: web.StreamResponse, model: str, delta: Mapping[str, str], reason: str | None
) -> None:
    choice = {"index": 0, "delta": delta, "finish_reason": reason}
    chunk = _head(model, "chat.completion.chunk") | {"choices": [choice]}
    await response.write(b"data: " + json.dumps(chunk).encode() + b"\n\n")


def _head(model: str, kind: str) -> dict[str, Any]:
    return {"id": "chatcmpl-1", "object": kind, "created": 1_700_000_000, "model": model}


def _break(request: web.Request) -> None:
    """As a server that dies."""
    if request.transport is not None:
        request.transport.abort()
    raise asyncio.CancelledError


@asynccontextmanager
async def model_server(character: Character) -> AsyncIterator[ModelServer]:
    server = ModelServer(character)
    application = web.Application()
    application.router.add_post("/v1/chat/completions", server.complete)
    async with serving(application) as url:
        server.url = f"{url}/v1"
        yield server
