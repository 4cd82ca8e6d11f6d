"""Somebody at the console: real HTTP, cookies kept, forms sent as a browser sends them."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, replace
from html import unescape
from pathlib import Path

from aiohttp import ClientConnectionError, ClientSession, CookieJar

from bot.bootstrap import Service
from bot.bootstrap.messengers import serve
from tests.scenarios.whole.desk import free_port

TOKEN = "a-long-enough-token-42"
REGIONS = {"JP-27": "the-token-of-osaka-1", "KR-26": "the-token-of-busan-2"}


@dataclass
class Answer:
    status: int
    text: str
    address: str
    headers: dict[str, str]

    @property
    def csrf(self) -> str:
        found = re.search(r'name="csrf" value="([0-9a-f]{64})"', self.text)
        return found[1] if found else ""

    def value(self, name: str) -> str:
        """Of the first field of that name."""
        found = re.search(rf'name="{name}" value="([^"]*)"', self.text)
        return unescape(found[1]) if found else ""


class Visitor:
    """``root`` is the address of the console."""

    def __init__(self, root: str) -> None:
        self.root = root
        self.session = ClientSession(cookie_jar=CookieJar(unsafe=True))

    async def get(self, path: str = "", *, follow: bool = True) -> Answer:
        async with self.session.get(self.root + path, allow_redirects=follow) as answer:
            text = await answer.text(errors="replace")
            return Answer(answer.status, text, answer.url.path_qs, dict(answer.headers))

    async def post(self, path: str, headers: dict[str, str] | None = None, **form: str) -> Answer:
        sent = self.session.post(self.root + path, data=form, headers=headers)
        async with sent as answer:
            text = await answer.text()
            return Answer(answer.status, text, answer.url.path_qs, dict(answer.headers))

    async def signs_in(self, token: str = TOKEN, **form: str) -> Answer:
        door = await self.get("/sign-in")
        return await self.post("/sign-in", csrf=door.csrf, token=token, **form)

    async def acts(self, page: str, path: str, **form: str) -> Answer:
        """A form of ``page``, with the proof that stands on it."""
        shown = await self.get(page)
        return await self.post(path, csrf=shown.csrf, **form)


@asynccontextmanager
async def console(service: Service, folder: Path) -> AsyncIterator[str]:
    """``serve`` with nothing but the console configured; its address."""
    port = free_port()
    running = asyncio.create_task(serve(served(service, folder, port, TOKEN), ()))
    try:
        await _listening(running, port)
        yield f"http://127.0.0.1:{port}/console"
        assert not running.done(), running
    finally:
        running.cancel()
        with suppress(asyncio.CancelledError):
            await running


def served(service: Service, folder: Path, port: int, token: str) -> Service:
    """The same house with nothing but the console, which shares its channels with no other test."""
    house = replace(
        service.settings,
        data_dir=folder,
        listen=("127.0.0.1", port),
        console_token=token,
        console_regions=REGIONS,
        telegram=None,
        slack=None,
    )
    return replace(service, settings=house, tools=replace(service.tools, channels={}))


async def _listening(running: asyncio.Task[None], port: int) -> None:
    async with ClientSession() as session, asyncio.timeout(60):
        while not running.done():
            with suppress(ClientConnectionError):
                async with session.get(f"http://127.0.0.1:{port}/healthz"):
                    return
            await asyncio.sleep(0.05)
    running.result()
