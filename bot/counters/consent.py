"""Whether the facts of a firm may be kept beyond the conversation: asked once, carried out hourly."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from bot.conversation import (
    AGREED,
    ASKED,
    ENDS_AFTER,
    REFUSED,
    Conversation,
    from_json,
    lasting,
    to_json,
)
from bot.counters.counter import Counter, Handle, Visit
from bot.counters.interview import may_keep_facts
from bot.counters.pages import Row
from bot.messages import Block, BlockKind, Reply
from bot.ports import Memory, Taps

EVERY = timedelta(hours=1)


class Consent(Counter):
    def __init__(self, memory: Memory, taps: Taps, days: int) -> None:
        """``days`` is how long anything is kept, with consent (CONCIERGE_RETENTION_DAYS)."""
        self._memory = memory
        self._taps = taps
        self._days = days
        self._due: datetime | None = None

    @property
    def actions(self) -> Mapping[str, Handle]:
        return {"consent.yes": self.agree, "consent.no": self.refuse}

    async def beside(self, visit: Visit, reply: Reply) -> Reply:
        """One line and two buttons, once the first facts were told."""
        if not may_keep_facts(visit):
            return reply
        memory = from_json(await self._memory.load(visit.conversation))
        # a message that changes in place keeps the question that hung on it
        due = not memory.consent or (memory.consent == ASKED and reply.in_place)
        if not due or not memory.knows_a_firm:
            return reply
        await self._memory.save(visit.conversation, to_json(replace(memory, consent=ASKED)))
        row = (
            visit.button("consent.yes", "consent.yes"),
            visit.button("consent.no", "consent.no"),
        )
        line = Block(BlockKind.NOTE, visit.book.say("consent.ask", days=self._days))
        return replace(
            reply,
            blocks=_before_the_question(reply, line),
            buttons=_above_feedback(reply.buttons, row),
        )

    async def agree(self, visit: Visit) -> Reply:
        return await self._settle(visit, AGREED, "consent.agreed")

    async def refuse(self, visit: Visit) -> Reply:
        return await self._settle(visit, REFUSED, "consent.refused")

    async def tick(self, now: datetime) -> None:
        """Facts without consent go a day after the last word, everything after the retention."""
        if self._due and now < self._due:
            return
        self._due = now + EVERY
        oldest = now - timedelta(days=self._days)
        await self._taps.sweep(oldest)
        for conversation in await self._memory.idle(oldest):
            await self._memory.forget(conversation)
        for conversation in await self._memory.idle(now - ENDS_AFTER):
            memory = from_json(await self._memory.load(conversation))
            if memory.heard_at and memory.heard_at < oldest:
                await self._memory.forget(conversation)
            elif (left := lasting(memory, now)) != memory:
                await self._memory.save(conversation, to_json(left))

    async def _settle(self, visit: Visit, consent: str, key: str) -> Reply:
        memory: Conversation = replace(visit.memory, consent=consent)
        await self._memory.save(visit.conversation, to_json(memory))
        reply = visit.say(key, days=self._days)
        return replace(reply, toast=reply.text)


def _above_feedback(rows: tuple[Row, ...], row: Row) -> tuple[Row, ...]:
    """The last row stays the last where it asks whether the answer was of help."""
    rated = any(button.action.startswith("feedback.") for button in (rows or ((),))[-1])
    return (*rows[:-1], row, rows[-1]) if rated else (*rows, row)


def _before_the_question(reply: Reply, line: Block) -> tuple[Block, ...]:
    kinds = [block.kind for block in reply.blocks]
    at = kinds.index(BlockKind.NEXT) if BlockKind.NEXT in kinds else len(kinds)
    return (*reply.blocks[:at], line, *reply.blocks[at:])
