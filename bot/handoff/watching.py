"""Nobody is forgotten: unanswered cases are raised again, silent owners lose theirs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.handoff import wording
from bot.handoff.cases import Case, Cases, CaseState
from bot.handoff.hours import SILENT_FOR, is_open, working_days_since
from bot.messages import Address, Button, Outgoing
from bot.ports import Post
from bot.reminders.wishes import WorkingDays
from knowledge.zones import ZONES
from prompts import Phrasebook

FIRST_AFTER = timedelta(hours=1)
"""In office hours; after that once every working day."""


@dataclass(frozen=True, slots=True)
class Watch:
    """Every post has a key, so that several replicas may watch."""

    cases: Cases
    working: WorkingDays
    books: Mapping[str, Phrasebook]
    post: Post

    async def round(self, now: datetime) -> None:
        for case in await self.cases.unended():
            if not is_open(now, case.country, self.working):
                continue
            if case.state is CaseState.WAITING and self._is_overdue(case, now):
                await self._raise(case, now)
            elif case.state is CaseState.TAKEN and self._is_silent(case, now):
                await self._return(case, now)

    async def left(self, address: Address) -> None:
        """The person wants no messages any more: whoever has the case should know."""
        for case in await self.cases.unended():
            room = (case.address.channel, case.address.room)
            if room == (address.channel, address.room):
                reply = wording.told(self.books[case.reads], "handoff.left", name=case.name)
                there = Address("slack", case.desk, case.thread)
                await self.post(f"handoff.left:{case.id}", Outgoing(there, reply))
                await self.cases.end(case.id)

    def _is_overdue(self, case: Case, now: datetime) -> bool:
        if case.raised_at is None:
            return now - case.opened_at >= FIRST_AFTER
        zone = ZONES[case.country]
        return case.raised_at.astimezone(zone).date() < now.astimezone(zone).date()

    def _is_silent(self, case: Case, now: datetime) -> bool:
        heard, served = case.heard_at, case.served_at
        if heard is None or (served is not None and served >= heard):
            return False
        return working_days_since(heard, now, case.country, self.working) >= SILENT_FOR

    async def _raise(self, case: Case, now: datetime) -> None:
        today = now.astimezone(ZONES[case.country]).date()
        again = wording.card(self.books[case.reads], case, (), key="handoff.raised")
        messages = [Outgoing(Address("slack", case.desk), again)]
        if case.raised_at is not None:  # a day has passed: the person is told the truth
            book = self.books[case.language]
            stop = Button(book.say("handoff.end_button"), "handoff.end", (case.id,))
            reply = wording.told(book, "handoff.still_waiting", rows=((stop,),))
            messages.append(Outgoing(case.address, reply, "", case.person, case.conversation))
        await self.post(f"handoff.raised:{case.id}:{today}:{case.raised_at is None}", *messages)
        await self.cases.touch(case.id, raised_at=now)

    async def _return(self, case: Case, now: datetime) -> None:
        returned = await self.cases.hand_back(case.id)
        if returned is None:
            return
        await self.cases.touch(case.id, raised_at=now)
        exchanges = await self.cases.exchanges(case.conversation)
        again = wording.card(self.books[case.reads], returned, exchanges, key="handoff.silent")
        book = self.books[case.language]
        reply = wording.told(book, "handoff.looking_again")
        await self.post(
            f"handoff.silent:{case.id}:{now.date()}",
            Outgoing(Address("slack", case.desk), again),
            Outgoing(case.address, reply, "", case.person, case.conversation),
        )
