"""The interview: the concierge's one question as buttons, one tap for each answer.

What was asked is answered first; the question stands under the answer, and a tap answers anew in the
same message. Typing an answer works as well: it is heard like any other message.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from bot.company import AMOUNTS
from bot.conversation import QUESTIONS_IN_A_ROW, Conversation, from_json, to_json
from bot.counters.choices import Choice, Scene, choices
from bot.counters.counter import Counter, Handle, Response, Visit
from bot.counters.pages import ANSWER_BUTTONS, ANSWER_ROWS, MOST, ROWS, Row, clipped, paged
from bot.counters.telling import told
from bot.library import Library
from bot.messages import BlockKind, Button, FollowUp, Question, Reply
from bot.ports import Memory, Resume
from bot.speech import Heard
from knowledge.programs import Condition, Program

LEAFING_ROWS, LEAFING_BUTTONS = ROWS, MOST * ROWS
"""Where only the choices stand under the message."""
PAGE = "page"
LISTS = ("find", "open")


class Interview(Counter):
    """Comes last among the counters, so that it knows how much room the others left."""

    def __init__(self, library: Callable[[], Library], memory: Memory, resume: Resume) -> None:
        self._library = library
        self._memory = memory
        self._resume = resume

    @property
    def actions(self) -> Mapping[str, Handle]:
        return {
            "interview.tell": self.tell,
            "interview.unsure": self.unsure,
            "interview.page": self.turn,
            "interview.back": self.back,
            "interview.stop": self.stop,
        }

    async def beside(self, visit: Visit, reply: Reply) -> Reply:
        """The question as buttons above those of the answer, with how far the interview is."""
        follow_up = reply.follow_up
        if follow_up is None or not may_keep_facts(visit):
            return reply
        memory = from_json(await self._memory.load(visit.conversation))
        if visit.values[:1] == (PAGE,):  # choosing: the other buttons come back with the answer
            asked = self._answers(visit, follow_up, memory, LEAFING_ROWS, LEAFING_BUTTONS)
            return replace(_asking(visit, reply, memory), buttons=asked)
        room = ANSWER_BUTTONS - sum(len(row) for row in reply.buttons if _is_of(row, "feedback."))
        alone = len({program.id for program in reply.programs}) == 1
        asked = self._answers(visit, follow_up, memory, ANSWER_ROWS - 1, room, alone=alone)
        return replace(_asking(visit, reply, memory), buttons=_with_room(asked, reply.buttons))

    async def after(self, visit: Visit, _reply: Reply) -> None:
        """A typed message is a new beginning: back leads no further than to it."""
        if visit.incoming.pressed or not visit.memory.undo:
            return
        memory = from_json(await self._memory.load(visit.conversation))
        await self._memory.save(visit.conversation, to_json(replace(memory, undo=())))

    async def tell(self, visit: Visit) -> Response:
        fact = visit.values[0]
        memory = _noting(visit.memory)
        if fact in AMOUNTS and memory.asked_range is None:
            # a range that does not decide would be asked for again
            memory = replace(memory, declined=memory.declined | {fact})
        return await self._again(visit, memory, told(visit.values))

    async def unsure(self, visit: Visit) -> Response:
        fact = visit.values[0]
        memory = replace(_noting(visit.memory), asked=None, asked_range=None)
        memory = replace(memory, declined=memory.declined | {fact})
        return await self._again(visit, memory, Heard(declined=fact))

    async def turn(self, visit: Visit) -> Response:
        """The same answer with other choices under its question."""
        memory = visit.memory
        count = max(0, memory.asked_in_a_row - 1)
        return await self._again(visit, replace(memory, asked_in_a_row=count), Heard())

    async def back(self, visit: Visit) -> Response:
        """As it was before the last tap."""
        now = visit.memory
        *before, last = now.undo or (to_json(now),)
        memory = from_json(last)
        memory = replace(
            memory,
            undo=tuple(before),
            asked_in_a_row=max(0, memory.asked_in_a_row - 1),
            notice=now.notice,
            hidden=now.hidden,
            consent=now.consent,
            language=now.language,
        )
        return await self._again(visit, memory, Heard())

    async def stop(self, visit: Visit) -> Response:
        """The answer with what is known; the next message may ask again."""
        memory = replace(visit.memory, asked=None, asked_range=None, undo=())
        memory = replace(memory, asked_in_a_row=QUESTIONS_IN_A_ROW)
        return await self._again(visit, memory, Heard(declined=visit.values[0]))

    async def _again(self, visit: Visit, memory: Conversation, heard: Heard) -> Response:
        """Answered in place. In a list nothing is taken for shown already: the message that showed
        it is the one that changes.
        """
        if memory.mode in LISTS:
            memory = replace(memory, focus=())
        await self._memory.save(visit.conversation, to_json(memory))
        reply = await self._resume(question_of(visit), heard)
        return Response(replace(reply, in_place=True), answers=True)

    def _answers(
        self,
        visit: Visit,
        follow_up: FollowUp,
        memory: Conversation,
        rows: int,
        most: int,
        *,
        alone: bool = False,
    ) -> tuple[Row, ...]:
        """``rows`` and ``most`` buttons, the ways out and those that turn to others included. On the
        card of one programme, ``alone``, not to know is the way out.
        """
        fact, book = follow_up.fact, visit.book
        level, start = _place_turned_to(visit, fact)
        wanted = tuple(self._waiting_for(fact, memory))
        scene = Scene(memory.company, visit.now.date(), wanted, memory.asked_range)

        def turn(to: int) -> Button:
            return Button("", "interview.page", (PAGE, fact, level, str(to)))

        offered = choices(book, fact, level, scene)
        buttons = [_button(choice) for choice in offered]
        ways_out = _ways_out(visit, fact, level, undo=bool(memory.undo), alone=alone)
        room = most - len(ways_out)
        if start or len(buttons) > room:
            room -= 1 + bool(start)
        shown, turned = paged(book, buttons, start, rows - 1, turn, room)
        if alone and len(buttons) < MOST:
            return ((*buttons, *ways_out),)
        if alone:
            choose = visit.button("interview.choose", "interview.page", PAGE, fact, "", "0")
            return ((choose, *ways_out),)
        return (*shown, (*turned, *ways_out))

    def _waiting_for(self, fact: str, memory: Conversation) -> list[Condition]:
        programs = self._library().programs
        found = (programs[id] for id in memory.shown if id in programs)
        return [c for program in found for c in _clauses(program, fact)]


def _ways_out(visit: Visit, fact: str, level: str, *, undo: bool, alone: bool) -> list[Button]:
    """Up or back, not to know, and, unless it is said on a card ``alone``, to stop."""
    ways = [visit.button("interview.unsure", "interview.unsure", fact)]
    if level:
        ways.insert(0, visit.button("interview.up", "interview.page", PAGE, fact, "", "0"))
    elif undo:
        ways.insert(0, visit.button("interview.back", "interview.back"))
    if not alone:
        ways.append(visit.button("interview.stop", "interview.stop", fact))
    return ways


def _with_room(asked: tuple[Row, ...], others: tuple[Row, ...]) -> tuple[Row, ...]:
    """The question first, and of the other buttons those there is room for: the row of feedback
    before what opens programmes. Whether facts may be kept is asked once, whatever room there is.
    """
    consent = [row for row in others if _is_of(row, "consent.")]
    rated = [row for row in others if _is_of(row, "feedback.")]
    kept: list[Row] = []
    for row in (*rated, *(each for each in others if each not in (*consent, *rated))):
        under = (*asked, *kept, row)
        if len(under) <= ANSWER_ROWS and sum(map(len, under)) <= ANSWER_BUTTONS:
            kept.append(row)
    return (*asked, *(row for row in others if row in (*kept, *consent)))


def _is_of(row: Row, matter: str) -> bool:
    return any(button.action.startswith(matter) for button in row)


def may_keep_facts(visit: Visit) -> bool:
    """Facts of a firm are asked for where they are kept, and buttons shown where they can be."""
    return visit.incoming.private and visit.incoming.address.channel != "console"


def question_of(visit: Visit) -> Question:
    """A press as a question without words."""
    return Question(visit.conversation, "", language=visit.language, private=visit.incoming.private)


def choice_label(choice: Choice) -> str:
    return clipped(f"{choice.label} ›" if choice.deeper else choice.label)


def _button(choice: Choice) -> Button:
    if choice.deeper:
        return Button(choice_label(choice), "interview.page", (PAGE, *choice.values, "0"))
    return Button(choice_label(choice), "interview.tell", choice.values)


def _noting(memory: Conversation) -> Conversation:
    """With the state before this tap, for the way back."""
    state = to_json(replace(memory, undo=(), notice=""))
    return replace(memory, undo=(*memory.undo, state)[-QUESTIONS_IN_A_ROW:])


def _place_turned_to(visit: Visit, fact: str) -> tuple[str, int]:
    """Level and first choice; the very first of both unless this press turned to others."""
    if tuple(visit.values[:2]) != (PAGE, fact):
        return "", 0
    return visit.values[2], int(visit.values[3])


def _asking(visit: Visit, reply: Reply, memory: Conversation) -> Reply:
    """The answers stand on the buttons, so the text only asks, and says how far we are."""
    follow_up = reply.follow_up
    if follow_up is None:
        return reply
    text = visit.book.say(
        "interview.progress",
        question=follow_up.question,
        number=min(memory.asked_in_a_row, QUESTIONS_IN_A_ROW),
        most=QUESTIONS_IN_A_ROW,
    )
    blocks = tuple(
        replace(block, text=text)
        if block.kind is BlockKind.NEXT and follow_up.question in block.text
        else block
        for block in reply.blocks
    )
    return replace(reply, blocks=blocks)


def _clauses(program: Program, fact: str) -> Sequence[Condition]:
    own = fact.removesuffix("s") if fact == "certifications" else fact
    return [c for c in _flat(program.conditions) if c.kind.value == own]


def _flat(conditions: Sequence[Condition]) -> list[Condition]:
    return [each for c in conditions for each in (c, *_flat(c.alternatives))]
