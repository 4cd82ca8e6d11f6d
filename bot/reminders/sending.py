"""Whose moment has come: once a minute, one message a day for each person."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.cards import Judged
from bot.conversation import Conversation, from_json
from bot.library import Library
from bot.messages import Button, Outgoing, Person, Reply
from bot.ports import Fate, Memory, Outbox, Post
from bot.reminders import planning, wording
from bot.reminders.fitting import fitting
from bot.reminders.planning import Plan
from bot.reminders.wishes import Claim, Item, Matter, Wish, Wishes, WishKind, WorkingDays
from bot.standings import standing
from knowledge.programs import Language, Program
from knowledge.zones import ZONES
from prompts import Phrasebook

NEAR = timedelta(days=14)
"""A digest names deadlines this near."""
LOOKED_AFTER = timedelta(days=10)
"""So long it is looked after whether a posted message was delivered in time."""


@dataclass(frozen=True, slots=True)
class Reach:
    """What sending needs: the knowledge, the companies, the calendar, the words, the outbox."""

    library: Callable[[], Library]
    memory: Memory
    working: WorkingDays
    books: Mapping[Language, Phrasebook]
    outbox: Outbox
    post: Post


class Reminding:
    """``round`` may run on every replica and be killed anywhere: an item is claimed before it is
    posted, the claim's key is the outbox's key, and a claim that was not posted is taken up again.
    """

    def __init__(self, wishes: Wishes, reach: Reach) -> None:
        self._wishes = wishes
        self._reach = reach

    async def round(self, now: datetime) -> None:
        for claim in await self._wishes.unposted():
            await self._deliver(claim, now)
        await self._look_after(now)
        library = self._reach.library()
        by_person: defaultdict[Person, list[tuple[Wish, Plan]]] = defaultdict(list)
        for wish in await self._wishes.due(now, library.version):
            by_person[wish.person].append((wish, await self._plan(wish, library, now)))
        for person, plans in by_person.items():
            await self._tell(person, plans, library.version, now)

    async def _tell(
        self, person: Person, plans: Sequence[tuple[Wish, Plan]], version: str, now: datetime
    ) -> None:
        claimed = True
        for name, mine in _messages(self._all(plans)).items():
            claimed = await self._claim(person, name, mine, plans[0][0], now) and claimed
        for wish, plan in plans:
            again = plan.again
            if plan.items and not claimed:  # said something today: the rest waits for tomorrow
                again = planning.next_opening(now, wish.country)
            await self._wishes.planned(wish.id, again, version)

    @staticmethod
    def _all(plans: Sequence[tuple[Wish, Plan]]) -> list[Item]:
        """Each once: two wishes may name the same deadline."""
        seen: dict[tuple[object, ...], Item] = {}
        for _, plan in plans:
            for item in plan.items:
                seen.setdefault((item.matter, item.program, item.about, item.offset), item)
        return list(seen.values())

    async def _claim(
        self, person: Person, name: str, items: list[Item], wish: Wish, now: datetime
    ) -> bool:
        today = now.astimezone(ZONES[wish.country]).date()
        key = f"{name}:{person.channel}:{person.id}:{today}"
        claim = Claim(key, person, tuple(items), at=now)
        if not await self._wishes.claim(claim):
            return False
        await self._deliver(claim, now)
        return True

    async def _deliver(self, claim: Claim, now: datetime) -> None:
        wish = await self._wishes.find(claim.items[0].wish) if claim.items else None
        reply = wish and await self._reply(wish, claim, now)
        if wish and reply:
            until = self._until(claim, now)
            message = Outgoing(wish.address, reply, "", wish.person, wish.conversation, until)
            await self._reach.post(claim.key, message)
        await self._wishes.posted(claim.key)

    async def _look_after(self, now: datetime) -> None:
        """A message that could not be delivered before its deadline: say so instead of nothing."""
        for claim in await self._wishes.recent(now - LOOKED_AFTER):
            if claim.items and await self._reach.outbox.fate(claim.key) is Fate.EXPIRED:
                await self._wishes.reopen(claim.key)

    async def _reply(self, wish: Wish, claim: Claim, now: datetime) -> Reply | None:
        book, programs = self._reach.books[wish.language], self._reach.library().programs
        soonest = {item.program: item for item in sorted(claim.items, key=lambda i: -i.offset)}
        told = [(item, programs[id]) for id, item in soonest.items() if id in programs]
        match claim.items[0].matter:
            case Matter.DIGEST:
                return await self._digest(wish, now)
            case Matter.FOLLOW_UP:
                return wording.follow_up(book, *told[0]) if told else None
            case _:
                stop = Button(book.say("reminder.settings"), "remind.list")
                return wording.reminder(book, told, now, ((stop,),)) if told else None

    def _until(self, claim: Claim, now: datetime) -> datetime | None:
        """The soonest end of what it calls open; a word about the end may come any time."""
        programs = self._reach.library().programs
        ends = [
            end
            for item in claim.items
            if item.matter is Matter.DEADLINE and not item.closed and item.program in programs
            if (end := standing(programs[item.program], now).closes_at)
        ]
        return min(ends, default=None)

    async def _plan(self, wish: Wish, library: Library, now: datetime) -> Plan:
        programs = library.programs
        match wish.kind:
            case WishKind.DIGEST:
                return await self._plan_digest(wish, library, now)
            case WishKind.FITTING:
                fits = [j.program for j in await self._fitting(wish, library, now)]
                return await self._plan_all(wish, fits, now)
            case _ if wish.program not in programs:
                return Plan()
            case WishKind.FOLLOW_UP:
                told = await self._wishes.told(wish.person, {wish.program})
                return planning.plan_follow_up(wish, told, now, self._reach.working)
            case WishKind.NEXT_CALL:
                told = await self._wishes.told(wish.person, {wish.program})
                return planning.plan_next_call(wish, programs[wish.program], told, now)
            case _:
                return await self._plan_all(wish, [programs[wish.program]], now)

    async def _plan_all(self, wish: Wish, programs: Sequence[Program], now: datetime) -> Plan:
        told = await self._wishes.told(wish.person, {program.id for program in programs})
        plans = [
            planning.plan_deadline(wish, program, told, now, self._reach.working)
            for program in programs
        ]
        again = min((plan.again for plan in plans if plan.again), default=None)
        return Plan(tuple(item for plan in plans for item in plan.items), again)

    async def _plan_digest(self, wish: Wish, library: Library, now: datetime) -> Plan:
        """Every so many days; nothing where there is nothing."""
        zone, every = ZONES[wish.country], wish.days[0]
        made, today = wish.made_at.astimezone(zone).date(), now.astimezone(zone).date()
        passed = (today - made).days
        done = {item.about for item in await self._wishes.told(wish.person, {""})}
        again = planning.moment_after(
            wish.made_at, (passed // every + 1) * every, wish.country, self._reach.working
        )
        last = made + timedelta(days=passed // every * every)
        at = planning.moment_after(
            wish.made_at, (last - made).days, wish.country, self._reach.working
        )
        if last == made or last in done or now < at:
            return Plan((), min(again, at) if at > now else again)
        if not planning.in_hours(now, wish.country):
            return Plan((), planning.next_opening(now, wish.country))
        fresh, near = await self._news(wish, library, now)
        if not fresh and not near:
            return Plan((), again)
        return Plan((Item(wish.id, Matter.DIGEST, "", last, 0),), again)

    async def _digest(self, wish: Wish, now: datetime) -> Reply | None:
        library, book = self._reach.library(), self._reach.books[wish.language]
        fresh, near = await self._news(wish, library, now)
        known = wish.known | {judged.program.id for judged in fresh}
        await self._wishes.change(replace(wish, known=known))
        if not fresh and not near:
            return None
        other = 1 if wish.days[0] > 1 else 7
        rows = (
            (
                Button(book.say(f"digest.every_{other}"), "digest.set", (str(other),)),
                Button(book.say("digest.stop"), "digest.stop"),
            ),
        )
        return wording.digest(book, fresh, near, rows)

    async def _news(
        self, wish: Wish, library: Library, now: datetime
    ) -> tuple[list[Judged], list[Judged]]:
        fits = await self._fitting(wish, library, now)
        fresh = [j for j in fits if j.program.id not in wish.known]
        names = {j.program.id for j in fresh}
        near = [
            j
            for j in fits
            if j.program.id not in names
            and j.standing.closes_at
            and j.standing.closes_at - now <= NEAR
        ]
        return fresh, near

    async def _fitting(self, wish: Wish, library: Library, now: datetime) -> list[Judged]:
        memory: Conversation = from_json(await self._reach.memory.load(wish.conversation))
        hidden = getattr(memory, "hidden", ())
        return fitting(library.programs.values(), memory.companies, now, hidden)


def _messages(items: Sequence[Item]) -> dict[str, list[Item]]:
    """Deadlines and calls of a day are one message; a digest and a question are their own."""
    messages: dict[str, list[Item]] = {}
    for item in items:
        name = item.matter.value
        if item.matter in (Matter.DEADLINE, Matter.NEXT_CALL):
            name = "reminder"
        elif item.matter is Matter.FOLLOW_UP:
            name = f"follow_up:{item.program}"
        messages.setdefault(name, []).append(item)
    return messages
