"""Takes note of what people are told, so that they hear when it has changed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from bot.corrections.correcting import Correcting
from bot.corrections.facts import facts_of
from bot.corrections.ports import Told, ToldStore
from bot.counters.counter import Counter, Visit
from bot.library import Library
from bot.messages import Address, Outcome, Reply

REACHED = ("telegram", "slack")
"""Where somebody can be written to later."""


class Corrections(Counter):
    pauses = True

    def __init__(
        self, store: ToldStore, correcting: Correcting, library: Callable[[], Library]
    ) -> None:
        self._store = store
        self._correcting = correcting
        self._library = library

    async def after(self, visit: Visit, reply: Reply) -> None:
        at, library = visit.incoming.address, self._library()
        if at.channel not in REACHED or reply.outcome is not Outcome.ANSWERED:
            return
        shown = {
            p.id: p
            for p in reply.programs
            if p.id in library.programs and not library.programs[p.id].held
        }
        await self._store.note(
            [
                Told(
                    visit.person,
                    visit.conversation,
                    at.lasting,
                    reply.language,
                    id,
                    program.name,
                    facts_of(library.programs[id], visit.memory.company, visit.now),
                    library.version,
                )
                for id, program in shown.items()
            ]
        )

    async def tick(self, now: datetime) -> None:
        await self._correcting.round(now)

    async def blocked(self, address: Address) -> None:
        await self._store.stop_room(address)

    async def forget(self, visit: Visit) -> Mapping[str, int]:
        return {"told": await self._store.forget(visit.person)}

    async def held(self, visit: Visit) -> Mapping[str, Any]:
        told = await self._store.held(visit.person)
        return {"told": [{"program": t.program, **t.facts.as_json()} for t in told]}
