"""Reminders, the next call, the digest and the follow-up: asked for, shown, changed and stopped."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import uuid4

from bot.counters.counter import Counter, Handle, Visit
from bot.library import Library
from bot.messages import Address, Block, BlockKind, Button, Outcome, Reply, ShownProgram
from bot.ports import Roles
from bot.reminders.planning import closing_day, moment_before, window_key
from bot.reminders.sending import Reminding
from bot.reminders.wishes import Wish, Wishes, WishKind, WorkingDays
from bot.standings import standing
from knowledge.programs import Country, Language, Status

DAYS = (7, 1)
FOLLOW_UP_DAYS = (9, 21, 45)
CHOICES = ("7,1", "14,7,1", "30,7,1", "1")
"""Days before the deadline that one tap chooses among."""
LISTED = 15

_COUNTRIES = {Language.KO: Country.KR, Language.JA: Country.JP}


class Reminders(Counter):
    """Wishes of the person who asks; what is sent for them is ``Reminding``'s matter."""

    pauses = True

    def __init__(
        self,
        wishes: Wishes,
        reminding: Reminding,
        library: Callable[[], Library],
        working: WorkingDays,
        roles: Roles,
    ) -> None:
        self._wishes = wishes
        self._reminding = reminding
        self._library = library
        self._working = working
        self._roles = roles

    @property
    def commands(self) -> Mapping[str, Handle]:
        return {"reminders": self.show, "applied": self.applied}

    @property
    def actions(self) -> Mapping[str, Handle]:
        return {
            "remind.set": self.set,
            "remind.fitting": self.set_fitting,
            "remind.next": self.set_next,
            "remind.list": self.show,
            "remind.days": self.change_days,
            "remind.stop": self.stop,
            "digest.set": self.set_digest,
            "digest.stop": self.stop_digest,
            "follow_up.answer": self.answer,
        }

    async def beside(self, visit: Visit, reply: Reply) -> Reply:
        if not visit.incoming.private or not reply.programs:
            return reply
        if len({program.id for program in reply.programs}) > 1:
            return reply
        button = self._offer(visit, reply.programs[0])
        return replace(reply, buttons=(*reply.buttons, (button,))) if button else reply

    async def tick(self, now: datetime) -> None:
        await self._reminding.round(now)

    async def blocked(self, address: Address) -> None:
        await self._wishes.stop_room(address)

    async def forget(self, visit: Visit) -> Mapping[str, int]:
        return {"reminders": await self._wishes.forget(visit.person)}

    async def held(self, visit: Visit) -> Mapping[str, Any]:
        return {"reminders": await self._wishes.held(visit.person)}

    async def set(self, visit: Visit) -> Reply:
        program = self._library().programs.get(visit.values[0])
        closes = closing_day(standing(program, visit.now)) if program else None
        if program is None or closes is None:
            return visit.say("reminder.no_date")
        wish = await self._wishes.add(self._wish(visit, WishKind.PROGRAM, program.id))
        asking = self._wish(visit, WishKind.FOLLOW_UP, program.id)
        await self._wishes.add(replace(asking, days=FOLLOW_UP_DAYS))
        name = program.names.within(visit.language)
        left = tuple(
            days
            for days in wish.days
            if moment_before(closes, days, wish.country, self._working) > visit.now
        )
        key = "reminder.set" if left else "reminder.set_late"
        buttons = self._adjust(visit, wish)
        return visit.say(key, name=name, days=_days(left), buttons=buttons)

    async def set_fitting(self, visit: Visit) -> Reply:
        if not any(visit.memory.companies):
            return visit.say("reminder.no_company")
        wish = await self._wishes.add(self._wish(visit, WishKind.FITTING))
        text = _days(wish.days)
        return visit.say("reminder.set_fitting", days=text, buttons=self._adjust(visit, wish))

    async def set_next(self, visit: Visit) -> Reply:
        """What is past is told as history, never as a forecast."""
        program = self._library().programs.get(visit.values[0])
        if program is None:
            return visit.say("button.expired")
        known = frozenset(window_key(w.opens_at, w.closes_at) for w in program.windows)
        wish = replace(self._wish(visit, WishKind.NEXT_CALL, program.id), known=known)
        wish = await self._wishes.add(wish)
        name = program.names.within(visit.language)
        return visit.say("reminder.set_next", name=name, buttons=(self._stop_row(visit, wish),))

    async def show(self, visit: Visit) -> Reply:
        wishes = [
            w for w in await self._wishes.of(visit.person) if w.kind is not WishKind.FOLLOW_UP
        ]
        if not wishes:
            rows = ((visit.button("reminder.all_button", "remind.fitting"),), self._digests(visit))
            return visit.say("reminder.none", buttons=rows)
        blocks = [Block(BlockKind.LEAD, visit.book.say("reminder.list"))]
        lines = [self._described(visit, wish, n) for n, wish in enumerate(wishes[:LISTED], 1)]
        blocks.append(Block(BlockKind.CARD, "\n".join(lines)))
        stops: list[tuple[Button, ...]] = [
            (Button(visit.book.say("reminder.stop_number", number=n), "remind.stop", (wish.id,)),)
            for n, wish in enumerate(wishes[:6], 1)
        ]
        buttons = (*stops, self._digests(visit))
        return Reply(visit.language, Outcome.SMALL_TALK, tuple(blocks), buttons=buttons)

    async def change_days(self, visit: Visit) -> Reply:
        wish = await self._mine(visit)
        if wish is None:
            return visit.say("button.expired")
        if len(visit.values) == 1:
            row = tuple(
                Button(f"D-{choice.replace(',', ' · D-')}", "remind.days", (wish.id, choice))
                for choice in CHOICES
            )
            return visit.say("reminder.which_days", buttons=(row[:2], row[2:]), in_place=True)
        days = tuple(int(part) for part in visit.values[1].split(","))
        await self._wishes.change(replace(wish, days=days))
        return visit.say("reminder.days_set", days=_days(days), in_place=True)

    async def stop(self, visit: Visit) -> Reply:
        wish = await self._mine(visit)
        if wish is None:
            return visit.say("button.expired")
        await self._wishes.remove(wish.id)
        return visit.say("reminder.stopped", in_place=True)

    async def set_digest(self, visit: Visit) -> Reply:
        every = int(visit.values[0])
        known = frozenset(self._library().programs)  # new is what comes from now on
        wish = await self._wishes.add(replace(self._wish(visit, WishKind.DIGEST), known=known))
        await self._wishes.change(replace(wish, days=(every,)))
        return visit.say(f"digest.set_{every}", buttons=((self._no_digest(visit),),))

    async def stop_digest(self, visit: Visit) -> Reply:
        for wish in await self._wishes.of(visit.person):
            if wish.kind is WishKind.DIGEST:
                await self._wishes.remove(wish.id)
        return visit.say("digest.stopped", in_place=True)

    async def answer(self, visit: Visit) -> Reply:
        """One yes or no ends the asking; a not yet waits for the next time."""
        wish, answer = await self._mine(visit), visit.values[1]
        if wish is None:
            return visit.say("button.expired")
        await self._wishes.answered(wish, answer, visit.now)
        if answer != "not_yet":
            await self._wishes.remove(wish.id)
        return visit.say(f"follow_up_later.thanks_{answer}", in_place=True)

    async def applied(self, visit: Visit) -> Reply:
        """For staff: what people said who were asked whether they applied; counts alone."""
        if not await self._roles.is_staff(visit.person):
            return visit.say("refusal.not_admin")
        programs, counts = self._library().programs, await self._wishes.answers()
        lines = []
        for id in dict.fromkeys(program for program, _ in counts):
            name = programs[id].names.within(visit.language) if id in programs else id
            given = {f"{a}": counts.get((id, a), 0) for a in ("yes", "not_yet", "no")}
            lines.append(visit.book.say("follow_up_later.counted", name=name, **given))
        if not lines:
            return visit.say("follow_up_later.none_counted")
        blocks = (Block(BlockKind.CARD, "\n".join(lines)),)
        return Reply(visit.language, Outcome.SMALL_TALK, blocks)

    def _offer(self, visit: Visit, program: ShownProgram) -> Button | None:
        if program.status is Status.CLOSED:
            return visit.button("reminder.next_button", "remind.next", program.id)
        if program.closes_at is None or program.closes_at <= visit.now:
            return None
        return visit.button("reminder.button", "remind.set", program.id)

    def _adjust(self, visit: Visit, wish: Wish) -> tuple[tuple[Button, ...], ...]:
        change = visit.button("reminder.change_button", "remind.days", wish.id)
        return ((change, *self._stop_row(visit, wish)),)

    def _stop_row(self, visit: Visit, wish: Wish) -> tuple[Button, ...]:
        return (visit.button("reminder.stop_button", "remind.stop", wish.id),)

    def _digests(self, visit: Visit) -> tuple[Button, ...]:
        return tuple(
            visit.button(f"digest.every_{every}", "digest.set", str(every)) for every in (7, 1)
        )

    def _no_digest(self, visit: Visit) -> Button:
        return visit.button("digest.stop", "digest.stop")

    async def _mine(self, visit: Visit) -> Wish | None:
        wish = await self._wishes.find(visit.values[0])
        return wish if wish and wish.person == visit.person else None

    def _described(self, visit: Visit, wish: Wish, number: int) -> str:
        program = self._library().programs.get(wish.program)
        name = program.names.within(visit.language) if program else wish.program
        key = f"reminder.line_{wish.kind.value}"
        return visit.book.say(key, number=number, name=name, days=_days(wish.days))

    def _wish(self, visit: Visit, kind: WishKind, program: str = "") -> Wish:
        companies = [c.country for c in visit.memory.companies if c.country]
        return Wish(
            uuid4().hex,
            kind,
            visit.person,
            visit.conversation,
            visit.incoming.address.lasting,
            visit.language,
            companies[0] if companies else _COUNTRIES[visit.language],
            visit.now,
            program,
            (7,) if kind is WishKind.DIGEST else DAYS,
        )


def _days(days: tuple[int, ...]) -> str:
    return " · ".join(f"D-{each}" for each in days)
