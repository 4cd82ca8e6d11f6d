"""Who was told something that has changed hears it once; what is true again is not said."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, date, datetime
from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

import prompts
from adapters.stores.database import database_url, open_async_engine
from adapters.stores.told import SqlTold
from bot.company import Company
from bot.corrections.correcting import Correcting, Means
from bot.corrections.facts import Changed, changes, facts_of
from bot.corrections.ports import Told
from bot.messages import Address, Person
from bot.postbox import Postbox
from knowledge.programs import Benefit, Country, Language
from tests.fakes.mailbox import FakeOutbox, Mailbox
from tests.fakes.programs import condition, moment_of, program, window, yen
from tests.fakes.taps import FakeTaps

NOW = moment_of("2026-11-22T10:00")
OSAKA = Company(country=Country.JP, headquarters="JP-27")
BEFORE = program(windows=(window("2026-12-28"),))
BOOKS = {Language(code): book for code, book in prompts.load().items()}


def what(after, before=BEFORE, company=OSAKA) -> list[Changed]:
    return [c.what for c in changes(facts_of(before, company, NOW), after, company, NOW)]


def test_a_deadline_that_moved_is_told_with_its_direction():
    assert what(program(windows=(window("2026-12-20"),))) == [Changed.EARLIER]
    assert what(program(windows=(window("2027-01-20"),))) == [Changed.LATER]
    assert what(program()) == [Changed.NO_DATE]
    assert what(BEFORE, program()) == [Changed.DATED]


def test_what_is_the_same_is_no_change():
    assert what(BEFORE) == []
    other_words = program(windows=BEFORE.windows, gist=program().names)
    assert what(other_words) == []


def test_a_round_that_is_over_is_no_change():
    rounds = (window("2026-12-28"), window("2027-03-31", "2027-03-01"))
    told = facts_of(program(windows=rounds), OSAKA, NOW)
    later = moment_of("2027-01-10T10:00")
    assert changes(told, program(windows=rounds), OSAKA, later) == ()


def test_amounts_and_verdicts_and_withdrawals_are_told():
    assert what(None) == [Changed.WITHDRAWN]
    smaller = program(windows=BEFORE.windows, benefits=(Benefit("grant", yen(5), "2/3"),))
    assert what(smaller) == [Changed.BENEFIT]
    narrowed = program(condition("headquarters", "in", ("JP-13",)), windows=BEFORE.windows)
    assert what(narrowed) == [Changed.VERDICT]


def test_a_company_that_told_more_of_itself_is_no_correction():
    clause = condition("headquarters", "in", ("JP-27",))
    told = facts_of(program(clause), Company(), NOW)
    assert changes(told, program(clause), OSAKA, NOW) == ()


@given(st.dates(date(2026, 1, 1), date(2028, 1, 1)))
def test_a_past_deadline_that_is_changed_to_another_past_one_is_nobodys_business(day):
    found = what(
        program(windows=(window(day.isoformat()),)), program(windows=(window("2026-01-05"),))
    )
    assert bool(found) == (day >= NOW.date())


class Office:
    def __init__(self, store: SqlTold) -> None:
        self.store, self.mailbox, self.trusted = store, Mailbox(), True
        outbox = FakeOutbox(self.mailbox)

        async def load(_conversation):
            return None

        memory = SimpleNamespace(load=load)
        post = Postbox(outbox, {}, FakeTaps())
        means = Means(lambda: self.library, memory, BOOKS, outbox, post, lambda _: self.trusted)
        self.correcting = Correcting(store, means)

    def load(self, version: str, *programs) -> None:
        self.library = SimpleNamespace(version=version, programs={p.id: p for p in programs})

    async def tells(self, one=BEFORE, person: str = "1") -> None:
        who, at = Person("telegram", person), Address("telegram", person)
        facts = facts_of(one, Company(), NOW)
        told = (who, f"telegram:{person}", at, Language.JA, one.id, one.names.ja, facts, "v1")
        await self.store.note([Told(*told)])

    async def texts(self) -> list[str]:
        before = set(self.mailbox.outbox)
        await self.correcting.round(NOW)
        rows = self.mailbox.outbox.items()
        return [row.content.reply.text for key, row in rows if key not in before]


@pytest.fixture
async def office(tmp_path: Path) -> AsyncIterator[Office]:
    engine = open_async_engine(database_url("", tmp_path))
    store = SqlTold(engine, lambda: datetime.now(UTC))
    await store.prepare()
    yield Office(store)
    await engine.dispose()


async def test_one_message_with_old_and_new_once(office):
    await office.tells()
    other = program(id="other", windows=(window("2026-12-28"),))
    await office.tells(other)
    office.load(
        "v2",
        program(windows=(window("2027-01-20"),)),
        program(id="other", windows=(window("2026-12-20"),)),
    )
    (text,) = await office.texts()
    assert "2026年12月28日（月） → 2026年12月20日（日）" in text
    assert text.index("早まり") < text.index("延び")
    assert await office.texts() == []


async def test_nobody_who_was_not_told_hears_of_it(office):
    office.load("v2", program(windows=(window("2026-12-20"),)))
    assert await office.texts() == []


async def test_an_unconfirmed_fact_waits_for_its_review(office):
    await office.tells()
    office.load("v2", program(windows=(window("2026-12-20"),)))
    office.trusted = False
    assert await office.texts() == []
    office.trusted = True
    assert len(await office.texts()) == 1


async def test_a_rollback_cancels_what_was_not_sent_yet(office):
    await office.tells()
    office.load("v2", program(windows=(window("2026-12-20"),)))
    await office.texts()
    office.load("v1", BEFORE)
    assert await office.texts() == []
    assert set(office.mailbox.states(office.mailbox.outbox).values()) == {"aside"}


async def test_a_rollback_after_it_was_sent_is_told_too(office):
    await office.tells()
    office.load("v2", program(windows=(window("2026-12-20"),)))
    await office.texts()
    (key,) = office.mailbox.outbox
    await FakeOutbox(office.mailbox).take({"telegram"})
    await FakeOutbox(office.mailbox).sent(key)
    office.load("v3", BEFORE)
    (text,) = await office.texts()
    assert "延びました" in text


async def test_a_forgotten_person_hears_nothing(office):
    await office.tells()
    assert await office.store.forget(Person("telegram", "1")) == 1
    office.load("v2", program(windows=(window("2026-12-20"),)))
    assert await office.texts() == []
