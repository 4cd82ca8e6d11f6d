"""Headless Chromium over its own protocol, as far as a test needs it.

https://chromedevtools.github.io/devtools-protocol/
"""

from __future__ import annotations

import asyncio
import base64
import itertools
import re
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from aiohttp import ClientSession, ClientWebSocketResponse

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
SWITCHES = (
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--no-first-run",
    "--no-proxy-server",
    "--hide-scrollbars",
    "--remote-debugging-port=0",
)
PATIENCE = 30.0


def installed() -> str:
    """Where a browser is; empty where there is none."""
    return next((found for name in NAMES if (found := shutil.which(name))), "")


class Page:
    """One tab. ``complaints`` are what its console printed as errors, blocked content among it."""

    def __init__(self, socket: ClientWebSocketResponse) -> None:
        self._socket = socket
        self._numbers = itertools.count(1)
        self._waiting: dict[int, asyncio.Future[Any]] = {}
        self._loaded = asyncio.Event()
        self.complaints: list[str] = []

    async def listen(self) -> None:
        async for message in self._socket:
            told = message.json()
            waiting = self._waiting.pop(told.get("id", 0), None)
            if waiting:
                waiting.set_result(told.get("result", told.get("error")))
            elif told.get("method") == "Page.loadEventFired":
                self._loaded.set()
            elif told.get("method") == "Log.entryAdded":
                self.complaints.append(told["params"]["entry"]["text"])
            elif told.get("method") == "Runtime.exceptionThrown":
                self.complaints.append(str(told["params"]["exceptionDetails"]))

    async def call(self, method: str, **values: Any) -> Any:
        number = next(self._numbers)
        self._waiting[number] = asyncio.get_running_loop().create_future()
        await self._socket.send_json({"id": number, "method": method, "params": values})
        return await asyncio.wait_for(self._waiting[number], PATIENCE)

    async def open(self, url: str) -> None:
        await self._leading(self.call("Page.navigate", url=url))

    async def evaluate(self, script: str) -> Any:
        found = await self.call("Runtime.evaluate", expression=script, returnByValue=True)
        return found["result"].get("value")

    async def leads(self, script: str) -> None:
        """A script after which another page is there."""
        await self._leading(self.evaluate(script))

    async def press(self, key: str, code: int, text: str = "") -> None:
        for kind in ("keyDown", "keyUp"):
            await self.call(
                "Input.dispatchKeyEvent",
                type=kind,
                key=key,
                code=key,
                windowsVirtualKeyCode=code,
                text=text if kind == "keyDown" else "",
            )

    async def types(self, text: str) -> None:
        await self.call("Input.insertText", text=text)

    async def enters(self) -> None:
        await self._leading(self.press("Enter", 13, "\r"))

    async def shrink(self, width: int, height: int = 900, *, dark: bool = False) -> None:
        await self.call(
            "Emulation.setDeviceMetricsOverride",
            width=width,
            height=height,
            deviceScaleFactor=1,
            mobile=False,
        )
        scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
        await self.call("Emulation.setEmulatedMedia", features=[scheme])

    async def draw(self, path: Path) -> None:
        """The whole page as a PNG."""
        shot = await self.call("Page.captureScreenshot", captureBeyondViewport=True)
        await asyncio.to_thread(path.write_bytes, base64.b64decode(shot["data"]))

    async def _leading(self, step: Any) -> None:
        self._loaded.clear()
        await step
        await asyncio.wait_for(self._loaded.wait(), PATIENCE)


@asynccontextmanager
async def browsing(profile: Path) -> AsyncIterator[Page]:
    """A browser with an empty ``profile``; it reaches nothing that the page does not name."""
    process = await asyncio.create_subprocess_exec(
        installed(),
        *SWITCHES,
        f"--user-data-dir={profile}",
        "about:blank",
        stdout=asyncio.subprocess.DEVNULL,
        stderr=asyncio.subprocess.PIPE,
    )
    try:
        address = await asyncio.wait_for(_address(process), PATIENCE)
        async with (
            ClientSession() as session,
            session.ws_connect(address, max_msg_size=0) as socket,
        ):
            page = Page(socket)
            listening = asyncio.create_task(page.listen())
            for domain in ("Page", "Runtime", "Log"):
                await page.call(f"{domain}.enable")
            yield page
            listening.cancel()
    finally:
        process.kill()
        await process.wait()


async def _address(process: asyncio.subprocess.Process) -> str:
    """The socket of the first tab: the browser prints its own port when it is ready."""
    assert process.stderr
    async for line in process.stderr:
        port = re.search(rb"ws://127\.0\.0\.1:(\d+)/", line)
        if port:
            list_of_tabs = f"http://127.0.0.1:{port[1].decode()}/json/list"
            async with ClientSession() as session, session.get(list_of_tabs) as answer:
                tabs = await answer.json(content_type=None)
            return next(str(t["webSocketDebuggerUrl"]) for t in tabs if t["type"] == "page")
    raise RuntimeError("the browser did not start")
