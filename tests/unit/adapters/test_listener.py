"""The one HTTP server."""

from __future__ import annotations

import pytest
from aiohttp import ClientSession, web

from adapters.listener import Listener
from bot.errors import BadSettings


async def hello(_request: web.Request) -> web.Response:
    return web.Response(text="안녕하세요")


async def test_routes_that_were_added_and_its_own_are_served() -> None:
    listener = Listener("127.0.0.1", 0)
    listener.application.router.add_route("GET", "/hello", hello)
    await listener.start()
    root = f"http://127.0.0.1:{listener.port}"
    async with ClientSession() as session:
        async with session.get(f"{root}/hello") as answer:
            assert await answer.text() == "안녕하세요"
        async with session.get(f"{root}/healthz") as answer:
            assert answer.status == 200
    await listener.stop()


async def test_a_port_that_is_taken_is_a_wrong_setting() -> None:
    first = Listener("127.0.0.1", 0)
    await first.start()
    with pytest.raises(BadSettings, match="CONCIERGE_LISTEN"):
        await Listener("127.0.0.1", first.port).start()
    await first.stop()
