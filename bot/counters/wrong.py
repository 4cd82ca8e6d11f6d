"""'That is wrong': which fact, and if they like why; it goes to those who review the facts."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Protocol

from bot import cards, clauses
from bot.conversation import to_json
from bot.counters.awaiting import awaiting, is_awaited, reads_as_question
from bot.counters.counter import Counter, Handle, Response, Visit
from bot.counters.pages import in_rows
from bot.deadlines import deadline_line
from bot.handoff.routing import place_of
from bot.library import Library
from bot.messages import Person, Reply
from bot.ports import Memory
from bot.standings import standing
from knowledge.programs import Language, Program

FACTS = ("deadline", "amount", "eligibility", "other")
REASON = "report"
LONGEST_REASON = 1000


@dataclass(frozen=True, slots=True)
class Report:
    """Somebody holds a fact for wrong. ``fact`` is one of FACTS; ``said`` how it was told, from
    knowledge ``version``. ``person`` is None once that person was forgotten; ``region`` is that of
    their firm, or its country, empty where they told neither.
    """

    id: str
    program: str
    fact: str
    said: str
    version: str
    language: Language
    at: datetime
    person: Person | None
    conversation: str = ""
    reason: str = ""
    region: str = ""


class Reports(Protocol):
    """What people hold for wrong, until somebody has looked at it."""

    async def add(self, report: Report) -> str:
        """Keep it; returns its id (that of ``report`` does not count)."""
        ...

    async def explain(self, id: str, reason: str) -> None:
        """In the person's own words."""
        ...

    async def waiting(self, limit: int = 100, region: str = "") -> Sequence[Report]:
        """Those nobody has settled, the oldest first; of one region or country where it is named."""
        ...

    async def settle(self, id: str) -> bool:
        """Somebody has looked at it; False if it was settled or never there."""
        ...

    async def of(self, person: Person, conversation: str) -> Sequence[Report]: ...

    async def forget(self, person: Person, conversation: str) -> int:
        """Who said it and the reason in their words go; that the fact was doubted stays."""
        ...


class Wrong(Counter):
    def __init__(self, library: Callable[[], Library], memory: Memory, reports: Reports) -> None:
        self._library = library
        self._memory = memory
        self._reports = reports

    @property
    def actions(self) -> Mapping[str, Handle]:
        return {"wrong.ask": self.ask, "wrong.tell": self.tell, "wrong.stop": self.stop}

    async def first(self, visit: Visit) -> Response | None:
        """The reason that was asked for, unless it is a question."""
        if not is_awaited(visit, REASON):
            return None
        text = visit.incoming.text.strip()
        id = visit.memory.awaiting[1]
        await self._no_more(visit)
        if reads_as_question(text):
            return None
        await self._reports.explain(id, text[:LONGEST_REASON])
        return Response(visit.say("wrong.explained"))

    async def ask(self, visit: Visit) -> Reply:
        id = visit.values[0]
        if id not in self._library().programs:
            return visit.say("cards.gone")
        buttons = [visit.button(f"wrong.{fact}", "wrong.tell", id, fact) for fact in FACTS]
        name = self._library().programs[id].names.within(visit.language)
        stop = (visit.button("wrong.stop", "wrong.stop"),)
        return visit.say("wrong.which", name=name, buttons=(*in_rows(buttons), stop))

    async def tell(self, visit: Visit) -> Reply:
        """Recorded at once; a reason may follow as the next message."""
        id, fact = visit.values
        library = self._library()
        if id not in library.programs:
            return visit.say("cards.gone")
        report = Report(
            "",
            id,
            fact,
            _said(visit, library.programs[id], fact),
            library.version,
            visit.language,
            visit.now,
            visit.person,
            visit.conversation,
            region=place_of(visit.memory.company),
        )
        kept = await self._reports.add(report)
        memory = replace(visit.memory, awaiting=awaiting(visit, REASON, kept))
        await self._memory.save(visit.conversation, to_json(memory))
        stop = (visit.button("wrong.no_reason", "wrong.stop"),)
        return visit.say("wrong.kept", buttons=(stop,), in_place=True)

    async def stop(self, visit: Visit) -> Reply:
        await self._no_more(visit)
        return visit.say("wrong.stopped", in_place=True)

    async def forget(self, visit: Visit) -> Mapping[str, int]:
        return {"reports": await self._reports.forget(visit.person, visit.conversation)}

    async def held(self, visit: Visit) -> Mapping[str, object]:
        found = await self._reports.of(visit.person, visit.conversation)
        return {
            "reports": [
                {"program": r.program, "fact": r.fact, "reason": r.reason, "at": r.at.isoformat()}
                for r in found
            ]
        }

    async def _no_more(self, visit: Visit) -> None:
        if visit.memory.awaiting:
            memory = replace(visit.memory, awaiting=())
            await self._memory.save(visit.conversation, to_json(memory))


def _said(visit: Visit, program: Program, fact: str) -> str:
    """How the fact is told now, for whoever looks into it."""
    book = visit.book
    match fact:
        case "deadline":
            return deadline_line(book, standing(program, visit.now))
        case "amount":
            return cards.benefit_text(book, program)
        case "eligibility":
            return " ".join(clauses.sentence(book, c) for c in program.conditions)
        case _:
            return program.gist.within(visit.language)
