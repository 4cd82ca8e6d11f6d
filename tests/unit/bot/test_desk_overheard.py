"""What is said beside the bot, and presses that nothing is said to."""

from __future__ import annotations

import pytest

import prompts
from bot.counters import Counter, Response
from bot.desk import Desk, Ports
from bot.messages import Address, Block, BlockKind, Incoming, Outcome, Person, Reply, Role
from bot.ports import Tap
from bot.roles import ListedRoles
from knowledge.programs import Language
from tests.fakes.taps import FakeTaps

OFFICIAL = Person("slack", "U1")
HEARD = Reply(Language.KO, Outcome.HANDED_OFF, (Block(BlockKind.LEAD, "전했습니다"),))


class Handover(Counter):
    """Takes what is said in the thread 17.1."""

    async def first(self, visit):
        taken = visit.incoming.address.thread == "17.1"
        return Response(HEARD) if taken else None

    @property
    def actions(self):
        return {"handover.silent": self.silent}

    async def silent(self, _visit):
        return None


class NoMemory:
    async def load(self, _conversation):
        return None


async def never(question):
    raise AssertionError(question)


@pytest.fixture
def taps():
    return FakeTaps()


@pytest.fixture
def desk(taps):
    ports = Ports(NoMemory(), taps, ListedRoles(()), lambda: None)
    return Desk(never, (Handover(),), ports, prompts.load(), Language.KO)


def overheard(thread: str) -> Incoming:
    address = Address("slack", "C1", thread)
    return Incoming(OFFICIAL, f"slack:T:C1:{thread}", address, "네", private=False, overheard=True)


async def test_what_is_overheard_is_left_alone_unless_a_counter_takes_it(desk):
    assert await desk.respond(overheard("18.1")) == ()
    (sent,) = await desk.respond(overheard("17.1"))
    assert sent.reply == HEARD


async def test_a_press_always_gets_a_reply_so_that_the_button_stops_waiting(desk, taps):
    tap = Tap("handover.silent", (), OFFICIAL, "slack:T:C1", Language.KO, Role.PERSON)
    await taps.keep({"t0ken": tap})
    address = Address("slack", "C1", message="17.1")
    (sent,) = await desk.respond(Incoming(OFFICIAL, "slack:T:C1", address, pressed="t0ken"))
    assert (sent.reply.blocks, sent.reply.toast, sent.address) == ((), "", address)
