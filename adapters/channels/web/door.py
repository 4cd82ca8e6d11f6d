"""The page at which somebody signs in, and the way out."""

from __future__ import annotations

from dataclasses import replace

from aiohttp import web

from adapters.channels.web.drawing import Drawing
from adapters.channels.web.gate import COOKIE, DOOR, SIGN_IN, WITHIN, Gate
from adapters.channels.web.visit import ROOT, inside, set_visit, visit_of


class Door:
    def __init__(self, gate: Gate, drawing: Drawing) -> None:
        self._gate = gate
        self._drawing = drawing

    async def show(self, request: web.Request) -> web.Response:
        """With a secret of its own for the proof of its form."""
        secret = request.cookies.get(DOOR, "") or self._gate.secret()
        set_visit(request, replace(visit_of(request), csrf=self._gate.proof(secret)))
        response = self._page(request)
        self._gate.give(request, response, DOOR, secret)
        return response

    async def sign_in(self, request: web.Request) -> web.StreamResponse:
        if await self._gate.is_shut(request.remote):
            response = self._page(request, 429, "too_often")
            response.headers["Retry-After"] = str(int(WITHIN.total_seconds()))
            return response
        form = await request.post()
        region = await self._gate.opens(request.remote, str(form.get("token", "")))
        if region is None:
            return self._page(request, 403, "wrong_token")
        secret = await self._gate.enter(str(form.get("name", "")), region)
        led = web.HTTPSeeOther(inside(str(form.get("next", ""))))
        self._gate.give(request, led, COOKIE, secret)
        led.del_cookie(DOOR, path=ROOT)
        raise led

    async def sign_out(self, request: web.Request) -> web.StreamResponse:
        await self._gate.leave(request.cookies.get(COOKIE, ""), visit_of(request).who)
        led = web.HTTPSeeOther(f"{SIGN_IN}?done=signed_out")
        led.del_cookie(COOKIE, path=ROOT)
        raise led

    def _page(self, request: web.Request, status: int = 200, refused: str = "") -> web.Response:
        told = visit_of(request).words.told(f"refused.{refused}")
        way = inside(request.query.get("next", ""))
        return self._drawing.page(request, "sign_in.html", status=status, told=told, way=way)
