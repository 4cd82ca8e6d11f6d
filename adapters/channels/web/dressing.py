"""What every answer of the console carries, and how its failures look."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable

from aiohttp import web

from adapters.channels.web.drawing import Drawing
from adapters.channels.web.visit import ROOT, OutOfReach, Visit, set_visit
from bot.console.house import House
from bot.console.words import LANGUAGES
from bot.errors import ConciergeError

_log = logging.getLogger(__name__)

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]
LANGUAGE = "concierge_language"
YEAR = 365 * 24 * 3600
HEADERS = {
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; script-src 'self'; "
    "img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",  # with no-referrer a browser would hide the origin of a form
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
    "Cache-Control": "no-store",
    "X-Robots-Tag": "noindex",
}


class Dressing:
    """Middlewares, outermost first: ``guarded`` and ``worded``."""

    def __init__(self, house: House, drawing: Drawing) -> None:
        self._house = house
        self._drawing = drawing

    @web.middleware
    async def guarded(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        """Headers on whatever is answered; a page for whatever goes wrong, without its details."""
        response: web.StreamResponse
        try:
            response = await handler(request)
        except web.HTTPException as error:
            response = error
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        return _passed(response)

    @web.middleware
    async def worded(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        """In the language that was chosen, else in one that the browser wants."""
        language, chosen = self._language(request)
        set_visit(request, Visit(self._house.words(language)))
        response: web.StreamResponse
        try:
            response = await handler(request)
        except OutOfReach as error:
            response = self.failure(request, error.status, code="region")
        except web.HTTPError as error:
            response = self.failure(request, error.status)
        except web.HTTPException as error:  # a way to another page
            response = error
        except ConciergeError as error:
            response = self.failure(request, 409, str(error))
        except Exception:  # noqa: BLE001 - a page that fails must not show why
            _log.exception("a page of the console failed: %s", request.path)
            response = self.failure(request, 500)
        if chosen:
            response.set_cookie(
                LANGUAGE, language, path=ROOT, max_age=YEAR, httponly=True, samesite="Strict"
            )
        return _passed(response)

    def failure(
        self, request: web.Request, status: int, told: str = "", code: str = ""
    ) -> web.Response:
        """``code`` is that of its phrase, if it is not the status."""
        return self._drawing.page(
            request, "failure.html", status=status, told=told, code=code or str(status)
        )

    def _language(self, request: web.Request) -> tuple[str, bool]:
        asked = request.query.get("lang", "")
        if asked in LANGUAGES:
            return asked, True
        kept = request.cookies.get(LANGUAGE, "")
        if kept in LANGUAGES:
            return kept, False
        for part in request.headers.get("Accept-Language", "").split(","):
            code = part.split(";")[0].strip()[:2].casefold()
            if code in LANGUAGES:
                return code, False
        return self._house.facts.language, False


def _passed(response: web.StreamResponse) -> web.StreamResponse:
    """Aiohttp wants those of its answers that are exceptions raised."""
    if isinstance(response, web.HTTPException):
        raise response
    return response
