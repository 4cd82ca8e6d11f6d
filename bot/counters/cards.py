"""A programme as a card: its clauses, its deadline for the calendar, out of the way, its source."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from bot.calendar_files import alarm_days, calendar_file, has_deadline
from bot.cards import Judged
from bot.check import check
from bot.company import Company
from bot.conversation import Conversation, from_json, to_json
from bot.counters.counter import Counter, Handle, Response, Visit
from bot.counters.details import explained
from bot.counters.everything import OpenCount
from bot.counters.interview import may_keep_facts, question_of
from bot.counters.pages import clipped
from bot.library import Library
from bot.messages import Block, BlockKind, Button, Outcome, Reply
from bot.ports import Memory, Resume
from bot.standings import standing
from bot.verdicts import judge
from bot.wording import said
from knowledge.programs import Language, Precision, Program

NUMBERED = 3
"""Programmes of an answer that get a button of their own."""


class Cards(Counter):
    def __init__(self, library: Callable[[], Library], memory: Memory, resume: Resume) -> None:
        self._library = library
        self._memory = memory
        self._resume = resume
        self._open = OpenCount(library)

    @property
    def actions(self) -> Mapping[str, Handle]:
        return {
            "cards.open": self.open,
            "cards.back": self.back,
            "cards.details": self.details,
            "cards.calendar": self.calendar,
            "cards.hide": self.hide,
            "cards.unhide": self.unhide,
        }

    async def beside(self, visit: Visit, reply: Reply) -> Reply:
        """One programme gets what can be done with it, several a button each to open them."""
        if reply.outcome is not Outcome.ANSWERED or visit.incoming.address.channel == "console":
            return reply
        programs = self._library().programs
        ids = [id for id in dict.fromkeys(p.id for p in reply.programs) if id in programs]
        if len(ids) == 1:
            rows = self._of_one(visit, programs[ids[0]])
            return replace(reply, buttons=(*rows, *reply.buttons))
        if not ids:
            return reply
        memory = from_json(await self._memory.load(visit.conversation))  # with what was just told
        rows = self._of_several(visit, ids, memory)
        return replace(_numbered(reply), buttons=(*rows, *reply.buttons))

    async def open(self, visit: Visit) -> Response:
        """The card alone, as if it had been asked for; from the list of all in its place."""
        id, *origin = visit.values
        if id not in self._library().programs:
            return Response(visit.say("cards.gone"))
        # a card that was opened is a new matter, whose questions are counted anew
        memory = replace(visit.memory, asked=None, asked_range=None, undo=())
        await self._memory.save(visit.conversation, to_json(memory))
        reply = await self._resume(question_of(visit), about=(id,))
        if origin:
            back = visit.button("cards.to_list", "all.page", *origin[1:])
            reply = replace(reply, buttons=(*reply.buttons, (back,)), in_place=True)
        return Response(reply, answers=True)

    async def back(self, visit: Visit) -> Response:
        """From the clauses to the card, in the same message."""
        response = await self.open(visit)
        reply = response.reply and replace(response.reply, in_place=True)
        return replace(response, reply=reply)

    async def details(self, visit: Visit) -> Reply:
        program = self._program(visit)
        if program is None:
            return visit.say("cards.gone")
        where = standing(program, visit.now)
        firms = visit.memory.companies or (Company(),)
        judged = [Judged(judge(program, firm, where.today), where) for firm in firms]
        reply = explained(visit.book, judged)
        check(reply, visit.now)
        rows: tuple[tuple[Button, ...], ...] = (
            (
                visit.button("cards.to_card", "cards.back", program.id),
                visit.button("cards.wrong", "wrong.ask", program.id),
            ),
        )
        if may_keep_facts(visit):  # the card itself has no room for it under a question
            rows = (*rows, (visit.button("cards.hide", "cards.hide", program.id),))
        return replace(reply, buttons=rows, in_place=True)

    async def calendar(self, visit: Visit) -> Reply:
        program = self._program(visit)
        if program is None:
            return visit.say("cards.gone")
        where = standing(program, visit.now)
        file = calendar_file(visit.book, program, where)
        if file is None:
            return visit.say("calendar.none")
        hourless = where.precision is Precision.DAY
        key = "calendar.sent_hourless" if hourless else "calendar.sent"
        sent = visit.book.say(key, name=program.names.within(visit.language))
        days = "_".join(str(each) for each in alarm_days(where)) or "none"
        text = said(visit.book, sent, visit.book.say(f"calendar.rings_{days}"))
        lead = Block(BlockKind.LEAD, text)
        return Reply(visit.language, Outcome.SMALL_TALK, (lead,), files=(file,))

    async def hide(self, visit: Visit) -> Reply:
        """Out of the lists of this conversation; asked for by name it is still told."""
        program = self._program(visit)
        if program is None:
            return visit.say("cards.gone")
        await self._hiding(visit, visit.memory.hidden | {program.id})
        undo = (visit.button("cards.unhide", "cards.unhide", program.id),)
        name = program.names.within(visit.language)
        return visit.say("cards.hidden", name=name, buttons=(undo,), in_place=True)

    async def unhide(self, visit: Visit) -> Response:
        memory = await self._hiding(visit, visit.memory.hidden - {visit.values[0]})
        return await self.back(replace(visit, memory=memory))

    async def _hiding(self, visit: Visit, hidden: frozenset[str]) -> Conversation:
        memory: Conversation = replace(visit.memory, hidden=hidden)
        await self._memory.save(visit.conversation, to_json(memory))
        return memory

    def _program(self, visit: Visit) -> Program | None:
        return self._library().programs.get(visit.values[0])

    def _of_one(self, visit: Visit, program: Program) -> tuple[tuple[Button, ...], ...]:
        id = program.id
        first = [visit.button("cards.details", "cards.details", id)]
        if has_deadline(standing(program, visit.now)):
            first.append(visit.button("cards.calendar", "cards.calendar", id))
        second = [visit.button("cards.wrong", "wrong.ask", id)]
        if may_keep_facts(visit):
            second.insert(0, visit.button("cards.hide", "cards.hide", id))
        if program.url and len(visit.values) <= 1:  # the way back to a list takes its room
            second.append(Button(visit.book.say("cards.source"), url=program.url))
        return tuple(first), tuple(second)

    def _of_several(
        self, visit: Visit, ids: list[str], memory: Conversation
    ) -> tuple[tuple[Button, ...], ...]:
        programs = self._library().programs
        buttons = [
            Button(
                clipped(f"{number} {programs[id].names.within(Language(visit.language))}"),
                "cards.open",
                (id,),
            )
            for number, id in enumerate(ids[:NUMBERED], 1)
        ]
        count = self._open.of(memory, visit.now)
        if count > len(ids) and may_keep_facts(visit):
            label = visit.book.say("cards.all", count=count)
            buttons.append(Button(label, "all.open"))
        return tuple(tuple(buttons[at : at + 2]) for at in range(0, len(buttons), 2))


def _numbered(reply: Reply) -> Reply:
    """The numbers of the buttons before the cards, where each card is a block of its own."""
    shown = [block for block in reply.blocks if block.kind is BlockKind.CARD]
    ids = [program.id for program in reply.programs]
    if len(shown) != len(ids) or len(set(ids)) != len(ids):
        return reply
    numbers = iter(range(1, len(shown) + 1))
    blocks: list[Block] = [
        replace(block, text=f"{next(numbers)}. {block.text}")
        if block.kind is BlockKind.CARD
        else block
        for block in reply.blocks
    ]
    return replace(reply, blocks=tuple(blocks))
