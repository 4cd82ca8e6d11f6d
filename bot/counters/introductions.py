"""Firms with the same plan and market meet, if both want it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import uuid4

from bot import clauses
from bot.counters.counter import Counter, Handle, Response, Visit
from bot.introductions.pairs import Introductions, Pair, Seeker, may_meet
from bot.messages import Address, Block, BlockKind, Button, Outcome, Outgoing, Reply
from bot.ports import Post
from prompts import Phrasebook

LONGEST_CONTACT = 200


class Meeting(Counter):
    pauses = True

    def __init__(
        self, introductions: Introductions, books: Mapping[str, Phrasebook], post: Post
    ) -> None:
        self._introductions = introductions
        self._books = books
        self._post = post

    @property
    def commands(self) -> Mapping[str, Handle]:
        return {"meet": self.seek}

    @property
    def actions(self) -> Mapping[str, Handle]:
        return {"meet.answer": self.answer, "meet.leave": self.leave}

    async def seek(self, visit: Visit) -> Reply:
        """``/meet name, how to be reached``: nothing is handed on before both have agreed."""
        company, contact = visit.memory.company, visit.incoming.text.strip()[:LONGEST_CONTACT]
        if not visit.incoming.private:
            return visit.say("meet.private_only")
        plans = tuple(plan for plan in company.plan if ":" in plan)
        if not plans:
            return visit.say("meet.no_plan")
        if not contact:
            return visit.say("meet.how")
        await self._introductions.seek(
            Seeker(
                visit.person,
                visit.conversation,
                visit.incoming.address.lasting,
                visit.language,
                plans,
                company.industry[0] if company.industry else "",
                (company.headquarters or "").partition(":")[0],
                contact,
                visit.now,
            )
        )
        return visit.say("meet.seeking", buttons=((visit.button("meet.leave", "meet.leave"),),))

    async def leave(self, visit: Visit) -> Reply:
        await self._introductions.leave(visit.person)
        return visit.say("meet.left", in_place=True)

    async def answer(self, visit: Visit) -> Response:
        """When the second says yes, both hear of each other at once."""
        id, said = visit.values
        pair = await self._introductions.answer(id, visit.person.key, yes=said == "yes")
        if pair is None:
            return Response(visit.say("meet.over"))
        if said != "yes":
            return Response(visit.say("meet.declined", in_place=True))
        if not pair.agreed:
            return Response(visit.say("meet.waiting", in_place=True))
        return Response(visit.say("meet.agreed", in_place=True), await self._introduced(pair))

    async def tick(self, _now: datetime) -> None:
        """One new proposal at a time for everybody, so that nobody is asked about a crowd."""
        seekers = await self._introductions.seekers()
        pairs = list(await self._introductions.pairs())
        busy = {n for p in pairs if p.open and not p.agreed for n in (p.one, p.other)}
        for number, one in enumerate(seekers):
            for other in seekers[number + 1 :]:
                names = one.person.key, other.person.key
                plan = may_meet(one, other, pairs)
                if not plan or busy & set(names):
                    continue
                pair = Pair(uuid4().hex, *names, plan)
                if await self._introductions.pair(pair):
                    pairs.append(pair)
                    busy |= set(names)
                    messages = [self._asks(pair, one, other), self._asks(pair, other, one)]
                    await self._post(f"meet:{pair.id}", *messages)

    async def blocked(self, address: Address) -> None:
        for seeker in await self._introductions.seekers():
            if (seeker.address.channel, seeker.address.room) == (address.channel, address.room):
                await self._introductions.leave(seeker.person)

    async def forget(self, visit: Visit) -> Mapping[str, int]:
        return {"meetings": await self._introductions.leave(visit.person)}

    async def held(self, visit: Visit) -> Mapping[str, Any]:
        return {"meetings": await self._introductions.held(visit.person)}

    async def _introduced(self, pair: Pair) -> tuple[Outgoing, ...]:
        both = [await self._introductions.seeker(name) for name in (pair.one, pair.other)]
        one, other = both
        if one is None or other is None:
            return ()
        return (self._tells(one, other), self._tells(other, one))

    def _asks(self, pair: Pair, to: Seeker, of: Seeker) -> Outgoing:
        book = self._books[to.language]
        text = book.say(
            "meet.ask", who=_described(book, of), plan=clauses.name_of(book, "plan", pair.plan)
        )
        row = tuple(
            Button(book.say(f"meet.{said}"), "meet.answer", (pair.id, said))
            for said in ("yes", "no")
        )
        return self._addressed(to, text, (row,))

    def _tells(self, to: Seeker, of: Seeker) -> Outgoing:
        book = self._books[to.language]
        text = book.say("meet.introduced", who=_described(book, of), contact=of.contact)
        return self._addressed(to, text)

    @staticmethod
    def _addressed(to: Seeker, text: str, rows: tuple[tuple[Button, ...], ...] = ()) -> Outgoing:
        blocks = (Block(BlockKind.LEAD, text),)
        reply = Reply(to.language, Outcome.SMALL_TALK, blocks, buttons=rows)
        return Outgoing(to.address, reply, "", to.person, to.conversation)


def _described(book: Phrasebook, seeker: Seeker) -> str:
    """Region and industry alone: who it is, is theirs to say."""
    known = (("headquarters", seeker.place), ("industry", seeker.industry))
    words = [clauses.name_of(book, kind, code) for kind, code in known if code]
    return book.say("meet.firm", what=" ".join(words)) if words else book.say("meet.some_firm")
