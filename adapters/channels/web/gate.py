"""Who may enter: a token at the door, a session behind it, and a proof with every form."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import timedelta
from ipaddress import IPv6Address, ip_address, ip_network
from urllib.parse import urlsplit

from aiohttp import web

from adapters.channels.web.visit import ROOT, Visit, set_visit, visit_of
from bot.console.acts import Acts
from bot.console.ports import Session, Sessions
from bot.errors import BadSettings
from bot.ports import Clock

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]
SIGN_IN = f"{ROOT}/sign-in"
COOKIE, DOOR = "concierge_console", "concierge_door"
SHORTEST = 16
"""Characters of a token: one that cannot be guessed at the pace that is allowed here."""
LASTS = timedelta(hours=12)
TRIES, WITHIN = 5, timedelta(minutes=15)
"""So many wrong tokens may one address give in that time; then it has to wait."""
LONGEST_NAME = 60
LARGEST = 64 * 1024
"""Bytes of a form."""
SAFE = frozenset({"GET", "HEAD"})


class Gate:
    """``clock`` is the real one. The token itself is held by nobody: what is compared are digests."""

    def __init__(self, token: str, sessions: Sessions, acts: Acts, clock: Clock) -> None:
        if len(token) < SHORTEST:
            raise BadSettings(
                f"CONCIERGE_CONSOLE_TOKEN is too short: at least {SHORTEST} characters, "
                "as python -c 'import secrets; print(secrets.token_urlsafe(24))' gives"
            )
        self._key = hashlib.sha256(token.encode()).digest()
        self._sessions = sessions
        self._acts = acts
        self._clock = clock

    @web.middleware
    async def guard(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        """Nobody passes without a session, and no form without its proof."""
        if (request.content_length or 0) > LARGEST:
            raise web.HTTPRequestEntityTooLarge(LARGEST, request.content_length or 0)
        if request.path.startswith(f"{ROOT}/static/"):
            return await handler(request)
        at_door = request.path == SIGN_IN
        secret = request.cookies.get(DOOR if at_door else COOKIE, "")
        visit = replace(visit_of(request), csrf=self.proof(secret) if secret else "")
        if not at_door:
            session = await self._sessions.find(self._digest(secret), self._clock())
            if session is None:
                return self._sent_to_door(request)
            visit = replace(visit, session=session)
        set_visit(request, visit)
        if request.method not in SAFE and not await self._proven(request, visit):
            raise web.HTTPForbidden
        return await handler(request)

    async def is_shut(self, remote: str | None) -> bool:
        """After too many wrong tokens from there."""
        since = self._clock() - WITHIN
        return await self._sessions.refusals(_origin(remote), since) >= TRIES

    async def opens(self, remote: str | None, token: str) -> bool:
        """In constant time; a wrong token is remembered."""
        given = hashlib.sha256(token.strip().encode("utf-8", "replace")).digest()
        right = hmac.compare_digest(given, self._key)
        if not right:
            await self._sessions.refuse(_origin(remote), self._clock())
        return right

    async def enter(self, name: str) -> str:
        """A new session, recorded; the secret that its browser keeps."""
        secret, now = self.secret(), self._clock()
        session = Session(secrets.token_hex(4), " ".join(name.split())[:LONGEST_NAME], now)
        await self._sessions.open(self._digest(secret), session, now + LASTS)
        self._acts.record(session, "sign_in")
        return secret

    async def leave(self, secret: str, who: Session) -> None:
        await self._sessions.close(self._digest(secret))
        self._acts.record(who, "sign_out")

    def secret(self) -> str:
        return secrets.token_urlsafe(32)

    def proof(self, secret: str) -> str:
        """What a form must carry that was made for the holder of ``secret``."""
        return self._digest(f"form:{secret}")

    def give(
        self, request: web.Request, response: web.StreamResponse, name: str, value: str
    ) -> None:
        """A cookie that no script reads and no other site sends."""
        secure = request.secure or request.headers.get("X-Forwarded-Proto", "") == "https"
        response.set_cookie(
            name,
            value,
            path=ROOT,
            httponly=True,
            samesite="Strict",
            secure=secure,
            max_age=int(LASTS.total_seconds()),
        )

    def _sent_to_door(self, request: web.Request) -> web.StreamResponse:
        if request.method not in SAFE:
            raise web.HTTPUnauthorized
        query = {"next": str(request.rel_url)} if request.path != ROOT else {}
        raise web.HTTPSeeOther(str(request.url.with_path(SIGN_IN).with_query(query).relative()))

    async def _proven(self, request: web.Request, visit: Visit) -> bool:
        """The form is ours: made for this session, and sent from a page of this very house."""
        form = await request.post()
        given = str(form.get("csrf", "")).encode("utf-8", "replace")
        return (
            bool(visit.csrf)
            and _from_here(request)
            and hmac.compare_digest(given, visit.csrf.encode())
        )

    def _digest(self, secret: str) -> str:
        """With another token all sessions are over."""
        return hmac.new(self._key, secret.encode("utf-8", "replace"), hashlib.sha256).hexdigest()


def _from_here(request: web.Request) -> bool:
    """What the browser says of where the form was; one that says nothing is no browser."""
    site = request.headers.get("Sec-Fetch-Site", "")
    if site:
        return site in ("same-origin", "none")
    origin = request.headers.get("Origin", "")
    return not origin or urlsplit(origin).netloc == request.host


def _origin(remote: str | None) -> str:
    """Whoever has one IPv6 address has all of its network."""
    try:
        address = ip_address(remote or "")
    except ValueError:
        return str(remote)[:64]
    wide = isinstance(address, IPv6Address)
    return str(ip_network(f"{address}/64", strict=False)) if wide else str(address)
