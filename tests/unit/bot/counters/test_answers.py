"""What a button or a command tells of programmes is an answer like any other."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import prompts
from bot.cards import shown
from bot.counters import Counter, Response
from bot.desk import Desk, Ports
from bot.messages import Block, BlockKind, Button, Outcome, Reply
from bot.roles import ListedRoles
from knowledge.programs import Language
from tests.fakes.memory import FakeMemory
from tests.fakes.pressing import Visitor
from tests.fakes.programs import judged, program
from tests.fakes.taps import FakeTaps

BOOKS = prompts.load()
ROW = ((Button("더", "x.more"), Button("말", "x.word")),)
PLAIN = Reply(Language.KO, Outcome.ANSWERED, (Block(BlockKind.LEAD, "네"),), buttons=ROW)
TELLING = replace(PLAIN, programs=(shown(BOOKS["ko"], judged(program())),))


class Thumbs(Counter):
    """Adds a button to answers and notes what was told."""

    def __init__(self) -> None:
        self.noted: list[Reply] = []

    @property
    def actions(self):
        return {"x.more": self.more, "x.word": self.word}

    async def more(self, visit):
        return Response(TELLING, answers=True)

    async def word(self, visit):
        return PLAIN

    async def beside(self, visit, reply):
        return replace(reply, buttons=(*reply.buttons, (Button("👍", "x.up"),)))

    async def after(self, visit, reply):
        self.noted.append(reply)


def opened():
    thumbs = Thumbs()
    now = datetime(2026, 11, 22, 1, tzinfo=UTC)
    memory = FakeMemory(lambda: now)
    ports = Ports(memory, FakeTaps(), ListedRoles(frozenset()), lambda: now)

    async def ask(question):
        return PLAIN

    return Visitor(Desk(ask, (thumbs,), ports, BOOKS, Language.KO)), thumbs


async def test_an_answer_of_a_button_gets_the_buttons_of_any_answer_and_is_noted():
    visitor, thumbs = opened()
    await visitor.says("안녕하세요")
    reply = await visitor.presses("더")
    assert [b.label for row in reply.buttons for b in row] == ["더", "말", "👍"]
    assert [r.programs for r in thumbs.noted] == [(), TELLING.programs]


async def test_a_word_of_a_button_stays_as_it_is():
    visitor, thumbs = opened()
    await visitor.says("안녕하세요")
    reply = await visitor.presses("말")
    assert len(reply.buttons) == 1
    assert len(thumbs.noted) == 1
