"""What people could not be helped with: taken note of, shown to staff, carried back."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from bot.aside import aside
from bot.counters.counter import Counter, Handle, Visit
from bot.handoff.agency import SLACK
from bot.handoff.routing import desk_of_place, place_of
from bot.messages import Address, Block, BlockKind, Outcome, Outgoing, Reply, Verdict
from bot.needs.clustering import clusters
from bot.needs.fulfilling import Fulfilling
from bot.needs.needs import Cluster, Need, Needs, Unmet
from bot.ports import Post, Roles
from bot.reminders.planning import HOUR
from knowledge.ports import Embedder
from knowledge.programs import Country, Language
from knowledge.zones import ZONES
from prompts import Phrasebook

REACHED = ("telegram", "slack")
LISTED = 8
LONGEST = 300
WINDOW = timedelta(days=90)
"""What is older says little of what is needed now."""
MONDAY = 0

Elsewhere = Callable[[], Awaitable[Sequence[Need]]]
"""Questions that other counters know to have ended without help: handed over, disliked."""
Masked = Callable[[str], str]
"""A text without phone numbers, addresses, names."""
Mine = Callable[[Need], bool]
"""Whether somebody may see it."""


@dataclass(frozen=True, slots=True)
class Office:
    """``channels`` as in SLACK_HANDOFF_CHANNELS: each hears of what it is the desk for, and the weekly
    summary of that.
    """

    roles: Roles
    embedder: Embedder
    masked: Masked
    channels: Mapping[str, str]
    language: Language

    @property
    def desks(self) -> frozenset[str]:
        return frozenset(self.channels.values())

    def belongs_to(self, desk: str) -> Mine:
        """What that channel would get as a handoff."""
        return lambda need: desk_of_place(self.channels, need.place, need.language) == desk


class Unserved(Counter):
    pauses = True

    def __init__(
        self,
        needs: Needs,
        office: Office,
        fulfilling: Fulfilling,
        elsewhere: Elsewhere,
        books: Mapping[str, Phrasebook],
        post: Post,
    ) -> None:
        self._needs = needs
        self._office = office
        self._fulfilling = fulfilling
        self._elsewhere = elsewhere
        self._books = books
        self._post = post

    @property
    def commands(self) -> Mapping[str, Handle]:
        return {"needs": self.show, "note": self.note}

    async def after(self, visit: Visit, reply: Reply) -> None:
        why = _unmet(reply)
        if why and visit.incoming.text.strip() and visit.incoming.address.channel in REACHED:
            await self.take(visit, visit.incoming.text, why)

    async def take(self, visit: Visit, text: str, why: Unmet) -> None:
        """Without personal data; whom to tell is kept beside it, and forgotten with the person."""
        at, company = visit.incoming.address, visit.memory.company
        private, memory = visit.incoming.private, visit.memory
        await self._needs.add(
            Need(
                uuid4().hex,
                self._office.masked(text)[:LONGEST],
                why,
                visit.language,
                place_of(company),
                company.industry[0] if company.industry else "",
                visit.now,
                memory.purposes[0] if memory.purposes else "",
                visit.person if private else None,
                visit.conversation if private else "",
                at.lasting if private else None,
            )
        )

    async def tick(self, now: datetime) -> None:
        for need in await self._elsewhere():
            await self._needs.add(replace(need, text=self._office.masked(need.text)[:LONGEST]))
        await self._fulfilling.round()
        local = now.astimezone(ZONES[Country.KR])
        if local.weekday() == MONDAY and local.time() >= HOUR:
            for desk in sorted(self._office.desks):
                await self._weekly(now, f"needs:{local.date()}:{desk}", desk)

    async def forget(self, visit: Visit) -> Mapping[str, int]:
        return {"needs": await self._needs.forget(visit.person)}

    async def held(self, visit: Visit) -> Mapping[str, Any]:
        return {"needs": await self._needs.held(visit.person)}

    async def show(self, visit: Visit) -> Reply:
        mine = await self._theirs(visit)
        if isinstance(mine, Reply):
            return mine
        return self._listed(visit.book, await self.top(visit.now, mine), await self._needs.notes())

    async def note(self, visit: Visit) -> Reply:
        """``/note 2 text``: against the second need of the list as it stands now."""
        mine = await self._theirs(visit)
        if isinstance(mine, Reply):
            return mine
        number, _, text = visit.incoming.text.strip().partition(" ")
        top = await self.top(visit.now, mine)
        if not number.isdecimal() or not 1 <= int(number) <= len(top) or not text.strip():
            return visit.say("needs.note_how")
        chosen = top[int(number) - 1]
        ids = [need.id for need in chosen.needs]
        await self._needs.note(ids, text.strip(), visit.person, visit.now)
        return visit.say("needs.noted", example=chosen.example.text)

    async def _theirs(self, visit: Visit) -> Mine | Reply:
        """Which needs may be seen here, or a refusal: staff see what their channel is the desk for,
        and only there; admins everything.
        """
        office, at = self._office, visit.incoming.address
        if not await office.roles.is_staff(visit.person):
            return visit.say("refusal.not_admin")
        if len(office.desks) < 2 or await office.roles.is_admin(visit.person):
            return _every
        if at.channel != SLACK or at.room not in office.desks:
            return visit.say("needs.in_your_channel")
        return office.belongs_to(at.room)

    async def top(self, now: datetime, mine: Mine) -> list[Cluster]:
        """Most asked for first; the model works in a thread."""
        needs = [need for need in await self._needs.since(now - WINDOW) if mine(need)]
        if not needs:
            return []
        texts = [need.text for need in needs]
        vectors = await aside(lambda: self._office.embedder.queries(texts), "needs")
        return clusters(needs, vectors)[:LISTED]

    async def _weekly(self, now: datetime, key: str, desk: str) -> None:
        mine = self._office.belongs_to(desk)
        late = [need for need in await self._needs.since(now - timedelta(days=7)) if mine(need)]
        top = await self.top(now, mine) if late else []
        if top:
            book = self._books[self._office.language]
            reply = self._listed(book, top, await self._needs.notes())
            await self._post(key, Outgoing(Address(SLACK, desk), reply))

    def _listed(self, book: Phrasebook, top: Sequence[Cluster], notes: Mapping[str, str]) -> Reply:
        language = Language(book.language)
        if not top:
            lead = Block(BlockKind.LEAD, book.say("needs.none"))
            return Reply(language, Outcome.SMALL_TALK, (lead,))
        lines = []
        for number, cluster in enumerate(top, 1):
            why = {need.why for need in cluster.needs}
            reasons = ", ".join(book.say(f"needs.why_{each}") for each in sorted(why))
            lines.append(
                book.say(
                    "needs.line",
                    number=number,
                    example=cluster.example.text,
                    people=cluster.people,
                    times=len(cluster.needs),
                    reasons=reasons,
                )
            )
            told = next((notes[n.id] for n in cluster.needs if n.id in notes), "")
            if told:
                lines.append(book.say("needs.note_line", note=told))
        blocks = (
            Block(BlockKind.LEAD, book.say("needs.lead")),
            Block(BlockKind.CARD, "\n".join(lines)),
            Block(BlockKind.NEXT, book.say("needs.note_how")),
        )
        return Reply(language, Outcome.SMALL_TALK, blocks)


def _every(_need: Need) -> bool:
    return True


def _unmet(reply: Reply) -> Unmet | None:
    if reply.outcome is Outcome.NOTHING_FOUND:
        return Unmet.NOTHING_FOUND
    verdicts = {program.verdict for program in reply.programs}
    return Unmet.NOT_ELIGIBLE if verdicts == {Verdict.NOT_ELIGIBLE} else None
