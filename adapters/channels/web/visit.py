"""Who asks for a page, and in which words it is made."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import parse_qsl, urlencode, urlsplit

from aiohttp import web

from bot.console.ports import Session
from bot.console.words import Words

ROOT = "/console"


@dataclass(frozen=True, slots=True)
class Visit:
    """``session`` is None for somebody who has not signed in; ``csrf`` goes into every form."""

    words: Words
    session: Session | None = None
    csrf: str = ""

    @property
    def everywhere(self) -> bool:
        """Whether what is shown is of all regions, and acts on the whole house are offered."""
        return self.session is not None and not self.session.region

    @property
    def who(self) -> Session:
        """Only behind the gate, where somebody is signed in."""
        if self.session is None:
            raise web.HTTPUnauthorized
        return self.session


class OutOfReach(web.HTTPForbidden):
    """The page is for those who look after every region."""


_VISIT = web.RequestKey("visit", Visit)


def visit_of(request: web.Request) -> Visit:
    return request[_VISIT]


def set_visit(request: web.Request, visit: Visit) -> None:
    request[_VISIT] = visit


def inside(address: str, default: str = ROOT) -> str:
    """``address`` where it is a page of the console, else ``default``: nobody is sent elsewhere."""
    plain = address.isprintable() and "\\" not in address
    path = urlsplit(address).path if plain else ""
    own = (path == ROOT or path.startswith(f"{ROOT}/")) and address.startswith(ROOT)
    return address if own else default


def with_query(address: str, **values: str) -> str:
    """The address with these values in its query, in the place of earlier ones."""
    split = urlsplit(address)
    kept = [(key, value) for key, value in parse_qsl(split.query) if key not in values]
    query = urlencode([*kept, *((key, value) for key, value in values.items() if value)])
    return split._replace(query=query).geturl()
