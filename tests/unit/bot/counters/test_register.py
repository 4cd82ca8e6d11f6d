"""A corporate number is looked up and confirmed before anything of it counts."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

import prompts
from bot.company import Company
from bot.conversation import Conversation, from_json, to_json
from bot.counters.register import Register
from bot.desk import Desk, Ports
from bot.errors import BadInput, NotReady
from bot.hearing import taken
from bot.messages import Block, BlockKind, Outcome, Reply
from bot.registers import FoundCompany
from bot.roles import ListedRoles
from knowledge.programs import Country, Language, Source
from tests.fakes.memory import FakeMemory
from tests.fakes.pressing import Visitor
from tests.fakes.programs import yen
from tests.fakes.taps import FakeTaps

NOW = datetime(2026, 11, 22, 1, tzinfo=UTC)
FIRM = Company(
    Country.JP,
    "JP-27",
    (),
    yen(10_000_000),
    12,
    founded=date(2019, 4, 1),
    name="みなと食品株式会社",
)
FOUND = FoundCompany(FIRM, "1234567890123", "大阪府大阪市…", False, Source("gBizINFO"))


class House:
    """A desk with the register and nothing else; ``asked`` are texts that nobody took."""

    def __init__(self, finding: FoundCompany | Exception | None) -> None:
        self.finding, self.asked, self.memory = finding, [], FakeMemory(lambda: NOW)
        ports = Ports(self.memory, FakeTaps(), ListedRoles(frozenset()), lambda: NOW)
        counters = (Register(self.find, self.resume),)
        self.desk = Desk(self.ask, counters, ports, prompts.load(), Language.JA)

    async def find(self, number):
        assert number == "1234567890123"
        if isinstance(self.finding, Exception):
            raise self.finding
        return self.finding

    async def ask(self, question):
        self.asked.append(question.text)
        return Reply(Language.JA, Outcome.ANSWERED, (Block(BlockKind.LEAD, "はい"),))

    async def resume(self, question, heard):
        memory = Conversation(companies=(taken(Company(), heard),))
        await self.memory.save(question.conversation, to_json(memory))
        return await self.ask(question)


@pytest.mark.parametrize(
    "text", ["1234567890123", " 1-2345-6789-0123 ", "１２３４５６７８９０１２３"]
)
async def test_what_was_found_is_shown_and_counts_once_it_is_confirmed(text):
    house = House(FOUND)
    owner = Visitor(house.desk)
    reply = await owner.says(text)
    assert "みなと食品株式会社" in reply.text
    assert "資本金：1,000万円" in reply.text
    assert house.memory.kept == {}
    await owner.presses("はい")
    assert from_json(house.memory.kept[owner.conversation]).companies == (FIRM,)


async def test_what_is_not_right_is_not_used():
    house = House(FOUND)
    owner = Visitor(house.desk)
    await owner.says("1234567890123")
    await owner.presses("いいえ")
    assert house.memory.kept == {}


@pytest.mark.parametrize(
    ("finding", "words"),
    [
        (None, "見つかりませんでした"),
        (BadInput("x"), "正しくない"),
        (NotReady("x"), "確認できません"),
    ],
)
async def test_without_a_find_the_reason_is_said(finding, words):
    assert words in (await Visitor(House(finding).desk).says("1234567890123")).text


@pytest.mark.parametrize("text", ["12345", "資本金は1234567890123円です", "090-1234-5678"])
async def test_other_numbers_are_left_to_the_concierge(text):
    house = House(FOUND)
    await Visitor(house.desk).says(text)
    assert house.asked == [text]
