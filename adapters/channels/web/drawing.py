"""Templates to pages. Everything is escaped unless it was made safe here."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import quote

from aiohttp import web
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from adapters.channels.web.blocks import block_as_html
from adapters.channels.web.visit import ROOT, Visit, visit_of, with_query
from bot.console.words import LANGUAGES

HERE = Path(__file__).parent
STATIC = HERE / "static"
WHOLE = frozenset({"status", "review", "usage", "reload"})
"""Pages of the whole house, not in the menu of a region."""
MENU = (
    ("status", ""),
    ("programs", "/programs"),
    ("calendar", "/calendar"),
    ("review", "/review"),
    ("reports", "/reports"),
    ("needs", "/needs"),
    ("conversations", "/conversations"),
    ("usage", "/usage"),
    ("reload", "/reload"),
    ("audit", "/audit"),
    ("try", "/try"),
)


class Drawing:
    def __init__(self, operator: str) -> None:
        self._environment = Environment(
            loader=FileSystemLoader(HERE / "templates"),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._environment.globals |= {
            "root": ROOT,
            "languages": LANGUAGES,
            "operator": operator,
            "at": at,
            "as_html": block_as_html,
            "with_query": with_query,
        }

    def page(
        self, request: web.Request, template: str, *, status: int = 200, **values: Any
    ) -> web.Response:
        visit = visit_of(request)
        text = self._environment.get_template(template).render(
            t=visit.words,
            visit=visit,
            menu=[each for each in MENU if visit.everywhere or each[0] not in WHOLE],
            here=request.path,
            address=str(request.rel_url),
            **notices(request, visit),
            **values,
        )
        return web.Response(text=text, status=status, content_type="text/html")


def notices(request: web.Request, visit: Visit) -> dict[str, str]:
    """What an act that led here has to say, by the codes in the address; unknown ones say nothing."""
    query, words = request.query, visit.words
    return {
        "done": words.told(f"done.{query.get('done', '')}"),
        "refused": words.told(f"refused.{query.get('refused', '')}"),
    }


def at(*parts: str) -> str:
    """The address of a page: the names of programmes may hold anything."""
    return "/".join([ROOT, *(quote(part, safe="/:") for part in parts)])
