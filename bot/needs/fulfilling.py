"""When something new is loaded that fits what somebody asked for in vain, they hear of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from bot.conversation import from_json
from bot.deadlines import deadline_line
from bot.library import Library
from bot.messages import Block, BlockKind, Outcome, Outgoing, Reply, Verdict
from bot.needs.needs import Need, Needs
from bot.ports import Clock, Memory, Post
from bot.standings import standing
from bot.verdicts import judge
from knowledge.programs import Program
from prompts import Phrasebook

FITS = 0.6
"""The relevance from which a programme is about the question (bot/concierge.py holds the same)."""
LOOKED_AT = 3


@dataclass(frozen=True, slots=True)
class Fulfilling:
    needs: Needs
    library: Callable[[], Library]
    memory: Memory
    books: Mapping[str, Phrasebook]
    clock: Clock
    post: Post

    async def round(self) -> None:
        """Only programmes that were not there before; once for each need."""
        library = self.library()
        version, before = await self.needs.known()
        if version == library.version:
            return
        now = frozenset(library.programs)
        if version:
            for need in await self.needs.untold():
                await self._tell(need, library, now - before)
        await self.needs.know(library.version, now)

    async def _tell(self, need: Need, library: Library, fresh: frozenset[str]) -> None:
        if need.address is None:
            return
        memory = from_json(await self.memory.load(need.conversation))
        for found in library.programs_about(need.text, LOOKED_AT):
            program = library.programs.get(found.id)
            if program is None or found.id not in fresh or found.relevance < FITS:
                continue
            where = standing(program, self.clock())
            unfit = judge(program, memory.company, where.today).verdict is Verdict.NOT_ELIGIBLE
            if unfit or not where.may_apply or program.held:
                continue
            reply = self._news(need, program)
            message = Outgoing(need.address, reply, "", need.person, need.conversation)
            await self.post(f"need:{need.id}:{program.id}", message)
            await self.needs.told(need.id, program.id)
            return

    def _news(self, need: Need, program: Program) -> Reply:
        book = self.books[need.language]
        name = program.names.within(need.language)
        line = deadline_line(book, standing(program, self.clock()))
        blocks = (
            Block(BlockKind.LEAD, book.say("needs.something_new", question=need.text)),
            Block(BlockKind.CARD, f"{name}\n{line}", strong=(name,)),
            Block(BlockKind.NEXT, book.say("needs.next")),
        )
        return Reply(need.language, Outcome.SMALL_TALK, blocks)
