"""The brakes: one programme is held at once, or the whole concierge pauses; undone as easily."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from bot.counters.counter import Counter, Handle, Response, Visit
from bot.library import Library
from bot.messages import Reply
from bot.oversight.audit import Act, AuditLog
from bot.oversight.overlay import OrderBook
from bot.ports import Roles


class Brakes(Counter):
    def __init__(
        self, orders: OrderBook, audit: AuditLog, library: Callable[[], Library], roles: Roles
    ) -> None:
        self._orders = orders
        self._audit = audit
        self._library = library
        self._roles = roles

    @property
    def commands(self) -> Mapping[str, Handle]:
        return {
            "hold": self.hold,
            "release": self.release,
            "pause": self.pause,
            "resume": self.resume,
        }

    async def first(self, visit: Visit) -> Response | None:
        """While paused nobody gets an answer, and everybody gets an honest sentence."""
        if visit.incoming.overheard or not self._orders.paused():
            return None
        return Response(visit.say("brakes.paused"))

    async def gate(self, visit: Visit) -> Response | None:
        """The same for commands and buttons, except those of staff."""
        if not self._orders.paused() or await self._roles.is_staff(visit.person):
            return None
        return Response(visit.say("brakes.paused"))

    async def hold(self, visit: Visit) -> Reply:
        """``/hold ID reason``: at once and everywhere shown as being looked into."""
        if not await self._roles.is_admin(visit.person):
            return visit.say("refusal.not_admin")
        word, _, reason = visit.incoming.text.strip().partition(" ")
        if not word:
            held = self._orders.read().holds
            names = ", ".join(held) or "-"
            return visit.say("brakes.hold_how", held=names)
        id = self._meant(word)
        if id is None:
            return visit.say("brakes.no_such", id=word)
        self._orders.hold(id, reason.strip())
        self._record(visit, "hold", f"{id} {reason}".strip())
        return visit.say("brakes.held", id=id)

    async def release(self, visit: Visit) -> Reply:
        if not await self._roles.is_admin(visit.person):
            return visit.say("refusal.not_admin")
        id = visit.incoming.text.strip()
        if not self._orders.release(id):
            held = self._orders.read().holds
            return visit.say("brakes.not_held", id=id or "-", held=", ".join(held) or "-")
        self._record(visit, "release", id)
        return visit.say("brakes.released", id=id)

    async def pause(self, visit: Visit) -> Reply:
        return await self._switch(visit, on=True)

    async def resume(self, visit: Visit) -> Reply:
        return await self._switch(visit, on=False)

    async def _switch(self, visit: Visit, *, on: bool) -> Reply:
        if not await self._roles.is_admin(visit.person):
            return visit.say("refusal.not_admin")
        self._orders.pause(on=on)
        self._record(visit, "pause" if on else "resume")
        return visit.say("brakes.now_paused" if on else "brakes.now_answering")

    def _meant(self, word: str) -> str | None:
        """By its id, or by a name of which only one programme is called."""
        library = self._library()
        if word in library.programs:
            return word
        named = library.named(word)
        return named[0].id if len(named) == 1 else None

    def _record(self, visit: Visit, act: str, detail: str = "") -> None:
        self._audit.record(Act(visit.now, visit.person, visit.incoming.name, act, detail))
