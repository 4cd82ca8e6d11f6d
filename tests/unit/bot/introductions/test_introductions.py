"""Two firms with one plan: asked without names, introduced when both say yes, else never."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path
from types import SimpleNamespace

import pytest

import prompts
from adapters.stores.database import database_url, open_async_engine
from adapters.stores.introductions import SqlIntroductions
from bot.company import Company
from bot.conversation import Conversation, to_json
from bot.counters.introductions import Meeting
from bot.desk import Desk, Ports
from bot.messages import Address, Incoming, Outgoing, Person
from bot.postbox import Postbox
from bot.roles import ListedRoles
from knowledge.programs import Language
from tests.fakes.mailbox import FakeOutbox, Mailbox
from tests.fakes.programs import moment_of
from tests.fakes.taps import FakeTaps

BOOKS = prompts.load()
NOW = moment_of("2026-11-23T10:00")
BUSAN = Company(headquarters="KR-26", industry=("manufacturing.food",), plan=("export:JP",))
SEOUL = Company(headquarters="KR-11", plan=("export:JP", "ec"))
ELSEWHERE = Company(headquarters="KR-11", plan=("export:US",))


class Market:
    def __init__(self, store: SqlIntroductions) -> None:
        self.store, self.mailbox, self.taps, self.notes = store, Mailbox(), FakeTaps(), {}
        self.counter = Meeting(store, BOOKS, Postbox(FakeOutbox(self.mailbox), {}, self.taps))
        memory = SimpleNamespace(load=self.load)
        ports = Ports(memory, self.taps, ListedRoles(()), lambda: NOW)
        self.desk = Desk(None, (self.counter,), ports, BOOKS, Language.KO)

    async def load(self, conversation):
        return self.notes.get(conversation)

    async def seeks(self, who: str, company: Company, contact: str) -> str:
        self.notes[f"telegram:{who}"] = to_json(Conversation(companies=(company,)))
        return (await self.says(who, command="meet", text=contact))[0].reply.text

    async def says(self, who: str, **more) -> tuple[Outgoing, ...]:
        person, text = Person("telegram", who), more.pop("text", "")
        at = Address("telegram", who)
        return await self.desk.respond(Incoming(person, f"telegram:{who}", at, text, **more))

    async def asked(self) -> dict[str, Outgoing]:
        await self.counter.tick(NOW)
        return {row.content.address.room: row.content for row in self.mailbox.outbox.values()}

    async def answers(self, message: Outgoing, number: int) -> tuple[Outgoing, ...]:
        ((*buttons,),) = message.reply.buttons
        return await self.says(message.address.room, pressed=buttons[number].token)


@pytest.fixture
async def market(tmp_path: Path) -> AsyncIterator[Market]:
    engine = open_async_engine(database_url("", tmp_path))
    store = SqlIntroductions(engine)
    await store.prepare()
    yield Market(store)
    await engine.dispose()


async def test_nobody_is_named_before_both_agree(market):
    await market.seeks("1", BUSAN, "김부산 010-1111-2222")
    await market.seeks("2", SEOUL, "이서울 010-3333-4444")
    asked = await market.asked()
    assert "부산" in asked["2"].reply.text
    assert "김부산" not in asked["2"].reply.text
    (waiting,) = await market.answers(asked["1"], 0)
    assert waiting.reply.text == BOOKS["ko"].say("meet.waiting")
    sent = await market.answers(asked["2"], 0)
    told = {each.address.room: each.reply.text for each in sent[1:]}
    assert "이서울 010-3333-4444" in told["1"]
    assert "김부산 010-1111-2222" in told["2"]


async def test_a_no_ends_it_and_tells_nothing(market):
    await market.seeks("1", BUSAN, "김부산")
    await market.seeks("2", SEOUL, "이서울")
    asked = await market.asked()
    await market.answers(asked["1"], 1)
    (over,) = await market.answers(asked["2"], 0)
    assert over.reply.text == BOOKS["ko"].say("meet.over")
    assert len(await market.asked()) == 2


async def test_another_market_is_another_matter(market):
    await market.seeks("1", BUSAN, "김부산")
    await market.seeks("2", ELSEWHERE, "이서울")
    assert await market.asked() == {}


async def test_without_a_plan_or_a_word_to_hand_on_nothing_is_sought(market):
    assert await market.seeks("1", Company(), "김부산") == BOOKS["ko"].say("meet.no_plan")
    assert await market.seeks("1", BUSAN, "") == BOOKS["ko"].say("meet.how")
    assert await market.store.seekers() == []


async def test_who_left_is_not_introduced(market):
    await market.seeks("1", BUSAN, "김부산")
    await market.seeks("2", SEOUL, "이서울")
    asked = await market.asked()
    await market.store.leave(Person("telegram", "1"))
    (over,) = await market.answers(asked["2"], 0)
    assert over.reply.text == BOOKS["ko"].say("meet.over")
