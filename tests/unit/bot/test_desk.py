"""Commands and what is not text, on fakes."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

import prompts
from bot.company import Company
from bot.conversation import Conversation, from_json, to_json
from bot.counters.everything import Everything
from bot.counters.pictures import Pictures
from bot.counters.profile import Profile
from bot.counters.records import Records
from bot.counters.welcome import Welcome
from bot.desk import MENU, Desk, Ports
from bot.messages import Address, Attachment, Block, BlockKind, Incoming, Outcome, Person, Reply
from bot.roles import ListedRoles
from knowledge.programs import Language
from tests.fakes.taps import FakeTaps

BOOKS = prompts.load()
ADMIN = Person("telegram", "7")


class Notebook(dict[str, Any]):
    """A Memory."""

    async def load(self, conversation):
        return self.get(conversation)

    async def save(self, conversation, state):
        self[conversation] = state

    async def forget(self, conversation):
        self.pop(conversation, None)

    async def within(self, room):
        return [name for name in self if name == room or name.startswith(f"{room}:")]


class Desktop:
    """A desk with what it was asked."""

    def __init__(self) -> None:
        self.memory, self.asked = Notebook(), []
        library = SimpleNamespace(programs={})
        roles = ListedRoles({ADMIN})
        counters = (
            Records(self.memory, FakeTaps()),
            Profile(lambda: library, self.memory, lambda: None, 90),
            Everything(lambda: library, self.memory),
            Pictures(lambda: library, lambda month: None),
            Welcome(self.memory, BOOKS, ""),
        )
        ports = Ports(self.memory, FakeTaps(), roles, lambda: None)
        self.desk = Desk(self.ask, counters, ports, BOOKS, Language.KO)

    async def ask(self, question):
        self.asked.append(question)
        return Reply(Language.KO, Outcome.ANSWERED, (Block(BlockKind.LEAD, "네"),))

    async def hears(self, command: str = "", text: str = "", **more: Any) -> Reply:
        person = more.pop("person", Person("telegram", "1"))
        address = Address(person.channel, "1")
        incoming = Incoming(person, "telegram:1", address, text, command, **more)
        reply = (await self.desk.handle(incoming)).reply
        assert reply is not None
        return reply


def said(language: str, key: str, **values: object) -> str:
    return BOOKS[language].say(key, **values)


@pytest.mark.parametrize("name", sorted(Desktop().desk.commands & set(MENU)))
async def test_every_command_is_known_and_asks_nobody(name):
    desktop = Desktop()
    reply = await desktop.hears(name)
    unknown = said("ko", "refusal.unknown_command", commands="")
    assert not reply.text.startswith(unknown.strip())
    assert desktop.asked == []


async def test_an_unknown_command_names_the_known_ones():
    reply = await Desktop().hears("deadline")
    assert all(f"/{name}" in reply.text for name in MENU)


@pytest.mark.parametrize("name", ["ja", "JA", " 日本語 ", "japanese", "일본어", "Ｊａ"])
async def test_a_language_is_chosen_by_any_of_its_names(name):
    desktop = Desktop()
    assert (await desktop.hears("language", name)).text == said("ja", "command.language_set")
    assert from_json(desktop.memory["telegram:1"]).language is Language.JA


@pytest.mark.parametrize("name", ["", "fr", "english"])
async def test_another_language_is_asked_again_and_changes_nothing(name):
    desktop = Desktop()
    assert (await desktop.hears("language", name)).text == said("ko", "command.language_ask")
    assert desktop.memory == {}


async def test_a_command_is_answered_in_the_language_of_the_client_until_one_is_chosen():
    desktop = Desktop()
    assert (await desktop.hears("help", locale=Language.JA)).language is Language.JA
    await desktop.hears("lang", "ko")
    assert (await desktop.hears("help", locale=Language.JA)).language is Language.KO


async def test_the_greeting_is_not_repeated_by_the_first_question():
    desktop = Desktop()
    assert said("ko", "greeting.operator_unnamed") in (await desktop.hears("start")).text
    assert from_json(desktop.memory["telegram:1"]).greeted


async def test_a_picture_alone_needs_text_and_a_caption_is_a_question():
    desktop = Desktop()
    alone = await desktop.hears(attachment=Attachment.PHOTO, text=" ")
    assert alone.text == said("ko", "refusal.attachment")
    await desktop.hears(attachment=Attachment.PHOTO, text="이 공고 되나요?")
    assert [question.text for question in desktop.asked] == ["이 공고 되나요?"]


async def test_a_group_is_not_told_what_is_known_of_a_company():
    desktop = Desktop()
    memory = Conversation(companies=(Company(headquarters="KR-26"),))
    desktop.memory["telegram:1"] = to_json(memory)
    assert "부산" in (await desktop.hears("my")).text
    assert (await desktop.hears("my", private=False)).text == said("ko", "command.my_group")


async def test_forgetting_leaves_nothing_and_says_what_there_was():
    desktop = Desktop()
    desktop.memory["telegram:1"] = to_json(Conversation(companies=(Company(employees=3),)))
    assert (await desktop.hears("forget")).text == said("ko", "command.forgotten", companies=1)
    assert desktop.memory == {}
    assert (await desktop.hears("forget")).text == said("ko", "command.forgotten_none")


async def test_forgetting_reaches_every_thread_of_the_room_and_no_other_room():
    desktop = Desktop()
    for name in ("telegram:1", "telegram:1:77", "telegram:12"):
        desktop.memory[name] = to_json(Conversation(companies=(Company(employees=3),)))
    await desktop.hears("forget")
    assert set(desktop.memory) == {"telegram:12"}


async def test_an_apology_is_in_the_language_of_the_message():
    address = Address("telegram", "1")
    incoming = Incoming(ADMIN, "telegram:1", address, "締切はいつですか", locale=Language.KO)
    assert Desktop().desk.apologise(incoming).text == said("ja", "refusal.failed")
