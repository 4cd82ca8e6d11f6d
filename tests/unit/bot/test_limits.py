"""Who floods is told so once and waits; others do not."""

from __future__ import annotations

import prompts
from bot.limits import Allowances, Gate, Limit
from bot.messages import Address, Block, BlockKind, Incoming, Outcome, Outgoing, Person, Reply
from bot.roles import ListedRoles
from knowledge.programs import Language

BOOKS = prompts.load()
STAFF = Person("slack", "U9")
LIMIT = Limit(a_minute=2, a_day=100, burst=5)


class Door:
    def __init__(self, limit: Limit = LIMIT) -> None:
        self.now, self.heard = 0.0, []
        allowances = Allowances(limit, lambda: self.now)
        roles = ListedRoles((), {STAFF})
        self.gate = Gate(self.respond, allowances, roles, BOOKS, Language.KO)

    async def respond(self, incoming: Incoming) -> tuple[Outgoing, ...]:
        self.heard.append(incoming.text)
        reply = Reply(Language.KO, Outcome.ANSWERED, (Block(BlockKind.LEAD, "네"),))
        return (Outgoing(incoming.address, reply),)

    async def says(self, *texts: str, by: str = "1", room: str = "r", **more) -> list[str]:
        said = []
        for text in texts:
            person = more.get("person", Person("slack", by))
            private = more.get("private", True)
            incoming = Incoming(
                person,
                f"slack:{by}",
                Address("slack", room),
                text,
                private=private,
                pressed=more.get("pressed", ""),
                overheard=more.get("overheard", False),
            )
            said += [each.reply.text for each in await self.gate(incoming)]
        return said


async def test_a_flood_is_answered_with_one_notice() -> None:
    door = Door()
    said = await door.says(*"1234567890")
    assert said == ["네"] * 5 + [BOOKS["ko"].say("limit.minute", seconds=60)]
    assert door.heard == list("12345")


async def test_others_are_answered_meanwhile() -> None:
    door = Door()
    await door.says(*"1234567890")
    assert await door.says("a", by="2") == ["네"]


async def test_after_a_while_the_same_person_is_heard_again_and_warned_again() -> None:
    door = Door()
    await door.says(*"1234567890")
    door.now += 30
    assert await door.says("a", "b") == ["네"]
    door.now += 300
    assert len(await door.says(*"1234567890")) == 6


async def test_the_day_has_an_end_too() -> None:
    door = Door(Limit(a_minute=60, a_day=3, burst=60))
    assert (await door.says(*"1234"))[-1] == BOOKS["ko"].say("limit.day", seconds=60)
    door.now += 86_400
    assert await door.says("5") == ["네"]


async def test_a_press_always_gets_its_word() -> None:
    door = Door()
    await door.says(*"1234567890")
    assert len(await door.says("", "", pressed="t")) == 2


async def test_staff_and_what_is_overheard_have_no_limit() -> None:
    door = Door()
    assert await door.says(*"1234567890", person=STAFF) == ["네"] * 10
    assert await door.says(*"1234567890", by="3", overheard=True) == ["네"] * 10


async def test_a_room_has_a_limit_that_many_persons_together_reach() -> None:
    door = Door()
    said = [await door.says("a", by=str(n), private=False) for n in range(30)]
    assert [bool(s) for s in said] == [True] * 21 + [False] * 9


async def test_without_a_limit_nobody_is_counted() -> None:
    door = Door(Limit(0, 0))
    assert await door.says(*"1234567890") == ["네"] * 10
