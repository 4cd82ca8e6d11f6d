"""A desk with the handoff counter alone, people in Telegram, staff in Slack."""

from __future__ import annotations

from datetime import datetime, timedelta
from types import SimpleNamespace
from typing import Any

import prompts
from adapters.stores.cases import SqlCases
from bot.counters.handoff import Handoff
from bot.desk import Desk, Ports
from bot.handoff.agency import Agency
from bot.handoff.watching import Watch
from bot.messages import (
    Address,
    Block,
    BlockKind,
    Button,
    Incoming,
    Outcome,
    Outgoing,
    Person,
    ReceivedFile,
    Reply,
)
from bot.postbox import Postbox
from bot.roles import ListedRoles
from knowledge.programs import Language
from tests.fakes.mailbox import FakeOutbox, Mailbox
from tests.fakes.programs import moment_of
from tests.fakes.reminders import SetHolidays
from tests.fakes.taps import FakeTaps

BOOKS = prompts.load()
CHANNELS = {"default": "C0", "KR-26": "C26", "JP": "CJP"}
STAFF = ("U1", "U2")
MONDAY = moment_of("2026-11-23T10:00")


class Notes(dict):
    async def load(self, conversation):
        return self.get(conversation)


class Town:
    """Everything that is sent stands in ``sent``, as (channel, room, thread, text, buttons)."""

    def __init__(self, cases: SqlCases) -> None:
        self.cases, self.memory, self.taps = cases, Notes(), FakeTaps()
        self.now, self.number = MONDAY, 0
        self.sent: list[Outgoing] = []
        self.mailbox = Mailbox()
        self.holidays = SetHolidays()
        self.outcome, self.asked = Outcome.NOTHING_FOUND, []
        roles = ListedRoles((), [Person("slack", id) for id in STAFF])
        agency = Agency(CHANNELS, roles, True, self.holidays, self.download)
        post = Postbox(FakeOutbox(self.mailbox), {}, self.taps)
        self.watch = Watch(cases, self.holidays, BOOKS, post)
        library = SimpleNamespace(programs={})
        self.counter = Handoff(cases, agency, lambda: library, BOOKS, self.watch)
        ports = Ports(self.memory, self.taps, roles, lambda: self.now)
        self.desk = Desk(self.ask, (self.counter,), ports, BOOKS, Language.KO)

    async def ask(self, question) -> Reply:
        self.asked.append(question.text)
        block = Block(BlockKind.LEAD, f"답: {question.text}")
        return Reply(Language.KO, self.outcome, (block,))

    async def download(self, channel: str, file: ReceivedFile) -> bytes:
        return file.id.encode()

    async def person(self, text: str = "", who: str = "1", **more: Any) -> list[Outgoing]:
        """Writes in Telegram."""
        at = Address("telegram", who)
        given = (Person("telegram", who), f"telegram:{who}", at, text)
        return await self._in(Incoming(*given, sent_at=self._moment(), name=f"김{who}", **more))

    async def staff(self, text: str = "", who: str = "U1", **more: Any) -> list[Outgoing]:
        """Writes in a thread of Slack, or presses a button of a message there."""
        room, thread = more.pop("room", "C0"), more.pop("thread", "100")
        inside = bool(text) or more.pop("at_thread", False)
        at = Address("slack", room, thread if inside else "", message="" if inside else thread)
        given = (Person("slack", who), f"slack:T:{room}:{thread}", at, text)
        overheard = {"overheard": True} if text else {}
        more = overheard | {"private": False, "name": f"담당{who}"} | more
        return await self._in(Incoming(*given, sent_at=self._moment(), **more))

    async def presses(self, message: Outgoing, label: str, **more: Any) -> list[Outgoing]:
        (button,) = (b for b in buttons(message) if label in b.label)
        if message.address.channel == "slack" or ("who" in more and more["who"] in STAFF):
            return await self.staff(pressed=button.token, **more)
        return await self.person(pressed=button.token, **more)

    async def takes(
        self, who: str = "U1", thread: str = "100", person: str = "1"
    ) -> list[Outgoing]:
        """Somebody asks for a human, and an official takes the case."""
        asked = await self.person(command="staff", who=person)
        (card,) = to(asked, "slack")
        return await self.presses(card, "맡겠", who=who, thread=thread, room=card.address.room)

    def _moment(self) -> datetime:
        self.number += 1
        return self.now + timedelta(microseconds=self.number)

    async def _in(self, incoming: Incoming) -> list[Outgoing]:
        sent = list(await self.desk.respond(incoming))
        self.sent += sent
        return sent


def to(sent: list[Outgoing], channel: str) -> list[Outgoing]:
    return [each for each in sent if each.address.channel == channel]


def texts(sent: list[Outgoing]) -> list[str]:
    return [each.reply.text for each in sent]


def buttons(message: Outgoing) -> list[Button]:
    return [button for row in message.reply.buttons for button in row]
