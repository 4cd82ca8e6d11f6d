"""The console's pages, hung into the house's HTTP server."""

from __future__ import annotations

from aiohttp import web

from adapters.channels.web.acting import Acting
from adapters.channels.web.channel import Web
from adapters.channels.web.door import Door
from adapters.channels.web.drawing import STATIC, Drawing
from adapters.channels.web.dressing import Dressing
from adapters.channels.web.gate import Gate
from adapters.channels.web.looking import Looking
from adapters.channels.web.talking import Talking
from adapters.channels.web.visit import ROOT
from bot.console.house import House


def mount(application: web.Application, house: House, gate: Gate, chat: Web) -> None:
    """Everything under ROOT; ``application`` must not run yet."""
    drawing = Drawing(house.facts.operator)
    dressing, door = Dressing(house, drawing), Door(gate, drawing)
    console = web.Application(middlewares=[dressing.guarded, dressing.worded, gate.guard])
    console.add_routes(
        [
            web.get("/sign-in", door.show),
            web.post("/sign-in", door.sign_in),
            web.post("/sign-out", door.sign_out),
            *_looking(Looking(house, drawing)),
            *_acting(Acting(house, drawing)),
            *_talking(Talking(chat, drawing)),
            web.static("/static", STATIC),
            web.route("*", "/{missing:.*}", _missing),
        ]
    )
    application.add_subapp(ROOT, console)


def _looking(pages: Looking) -> list[web.RouteDef]:
    return [
        web.get("", pages.status),
        web.get("/", pages.status),
        web.get("/programs", pages.programs),
        web.get("/programs/{id:.+}", pages.program),
        web.get("/calendar", pages.calendar),
        web.get("/review", pages.review),
        web.get("/reports", pages.reports),
        web.get("/needs", pages.needs),
        web.get("/conversations", pages.conversations),
        web.get("/conversations/{id}", pages.conversation),
        web.get("/usage", pages.usage),
        web.get("/audit", pages.audit),
    ]


def _acting(pages: Acting) -> list[web.RouteDef]:
    return [
        web.get("/confirm/{act}", pages.confirm),
        web.post("/act/{act}", pages.act),
        web.post("/undo", pages.undo),
        web.post("/review", pages.decide),
        web.post("/review/reopen", pages.reopen),
        web.post("/reports/settle", pages.settle),
        web.post("/needs/note", pages.note),
        web.get("/reload", pages.reloading),
        web.post("/reload/preview", pages.preview),
        web.post("/reload", pages.reload),
        web.post("/reload/drop", pages.drop),
    ]


def _talking(pages: Talking) -> list[web.RouteDef]:
    return [
        web.get("/try", pages.show),
        web.post("/try", pages.say),
        web.post("/try/press", pages.press),
        web.post("/try/clear", pages.clear),
        web.get("/try/file", pages.file),
    ]


async def _missing(_request: web.Request) -> web.Response:
    """Behind the gate too: nobody learns from outside which pages there are."""
    raise web.HTTPNotFound
