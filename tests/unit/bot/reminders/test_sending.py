"""From a wish to one message in the outbox: once, combined, and after any crash."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from types import SimpleNamespace

import pytest

import prompts
from bot.company import Company
from bot.conversation import Conversation, to_json
from bot.counters.reminders import Reminders
from bot.messages import Address, Person
from bot.postbox import Postbox
from bot.reminders.sending import Reach, Reminding
from bot.reminders.wishes import Wish, WishKind
from bot.roles import ListedRoles
from knowledge.programs import Country, Language
from tests.fakes.mailbox import FakeOutbox, Mailbox
from tests.fakes.programs import condition, moment_of, program, window
from tests.fakes.reminders import FakeWishes, SetHolidays
from tests.fakes.taps import FakeTaps

BOOKS = {Language(code): book for code, book in prompts.load().items()}
MADE = moment_of("2026-11-01T12:00")
ONE = program(id="one", windows=(window("2026-12-28T17:00"),))
OTHER = program(
    condition("headquarters", "in", ("JP-27",)), id="other", windows=(window("2026-12-28"),)
)


class Notes(dict):
    async def load(self, conversation):
        return self.get(conversation)


class Office:
    """Reminding on fakes; ``library`` may be exchanged between two rounds."""

    def __init__(self, *programs) -> None:
        self.wishes, self.mailbox, self.memory = FakeWishes(), Mailbox(), Notes()
        self.outbox = FakeOutbox(self.mailbox)
        self.load("v1", *programs)
        post = Postbox(self.outbox, {}, FakeTaps())
        self.reach = Reach(
            lambda: self.library, self.memory, SetHolidays(), BOOKS, self.outbox, post
        )
        self.reminding = Reminding(self.wishes, self.reach)

    def load(self, version: str, *programs) -> None:
        self.library = SimpleNamespace(version=version, programs={p.id: p for p in programs})

    async def wish(self, kind: WishKind, program: str = "", days=(7, 1), language=Language.JA):
        person, at = Person("telegram", "1"), Address("telegram", "1")
        id = f"{kind}:{program}"
        made = (id, kind, person, "telegram:1", at, language, Country.JP, MADE, program, days)
        return await self.wishes.add(Wish(*made))

    async def at(self, text: str) -> list[str]:
        """The texts that a round at this moment adds to the outbox."""
        before = set(self.mailbox.outbox)
        await self.reminding.round(moment_of(text))
        rows = self.mailbox.outbox.items()
        return [row.content.reply.text for key, row in rows if key not in before]


@pytest.mark.parametrize("language", list(Language))
async def test_two_deadlines_of_a_day_are_one_message(language):
    office = Office(ONE, OTHER)
    for id in ("one", "other"):
        await office.wish(WishKind.PROGRAM, id, language=language)
    (text,) = await office.at("2026-12-21T09:00")
    assert text.count(ONE.names.within(language)) == 2
    assert await office.at("2026-12-21T09:01") == []


async def test_everything_that_fits_and_nothing_that_does_not():
    office = Office(ONE, OTHER)
    osaka = Conversation(companies=(Company(country=Country.JP, headquarters="JP-27"),))
    office.memory["telegram:1"] = to_json(osaka)
    await office.wish(WishKind.FITTING)
    await office.at("2026-12-21T09:00")
    (claim,) = office.wishes.claims.values()
    assert [item.program for item in claim.items] == ["other"]


async def test_a_process_that_died_before_posting_says_it_after_all_and_once():
    office = Office(ONE)
    await office.wish(WishKind.PROGRAM, "one")

    async def dies(*_):
        raise ConnectionError

    broken = Reminding(
        office.wishes,
        Reach(lambda: office.library, office.memory, SetHolidays(), BOOKS, office.outbox, dies),
    )
    with pytest.raises(ConnectionError):
        await broken.round(moment_of("2026-12-21T09:00"))
    assert len(await office.at("2026-12-21T09:05")) == 1
    assert await office.at("2026-12-21T09:06") == []


@pytest.mark.parametrize(
    "moments",
    [
        ("08:59", "09:59", "10:00"),  # an hour forward, over the moment
        ("09:00", "08:00", "09:00", "10:00"),  # an hour back, so that nine comes twice
        ("09:00", "10:00", "09:00"),
    ],
)
async def test_a_clock_that_jumps_an_hour_makes_it_neither_lost_nor_twice(moments):
    office = Office(ONE)
    await office.wish(WishKind.PROGRAM, "one", (7,))
    said = [await office.at(f"2026-12-21T{moment}") for moment in moments]
    assert sum(map(len, said)) == 1


async def test_who_blocked_the_concierge_is_reminded_of_nothing_more():
    office = Office(ONE)
    await office.wish(WishKind.PROGRAM, "one")
    library = partial(getattr, office, "library")
    counter = Reminders(office.wishes, office.reminding, library, SetHolidays(), ListedRoles(()))
    await counter.blocked(Address("telegram", "1"))
    assert await office.at("2026-12-21T09:00") == []


async def test_what_could_not_be_delivered_before_the_end_says_that_it_has_closed():
    office = Office(ONE)
    await office.wish(WishKind.PROGRAM, "one", (1,))
    await office.at("2026-12-25T09:00")
    (key,) = office.mailbox.outbox
    assert office.mailbox.outbox[key].content.until == moment_of("2026-12-28T17:00")
    await office.outbox.give_up(key, "expired before it could be sent")
    (text,) = await office.at("2026-12-28T18:00")
    assert "締め切られました" in text


async def test_a_moved_deadline_is_reminded_of_again():
    office = Office(ONE)
    await office.wish(WishKind.PROGRAM, "one")
    assert len(await office.at("2026-12-21T09:00")) == 1
    office.load("v2", program(id="one", windows=(window("2027-01-29"),)))
    assert await office.at("2026-12-22T09:00") == []
    assert len(await office.at("2027-01-22T09:00")) == 1


async def test_a_digest_tells_what_is_new_and_nothing_where_there_is_nothing():
    office = Office(OTHER)
    osaka = Conversation(companies=(Company(country=Country.JP, headquarters="JP-27"),))
    office.memory["telegram:1"] = to_json(osaka)
    await office.wish(WishKind.DIGEST, days=(7,))
    assert await office.at("2026-11-02T09:00") == []
    (text,) = await office.at("2026-11-09T09:00")
    assert "新しく載った支援策1件" in text
    assert [await office.at(f"2026-11-{day}T09:00") for day in (10, 16, 23)] == [[], [], []]
    (near,) = await office.at("2026-12-21T09:00")
    assert "2週間以内" in near


async def test_a_follow_up_asks_with_three_answers():
    office = Office(ONE)
    await office.wish(WishKind.FOLLOW_UP, "one", (9, 21, 45))
    now = MADE + timedelta(days=9)
    await office.reminding.round(now)
    (row,) = office.mailbox.outbox.values()
    ((yes, later, no),) = row.content.reply.buttons
    assert [b.values[1] for b in (yes, later, no)] == ["yes", "not_yet", "no"]
