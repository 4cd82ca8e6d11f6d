"""Was that of help? Kept with the answer and its sources, for the admins."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Protocol

from bot.conversation import to_json
from bot.counters.awaiting import awaiting, is_awaited, reads_as_question
from bot.counters.counter import Counter, Handle, Response, Visit
from bot.counters.pages import in_rows
from bot.messages import Block, BlockKind, Button, Outcome, Person, Reply
from bot.ports import Memory, Roles
from bot.wording import day
from knowledge.programs import Language

UP, DOWN = "up", "down"
REASONS = ("wrong", "off", "unclear", "other")
REASON = "feedback"
LONGEST_REASON = 1000
LATEST = 10
UNRATED_FOR = timedelta(hours=24)
"""An answer that nobody rated is not kept longer than a conversation lasts."""
RATED = (Outcome.ANSWERED, Outcome.NOTHING_FOUND, Outcome.NEEDS_FACT)
EVERY = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Rated:
    """An answer as it was given, and what was said to it: ``vote`` is up, down, or empty so far;
    ``reason`` one of REASONS or the person's own words. ``sources`` are titles with addresses.
    """

    id: str
    question: str
    answer: str
    sources: tuple[str, ...]
    outcome: str
    language: Language
    at: datetime
    person: Person
    conversation: str
    vote: str = ""
    reason: str = ""


class Ratings(Protocol):
    """Answers with what people thought of them."""

    async def keep(self, rated: Rated) -> None: ...

    async def vote(self, id: str, vote: str) -> bool:
        """The last vote counts; False where the answer is no longer kept."""
        ...

    async def explain(self, id: str, reason: str) -> None: ...

    async def latest(self, limit: int) -> Sequence[Rated]:
        """Those with a vote, the newest first."""
        ...

    async def of(self, person: Person, conversation: str) -> Sequence[Rated]: ...

    async def forget(self, person: Person, conversation: str) -> int: ...

    async def sweep(self, unrated: datetime, rated: datetime) -> int:
        """Drop what is older: without a vote, and with one."""
        ...


class Feedback(Counter):
    def __init__(self, memory: Memory, ratings: Ratings, roles: Roles, days: int) -> None:
        """``days`` is how long a rated answer is kept (CONCIERGE_RETENTION_DAYS)."""
        self._memory = memory
        self._ratings = ratings
        self._roles = roles
        self._days = days
        self._due: datetime | None = None

    @property
    def commands(self) -> Mapping[str, Handle]:
        return {"feedback": self.latest}

    @property
    def actions(self) -> Mapping[str, Handle]:
        return {
            "feedback.up": self.up,
            "feedback.down": self.down,
            "feedback.reason": self.reason,
        }

    async def first(self, visit: Visit) -> Response | None:
        """The reason that was asked for, unless it is a question."""
        if not is_awaited(visit, REASON):
            return None
        text, id = visit.incoming.text.strip(), visit.memory.awaiting[1]
        await self._remember(visit)
        if reads_as_question(text):
            return None
        await self._ratings.explain(id, text[:LONGEST_REASON])
        return Response(visit.say("feedback.noted"))

    async def beside(self, visit: Visit, reply: Reply) -> Reply:
        if reply.outcome not in RATED or visit.incoming.address.channel == "console":
            return reply
        id = secrets.token_urlsafe(9)
        await self._ratings.keep(_rated(id, visit, reply))
        thumbs = (
            visit.button("feedback.up", "feedback.up", id),
            visit.button("feedback.down", "feedback.down", id),
        )
        return replace(reply, buttons=_with_thumbs(reply.buttons, thumbs))

    async def up(self, visit: Visit) -> Reply:
        await self._ratings.vote(visit.values[0], UP)
        reply = visit.say("feedback.thanks")
        return replace(reply, toast=reply.text)

    async def down(self, visit: Visit) -> Reply:
        """Counted at once; then what was wrong, by a tap or in words."""
        id = visit.values[0]
        if not await self._ratings.vote(id, DOWN):
            return visit.say("button.expired")
        await self._remember(visit, REASON, id)
        buttons = [
            visit.button(f"feedback.reason_{reason}", "feedback.reason", id, reason)
            for reason in REASONS
        ]
        return visit.say("feedback.why", buttons=in_rows(buttons))

    async def reason(self, visit: Visit) -> Reply:
        id, reason = visit.values
        await self._ratings.explain(id, reason)
        if reason == "other":
            return visit.say("feedback.in_words", in_place=True)
        await self._remember(visit)
        return visit.say("feedback.noted", in_place=True)

    async def latest(self, visit: Visit) -> Reply:
        """For admins: the last votes with question, answer and sources."""
        if not await self._roles.is_admin(visit.person):
            return visit.say("refusal.not_admin")
        rows = await self._ratings.latest(LATEST)
        if not rows:
            return visit.say("feedback.none_yet")
        blocks = [Block(BlockKind.LEAD, visit.book.say("feedback.list", count=len(rows)))]
        blocks += [_row(visit, rated) for rated in rows]
        return Reply(visit.language, Outcome.SMALL_TALK, tuple(blocks))

    async def forget(self, visit: Visit) -> Mapping[str, int]:
        return {"ratings": await self._ratings.forget(visit.person, visit.conversation)}

    async def held(self, visit: Visit) -> Mapping[str, object]:
        found = await self._ratings.of(visit.person, visit.conversation)
        return {
            "ratings": [
                {"question": r.question, "answer": r.answer, "vote": r.vote, "reason": r.reason}
                for r in found
            ]
        }

    async def tick(self, now: datetime) -> None:
        if self._due and now < self._due:
            return
        self._due = now + EVERY
        await self._ratings.sweep(now - UNRATED_FOR, now - timedelta(days=self._days))

    async def _remember(self, visit: Visit, *what: str) -> None:
        """What the next text is taken for; nothing special without ``what``."""
        asked = awaiting(visit, *what) if what else ()
        if asked != visit.memory.awaiting:
            memory = replace(visit.memory, awaiting=asked)
            await self._memory.save(visit.conversation, to_json(memory))


def _with_thumbs(
    rows: tuple[tuple[Button, ...], ...], thumbs: tuple[Button, ...]
) -> tuple[tuple[Button, ...], ...]:
    """Beside a lone last button, else in a row of their own."""
    if rows and len(rows[-1]) == 1:
        return (*rows[:-1], (*rows[-1], *thumbs))
    return (*rows, thumbs)


def _rated(id: str, visit: Visit, reply: Reply) -> Rated:
    titles = (" ".join(filter(None, (c.title, c.url))) for c in reply.citations)
    return Rated(
        id,
        visit.incoming.text,
        reply.text,
        tuple(dict.fromkeys(titles)),
        reply.outcome.value,
        visit.language,
        visit.now,
        visit.person,
        visit.conversation,
    )


def _row(visit: Visit, rated: Rated) -> Block:
    book = visit.book
    reason = rated.reason
    if reason in REASONS:
        reason = book.say(f"feedback.reason_{reason}")
    lines = [
        book.say(
            "feedback.row",
            vote=book.say(f"feedback.{rated.vote}"),
            date=day(book, rated.at),
            reason=reason or book.say("feedback.no_reason"),
        ),
        book.say("feedback.row_question", question=rated.question or "-"),
        book.say("feedback.row_answer", answer=_short(rated.answer)),
    ]
    if rated.sources:
        lines.append(book.say("feedback.row_sources", sources=" / ".join(rated.sources)))
    return Block(BlockKind.CARD, "\n".join(lines))


def _short(text: str, longest: int = 300) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= longest else flat[: longest - 1] + "…"
