"""What is known of the person: shown, and forgotten on request."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from bot import clauses
from bot.company import FACTS
from bot.conversation import Conversation
from bot.counters.counter import Counter, Handle, Visit
from bot.deadlines import deadline_line
from bot.library import Library
from bot.messages import Block, BlockKind, Outcome, Reply
from bot.ports import Clock, Memory
from bot.standings import standing
from knowledge.programs import Language
from prompts import Phrasebook

PROGRAMS_LISTED = 10


class Records(Counter):
    """``others`` are the counters that hold something of a person besides the conversation."""

    def __init__(
        self,
        library: Callable[[], Library],
        memory: Memory,
        clock: Clock,
        others: Sequence[Counter] = (),
    ) -> None:
        self._library = library
        self._memory = memory
        self._clock = clock
        self._others = others

    @property
    def commands(self) -> Mapping[str, Handle]:
        return {"my": self.my, "forget": self.forget_all}

    async def my(self, visit: Visit) -> Reply:
        if not visit.incoming.private:
            return visit.say("command.my_group")
        book, memory = visit.book, visit.memory
        blocks = []
        for company in memory.companies:
            facts = clauses.facts_line(book, company, FACTS)
            if facts:
                text = book.say("command.my_company", facts=facts)
                blocks.append(Block(BlockKind.LEAD, text))
        if not blocks:
            blocks.append(Block(BlockKind.LEAD, book.say("command.my_none")))
        lines = self._programs(book, memory)
        if lines:
            title = book.say("command.my_programs")
            blocks.append(Block(BlockKind.NOTE, "\n".join([title, *lines]), strong=(title,)))
        return Reply(visit.language, Outcome.SMALL_TALK, tuple(blocks))

    async def forget_all(self, visit: Visit) -> Reply:
        """Everything of this person, with a receipt of what was deleted."""
        state = await self._memory.load(visit.conversation)
        await self._memory.forget(visit.conversation)
        counts: dict[str, int] = {}
        for counter in self._others:
            for key, count in (await counter.forget(visit)).items():
                counts[key] = counts.get(key, 0) + count
        lines = [
            visit.book.say(f"forgotten.{key}", count=count)
            for key, count in counts.items()
            if count
        ]
        if state is None and not lines:
            return visit.say("command.forgotten_none")
        companies = len(visit.memory.companies)
        key = "command.forgotten" if companies else "command.forgotten_talk"
        receipt = visit.say(key, companies=companies)
        if not lines:
            return receipt
        note = Block(BlockKind.NOTE, "\n".join(lines))
        return Reply(visit.language, Outcome.SMALL_TALK, (*receipt.blocks, note))

    def _programs(self, book: Phrasebook, memory: Conversation) -> list[str]:
        programs, now = self._library().programs, self._clock()
        ids = [id for id in memory.shown[:PROGRAMS_LISTED] if id in programs]
        return [
            book.say(
                "command.my_program",
                name=programs[id].names.within(Language(book.language)),
                deadline=deadline_line(book, standing(programs[id], now)),
            )
            for id in ids
        ]
