"""The page with the chat."""

from __future__ import annotations

import base64
import binascii
from urllib.parse import quote

from aiohttp import web

from adapters.channels.web.channel import Web, conversation
from adapters.channels.web.drawing import Drawing
from adapters.channels.web.visit import ROOT, visit_of
from bot.messages import SentFile

HERE = f"{ROOT}/try"
LONGEST = 4000
PICTURES = ("image/png", "image/jpeg")


class Talking:
    def __init__(self, chat: Web, drawing: Drawing) -> None:
        self._chat = chat
        self._drawing = drawing

    async def show(self, request: web.Request) -> web.Response:
        lines = await self._chat.transcripts.lines(conversation(visit_of(request).who.id))
        return self._drawing.page(
            request, "try.html", lines=lines, pictures=PICTURES, slow="slow" in request.query
        )

    async def say(self, request: web.Request) -> web.StreamResponse:
        form, visit = await request.post(), visit_of(request)
        text = str(form.get("text", "")).strip()[:LONGEST]
        if not text:
            raise web.HTTPSeeOther(HERE)
        answered = await self._chat.say(visit.who.id, visit.words.language, text)
        raise web.HTTPSeeOther(_led(answered=answered))

    async def press(self, request: web.Request) -> web.StreamResponse:
        form, visit = await request.post(), visit_of(request)
        token, line = str(form.get("token", "")), str(form.get("line", ""))
        if not token:
            raise web.HTTPBadRequest
        answered = await self._chat.press(visit.who.id, visit.words.language, token, line)
        raise web.HTTPSeeOther(_led(answered=answered))

    async def clear(self, request: web.Request) -> web.StreamResponse:
        await self._chat.transcripts.clear(conversation(visit_of(request).who.id))
        raise web.HTTPSeeOther(f"{HERE}?done=cleared")

    async def file(self, request: web.Request) -> web.Response:
        """A file of a reply: a picture as one, everything else to be saved."""
        sent = await self._sent(request)
        try:
            content = base64.b64decode(sent.content, validate=True)
        except binascii.Error:
            raise web.HTTPNotFound from None
        if sent.media_type in PICTURES:
            return web.Response(body=content, content_type=sent.media_type)
        named = f"attachment; filename*=UTF-8''{quote(sent.name, safe='')}"
        return web.Response(
            body=content,
            content_type="application/octet-stream",
            headers={"Content-Disposition": named},
        )

    async def _sent(self, request: web.Request) -> SentFile:
        wanted, number = request.query.get("line", ""), request.query.get("n", "")
        lines = await self._chat.transcripts.lines(conversation(visit_of(request).who.id))
        for line in lines:
            files = line.reply.reply.files if line.reply else ()
            if line.id == wanted and number.isdigit() and int(number) < len(files):
                return files[int(number)]
        raise web.HTTPNotFound


def _led(*, answered: bool) -> str:
    return f"{HERE}#latest" if answered else f"{HERE}?slow=1#latest"
