"""Who may enter: a token at the door, a session behind it, and a proof with every form.

A region's token opens the same door to fewer pages: those of ``REGIONAL``, and no others by default.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from datetime import timedelta
from ipaddress import IPv6Address, ip_address, ip_network
from urllib.parse import urlsplit

from aiohttp import web

from adapters.channels.web.visit import ROOT, OutOfReach, Visit, set_visit, visit_of
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
REGIONAL = frozenset(
    {
        ("GET", ""),
        ("GET", "/"),
        ("GET", "/programs"),
        ("GET", "/programs/{id}"),
        ("GET", "/calendar"),
        ("GET", "/reports"),
        ("GET", "/needs"),
        ("POST", "/needs/note"),
        ("GET", "/conversations"),
        ("GET", "/conversations/{id}"),
        ("GET", "/audit"),
        ("GET", "/try"),
        ("POST", "/try"),
        ("POST", "/try/press"),
        ("POST", "/try/clear"),
        ("GET", "/try/file"),
        ("POST", "/sign-out"),
        ("GET", "/{missing}"),
    }
)
"""What somebody of one region may ask for, by method and route; each shows of people that region's."""


class Gate:
    """``tokens`` by the region that they open, the empty one being everywhere. ``clock`` is the real
    one. The tokens themselves are held by nobody: what is compared are digests.
    """

    def __init__(
        self, tokens: Mapping[str, str], sessions: Sessions, acts: Acts, clock: Clock
    ) -> None:
        for region, token in tokens.items():
            if len(token) < SHORTEST:
                name = (
                    f"CONCIERGE_CONSOLE_REGIONS ({region})" if region else "CONCIERGE_CONSOLE_TOKEN"
                )
                raise BadSettings(
                    f"{name} is too short: at least {SHORTEST} characters, "
                    "as python -c 'import secrets; print(secrets.token_urlsafe(24))' gives"
                )
        self._keys = {
            region: hashlib.sha256(token.encode()).digest() for region, token in tokens.items()
        }
        self._unknown = secrets.token_bytes(32)
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
            if session.region and not _regional(request):
                raise OutOfReach
        set_visit(request, visit)
        if request.method not in SAFE and not await self._proven(request, visit):
            raise web.HTTPForbidden
        return await handler(request)

    async def is_shut(self, remote: str | None) -> bool:
        """After too many wrong tokens from there."""
        since = self._clock() - WITHIN
        return await self._sessions.refusals(_origin(remote), since) >= TRIES

    async def opens(self, remote: str | None, token: str) -> str | None:
        """The region that it opens, empty for everywhere; None for a wrong one, which is remembered.
        In constant time: it is held against each token, whether one was right before or not.
        """
        given = hashlib.sha256(token.strip().encode("utf-8", "replace")).digest()
        right = [region for region, key in self._keys.items() if hmac.compare_digest(given, key)]
        if not right:
            await self._sessions.refuse(_origin(remote), self._clock())
            return None
        return right[0]

    async def enter(self, name: str, region: str = "") -> str:
        """A new session, recorded; the secret that its browser keeps."""
        secret, now = self.secret(region), self._clock()
        told = " ".join(name.split())[:LONGEST_NAME]
        id = secrets.token_hex(4)
        session = Session(f"{region}.{id}" if region else id, told, now, region)
        await self._sessions.open(self._digest(secret), session, now + LASTS)
        self._acts.record(session, "sign_in")
        return secret

    async def leave(self, secret: str, who: Session) -> None:
        await self._sessions.close(self._digest(secret))
        self._acts.record(who, "sign_out")

    def secret(self, region: str = "") -> str:
        """Says for which region it is; that is believed only with that region's digest."""
        return f"{region}.{secrets.token_urlsafe(32)}"

    def proof(self, secret: str) -> str:
        """What a form must carry that was made for the holder of ``secret``."""
        return self._digest(secret, "form:")

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

    def _digest(self, secret: str, purpose: str = "") -> str:
        """Under the key of its region: with another token all sessions there are over."""
        key = self._keys.get(secret.partition(".")[0], self._unknown)
        told = f"{purpose}{secret}".encode("utf-8", "replace")
        return hmac.new(key, told, hashlib.sha256).hexdigest()


def _regional(request: web.Request) -> bool:
    """By the route that answers, so that no spelling of an address leads elsewhere."""
    resource = request.match_info.route.resource
    route = resource.canonical.removeprefix(ROOT) if resource else ""
    method = "GET" if request.method in SAFE else request.method
    return (method, route) in REGIONAL


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
