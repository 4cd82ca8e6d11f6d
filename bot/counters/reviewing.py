"""Facts and proposals, one by one: with the quote in its context, and a tap to decide."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from bot.counters.counter import Counter, Handle, Visit
from bot.counters.review_cards import matter_card, report_card
from bot.counters.wrong import Reports
from bot.messages import Reply
from bot.oversight.audit import Act, AuditLog
from bot.oversight.docket import Docket, Matter
from bot.oversight.facts import Choice, Decision, FactKind
from bot.ports import Roles


class Reviewing(Counter):
    def __init__(self, docket: Docket, audit: AuditLog, roles: Roles, reports: Reports) -> None:
        self._docket = docket
        self._audit = audit
        self._roles = roles
        self._reports = reports

    @property
    def commands(self) -> Mapping[str, Handle]:
        return {"review": self.show, "correct": self.correct}

    @property
    def actions(self) -> Mapping[str, Handle]:
        return {
            "review.decide": self.decide,
            "review.next": self.show,
            "review.settle": self.settle,
        }

    async def show(self, visit: Visit) -> Reply:
        if not await self._roles.is_staff(visit.person):
            return visit.say("refusal.not_admin")
        return await self._next(visit, in_place=bool(visit.incoming.pressed))

    async def settle(self, visit: Visit) -> Reply:
        """Somebody has looked at what a person held for wrong."""
        await self._reports.settle(visit.values[0])
        self._record(visit, "report_settled", visit.values[1])
        return await self._next(visit, in_place=True)

    async def decide(self, visit: Visit) -> Reply:
        key, choice = visit.values[0], Choice(visit.values[1])
        matter = self._docket.find(key)
        if matter is None:
            return visit.say("review.gone")
        program, fact = matter.program, matter.fact
        self._docket.orders.decide(key, program.id, Decision(choice), visit.person)
        self._record(visit, matter.act(choice), f"{program.id} {fact.kind}")
        return await self._next(visit, in_place=True)

    async def correct(self, visit: Visit) -> Reply:
        """``/correct KEY 2026-12-25``: the closing day of a window as somebody has read it. A
        proposal is right or it is not.
        """
        if not await self._roles.is_staff(visit.person):
            return visit.say("refusal.not_admin")
        short, _, text = visit.incoming.text.strip().partition(" ")
        matter, closes = self._window(short), _day(text)
        if matter is None or closes is None:
            return visit.say("review.correct_how")
        program, decision = matter.program, Decision(Choice.CORRECTED, closes=closes)
        self._docket.orders.decide(matter.fact.key, program.id, decision, visit.person)
        self._record(visit, matter.act(Choice.CORRECTED), f"{program.id} {closes}")
        return await self._next(visit, in_place=False)

    async def _next(self, visit: Visit, *, in_place: bool) -> Reply:
        """What people hold for wrong comes first: they were told it."""
        library = self._docket.library()
        if reported := await self._reports.waiting():
            reply = report_card(visit, reported[0], library, len(reported))
        elif waiting := self._docket.waiting():
            alike = sum(bool(each.by) == bool(waiting[0].by) for each in waiting)
            reply = matter_card(visit, waiting[0], library, alike)
        else:
            reply = visit.say("review.none")
        return replace(reply, in_place=in_place)

    def _window(self, short: str) -> Matter | None:
        found = (m for m in self._docket.won() if short and m.fact.key.startswith(short))
        matter = next(found, None)
        return matter if matter and matter.fact.kind is FactKind.WINDOW else None

    def _record(self, visit: Visit, act: str, detail: str) -> None:
        self._audit.record(Act(visit.now, visit.person, visit.incoming.name, act, detail))


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        return None
