"""The human: a conversation goes to the agency's channel and comes back, nothing lost in between."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any
from unicodedata import normalize
from uuid import uuid4

from bot.counters.counter import Counter, Handle, Response, Visit
from bot.handoff import wording
from bot.handoff.agency import SLACK, Agency, is_personal, key_of, says_something, words_of
from bot.handoff.cases import Case, Cases, CaseState, Exchange, Line
from bot.handoff.hours import is_open, next_opening
from bot.handoff.routing import desk_for, place_of
from bot.handoff.summing import summary_of
from bot.handoff.watching import Watch
from bot.library import Library
from bot.messages import (
    Address,
    Outcome,
    Outgoing,
    Reply,
)
from bot.wording import day
from knowledge.programs import Country, Language
from prompts import Phrasebook

ASIDE = "//"
"""Staff write it before what must never leave Slack."""
UNHELPED = (Outcome.NOTHING_FOUND, Outcome.FAILED)
_COUNTRIES = {Language.KO: Country.KR, Language.JA: Country.JP}


class Handoff(Counter):
    def __init__(
        self,
        cases: Cases,
        agency: Agency,
        library: Callable[[], Library],
        books: Mapping[str, Phrasebook],
        watch: Watch,
    ) -> None:
        self._cases = cases
        self._agency = agency
        self._library = library
        self._books = books
        self._watch = watch

    @property
    def commands(self) -> Mapping[str, Handle]:
        return {"staff": self.open, "end": self.end, "reassign": self.reassign}

    @property
    def actions(self) -> Mapping[str, Handle]:
        return {
            "handoff.open": self.open,
            "handoff.take": self.take,
            "handoff.end": self.end,
            "handoff.return": self.give_back,
            "handoff.quick": self.quick,
        }

    async def first(self, visit: Visit) -> Response | None:
        incoming = visit.incoming
        if incoming.address.channel == SLACK and incoming.address.thread:
            at = incoming.address
            case = await self._cases.at(at.room, at.thread)
            if case:
                return await self._from_staff(visit, case)
        if incoming.overheard:
            return None
        case = await self._cases.of(visit.conversation)
        if case is None or not says_something(incoming):
            return None
        return await self._from_person(visit, case)

    async def beside(self, visit: Visit, reply: Reply) -> Reply:
        one = len({program.id for program in reply.programs}) == 1
        wanted = reply.wants_human or reply.outcome in UNHELPED or one
        if not wanted or not self._desk(visit) or not is_personal(visit.incoming):
            return reply
        button = visit.button("handoff.button", "handoff.open")
        return replace(reply, buttons=(*reply.buttons, (button,)))

    async def after(self, visit: Visit, reply: Reply) -> None:
        if self._agency.channels and is_personal(visit.incoming) and visit.incoming.text:
            exchange = Exchange(visit.incoming.text, reply.text)
            await self._cases.note(visit.conversation, exchange)

    async def tick(self, now: datetime) -> None:
        await self._watch.round(now)

    async def blocked(self, address: Address) -> None:
        await self._watch.left(address)

    async def placed(self, outgoing: Outgoing, message: str) -> None:
        """The thread of a request is known before anybody presses its button."""
        for button in (button for row in outgoing.reply.buttons for button in row):
            if button.action == "handoff.take":
                await self._cases.place(button.values[0], message)

    async def forget(self, visit: Visit) -> Mapping[str, int]:
        return {"cases": await self._cases.forget(visit.conversation)}

    async def held(self, visit: Visit) -> Mapping[str, Any]:
        said = await self._cases.exchanges(visit.conversation)
        return {
            "cases": await self._cases.held(visit.conversation),
            "last_words": [{"question": each.question, "answer": each.answer} for each in said],
        }

    async def open(self, visit: Visit) -> Response:
        if not is_personal(visit.incoming):
            return Response(visit.say("handoff.private_only"))
        where = self._desk(visit)
        if where is None:
            return Response(visit.say("handoff.nobody"))
        before = await self._cases.of(visit.conversation)
        if before:
            return Response(visit.say(f"handoff.already_{before.state}", owner=before.owner_name))
        case = await self._cases.open(self._case(visit, *where))
        exchanges = await self._cases.exchanges(visit.conversation)
        book = self._books[case.reads]
        request = wording.card(book, case, exchanges, key="handoff.request")
        row = ((visit.button("handoff.end_button", "handoff.end", case.id),),)
        reply = visit.say(self._promise(visit, case), when=self._when(visit, case), buttons=row)
        reply = replace(reply, outcome=Outcome.HANDED_OFF)
        return Response(reply, (Outgoing(Address(SLACK, case.desk), request),))

    async def take(self, visit: Visit) -> Response:
        """The first to press it has the case; what was written meanwhile follows into the thread."""
        at, before = visit.incoming.address, await self._here(visit)
        if before is None:
            return Response(visit.say("handoff.over"))
        case = await self._taken(visit, visit.values[0], at.thread or at.message)
        if case is None:
            key = "handoff.taken_by" if before.owner_name else "handoff.over"
            return Response(visit.say(key, owner=before.owner_name))
        exchanges = await self._cases.exchanges(case.conversation)
        root = replace(
            wording.card(self._books[case.reads], case, exchanges, key="handoff.owned"),
            in_place=True,
        )
        return Response(root, await self._connected(case))

    async def _taken(self, visit: Visit, id: str, thread: str) -> Case | None:
        name = visit.incoming.name or visit.book.say("handoff.somebody")
        return await self._cases.take(id, visit.person, name, thread, visit.now)

    async def _connected(self, case: Case) -> tuple[Outgoing, ...]:
        """The person is told; what they wrote while waiting goes into the thread."""
        there = Address(SLACK, case.desk, case.thread)
        book = self._books[case.reads]
        lines = await self._cases.lines(case.id)
        forwarded = (
            Outgoing(there, wording.said_by_person(book, case, line.text, edited=False))
            for line in lines
        )
        return (self._to_person(case, "handoff.connected"), *forwarded)

    async def end(self, visit: Visit) -> Response:
        case = await self._meant(visit)
        if case is None or not await self._cases.end(case.id):
            return Response(visit.say("handoff.over"))
        ended = replace(case, state=CaseState.ENDED)
        notice = self._to_person(case, "handoff.ended")
        if visit.conversation == case.conversation:
            book = self._books[case.reads]
            there = Address(SLACK, case.desk, case.thread)
            left = wording.told(book, "handoff.person_ended", name=case.name)
            return Response(notice.reply, (Outgoing(there, left),))
        root = wording.card(self._books[case.reads], ended, (), key="handoff.closed")
        return Response(replace(root, in_place=bool(visit.incoming.pressed)), (notice,))

    async def reassign(self, visit: Visit) -> Response:
        """In the thread of a case, by staff: somebody else shall take it."""
        case = await self._meant(visit)
        if case is None or visit.conversation == case.conversation:
            return Response(visit.say("handoff.over"))
        return await self.give_back(replace(visit, values=(case.id,)))

    async def give_back(self, visit: Visit) -> Response:
        here = await self._here(visit)
        case = await self._cases.hand_back(here.id) if here else None
        if case is None:
            return Response(visit.say("handoff.over"))
        exchanges = await self._cases.exchanges(case.conversation)
        book = self._books[case.reads]
        again = wording.card(book, case, exchanges, key="handoff.returned")
        return Response(
            visit.say("handoff.given_back"), (Outgoing(Address(SLACK, case.desk), again),)
        )

    async def quick(self, visit: Visit) -> Response:
        """A set phrase in the person's language, shown to staff in both."""
        case = await self._here(visit)
        if case is None or case.state is not CaseState.TAKEN:
            return Response(visit.say("handoff.over"))
        key = f"handoff.quick_{visit.values[1]}"
        name = visit.incoming.name or case.owner_name
        await self._cases.touch(case.id, served_at=visit.now)
        text = self._books[case.language].say(key)
        reply = wording.said_by_owner(self._books[case.language], name, text, edited=False)
        both = "\n".join(dict.fromkeys([text, self._books[case.reads].say(key)]))
        note = visit.say("handoff.quick_sent", text=both)
        return Response(note, (self._addressed(case, reply),))

    async def _from_staff(self, visit: Visit, case: Case) -> Response:
        """Silence in the thread; the person reads it, unless it is an aside."""
        incoming = visit.incoming
        if normalize("NFKC", incoming.text).lstrip().startswith(
            ASIDE
        ) or not await self._agency.is_staff(visit.incoming):
            return Response()
        if not says_something(incoming):
            return Response()
        connected: tuple[Outgoing, ...] = ()
        if case.state is CaseState.WAITING:  # who answers has taken it
            taken = await self._taken(visit, case.id, incoming.address.thread)
            connected = await self._connected(taken) if taken else ()
        await self._cases.touch(case.id, served_at=visit.now)
        reply = wording.said_by_owner(
            self._books[case.language], incoming.name, words_of(incoming), edited=incoming.edited
        )
        reply = replace(reply, files=await self._agency.files(incoming))
        return Response(None, (*connected, self._addressed(case, reply)))

    async def _from_person(self, visit: Visit, case: Case) -> Response | None:
        incoming = visit.incoming
        await self._cases.touch(case.id, heard_at=visit.now)
        if case.state is CaseState.WAITING:
            await self._cases.keep(case.id, Line(key_of(incoming), words_of(incoming)))
            return None
        book, there = self._books[case.reads], Address(SLACK, case.desk, case.thread)
        said = wording.said_by_person(book, case, words_of(incoming), edited=incoming.edited)
        said = replace(said, files=await self._agency.files(incoming))
        return Response(None, (Outgoing(there, said),))

    async def _here(self, visit: Visit) -> Case | None:
        """The case of a button, pressed by staff: in the channel that has it, and in no other."""
        case = await self._cases.find(visit.values[0])
        at = visit.incoming.address
        return case if case and (at.channel, at.room) == (SLACK, case.desk) else None

    async def _meant(self, visit: Visit) -> Case | None:
        """Of a button, of the thread it was said in, or of the person themselves."""
        if visit.values:
            own = await self._cases.find(visit.values[0])
            theirs = own and own.conversation == visit.conversation
            return own if theirs else await self._here(visit)
        at = visit.incoming.address
        here = at.channel == SLACK and at.thread and await self._cases.at(at.room, at.thread)
        if here:
            return here if await self._agency.is_staff(visit.incoming) else None
        return await self._cases.of(visit.conversation)

    def _desk(self, visit: Visit) -> tuple[str, Language] | None:
        return desk_for(self._agency.channels, visit.memory.company, visit.language)

    def _case(self, visit: Visit, desk: str, reads: Language) -> Case:
        company = visit.memory.company
        book = self._books[reads]
        return Case(
            uuid4().hex,
            CaseState.WAITING,
            visit.person,
            visit.incoming.name or book.say("handoff.unnamed"),
            visit.conversation,
            visit.incoming.address.lasting,
            visit.language,
            company.country or _COUNTRIES[visit.language],
            desk,
            reads,
            visit.now,
            heard_at=visit.now,
            summary=summary_of(visit, self._library().programs, book),
            region=place_of(company) or _COUNTRIES[visit.language].value,
        )

    def _promise(self, visit: Visit, case: Case) -> str:
        return (
            "handoff.opened"
            if is_open(visit.now, case.country, self._agency.working)
            else "handoff.opened_closed"
        )

    def _when(self, visit: Visit, case: Case) -> str:
        return day(visit.book, next_opening(visit.now, case.country, self._agency.working))

    def _to_person(self, case: Case, key: str) -> Outgoing:
        book = self._books[case.language]
        owner = case.owner_name or book.say("handoff.somebody")
        return self._addressed(case, wording.told(book, key, owner=owner))

    @staticmethod
    def _addressed(case: Case, reply: Reply) -> Outgoing:
        return Outgoing(case.address, reply, "", case.person, case.conversation)
