"""The pages that do something: first what it means, then, confirmed, the act."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from aiohttp import web

from adapters.channels.web.drawing import Drawing
from adapters.channels.web.visit import ROOT, inside, visit_of, with_query
from bot.console.acts import Acts, read_decision
from bot.console.changes import moved, name_of, remarks_of
from bot.console.house import House
from bot.errors import BadInput
from knowledge.versions import ReloadReport

LISTED = 200
SWITCHES = ("pause", "resume")
OF_PROGRAM = ("hold", "release")
UNDO = "rollback"


class Acting:
    def __init__(self, house: House, drawing: Drawing) -> None:
        self._house = house
        self._drawing = drawing

    @property
    def _acts(self) -> Acts:
        return self._house.acts

    async def confirm(self, request: web.Request) -> web.Response:
        """What the act means and to whom, before it is done."""
        act, id = request.match_info["act"], request.query.get("program", "")
        shelf = self._acts.shelf
        program = shelf.bare().programs.get(id)
        if act not in (*SWITCHES, *OF_PROGRAM, UNDO) or (act in OF_PROGRAM and program is None):
            raise web.HTTPNotFound
        words = visit_of(request).words
        _, previous = shelf.kept()
        if act == UNDO and previous is None:
            raise web.HTTPNotFound
        return self._drawing.page(
            request,
            "confirm.html",
            act=act,
            program=program,
            name=words.either(program.names, program.country) if program else None,
            version=shelf.bare().version,
            previous=previous,
            way=inside(request.query.get("back", "")),
        )

    async def act(self, request: web.Request) -> web.StreamResponse:
        act, form = request.match_info["act"], await request.post()
        who, id = visit_of(request).who, str(form.get("program", ""))
        back = inside(str(form.get("back", "")))
        return _led(back, act, lambda: self._switch(act, who, id, str(form.get("reason", ""))))

    def _switch(self, act: str, who: Any, id: str, reason: str) -> None:
        match act:
            case "hold":
                self._acts.hold(who, id, reason)
            case "release":
                self._acts.release(who, id)
            case "pause" | "resume":
                self._acts.pause(who, on=act == "pause")
            case _:
                raise web.HTTPNotFound

    async def undo(self, request: web.Request) -> web.StreamResponse:
        form = await request.post()
        try:
            await self._acts.undo(visit_of(request).who, str(form.get("version", "")))
        except BadInput as error:
            raise web.HTTPSeeOther(with_query(ROOT, refused=str(error))) from error
        raise web.HTTPSeeOther(with_query(ROOT, done="rollback"))

    async def decide(self, request: web.Request) -> web.StreamResponse:
        form, who = await request.post(), visit_of(request).who
        key, back = str(form.get("key", "")), inside(str(form.get("back", "")), f"{ROOT}/review")

        def decide() -> None:
            self._acts.decide(who, key, read_decision(self._acts.kind_of(key), form))

        return _led(back, f"review_{form.get('choice', '')}", decide)

    async def reopen(self, request: web.Request) -> web.StreamResponse:
        form, who = await request.post(), visit_of(request).who
        back = inside(str(form.get("back", "")), f"{ROOT}/review")
        key = str(form.get("key", ""))
        return _led(back, "review_reopened", lambda: self._acts.reopen(who, key))

    async def settle(self, request: web.Request) -> web.StreamResponse:
        form, back = await request.post(), f"{ROOT}/reports"
        try:
            await self._acts.settle(visit_of(request).who, str(form.get("report", "")))
        except BadInput as error:
            raise web.HTTPSeeOther(with_query(back, refused=str(error))) from error
        raise web.HTTPSeeOther(with_query(back, done="report_settled"))

    async def note(self, request: web.Request) -> web.StreamResponse:
        form, back = await request.post(), f"{ROOT}/needs"
        ids = [str(id) for id in form.getall("need", ())]
        try:
            await self._acts.note(visit_of(request).who, ids, str(form.get("note", "")))
        except BadInput as error:
            raise web.HTTPSeeOther(with_query(back, refused=str(error))) from error
        raise web.HTTPSeeOther(with_query(back, done="need_noted"))

    async def reloading(self, request: web.Request) -> web.Response:
        active, previous = self._acts.shelf.kept()
        return self._drawing.page(request, "reload.html", active=active, previous=previous)

    async def preview(self, request: web.Request) -> web.Response:
        """What would change; nothing has."""
        return self._reported(
            request, await self._acts.preview(visit_of(request).who), applied=False
        )

    async def reload(self, request: web.Request) -> web.Response:
        report = await self._acts.reload(visit_of(request).who)
        return self._reported(request, report, applied=True)

    async def drop(self, request: web.Request) -> web.StreamResponse:
        self._acts.drop(visit_of(request).who)
        raise web.HTTPSeeOther(with_query(f"{ROOT}/reload", done="reload_dropped"))

    def _reported(
        self, request: web.Request, report: ReloadReport, *, applied: bool
    ) -> web.Response:
        words, changes = visit_of(request).words, report.programs
        holds = self._acts.orders.read().holds
        return self._drawing.page(
            request,
            "report.html",
            report=report,
            applied=applied,
            most=LISTED,
            moved=moved(changes, words),
            name=lambda id: name_of(changes, id, words),
            remarks=lambda id: remarks_of(changes, id, holds, words),
        )


def _led(back: str, done: str, act: Callable[[], Any]) -> web.StreamResponse:
    """Do it and lead back, with word of how it went."""
    try:
        act()
    except BadInput as error:
        raise web.HTTPSeeOther(with_query(back, refused=str(error), done="")) from error
    raise web.HTTPSeeOther(with_query(back, done=done, refused=""))
