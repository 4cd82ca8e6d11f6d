"""After /forget no byte of a person is left in any file of the database."""

from __future__ import annotations

import base64
import json
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

import prompts
from adapters.stores.database import database_url, open_async_engine
from adapters.stores.feedback import SqlRatings
from adapters.stores.mailbox import SqlInbox, SqlOutbox, SqlTraces, prepare
from adapters.stores.memory import SqlMemory
from adapters.stores.retention import SqlAges
from adapters.stores.taps import SqlTaps
from bot.conversation import Conversation
from bot.counters.counter import Visit
from bot.counters.feedback import Feedback
from bot.counters.records import Records
from bot.messages import (
    Address,
    Block,
    BlockKind,
    Button,
    Incoming,
    Outcome,
    Outgoing,
    Person,
    Reply,
)
from bot.ports import Received
from bot.retention import Retention
from bot.roles import ListedRoles
from bot.sealing import sealed
from knowledge.programs import Language
from tests.loopback.postgres import postgres, programs

CHANNELS = frozenset({"telegram"})
NOW = datetime(2026, 11, 22, tzinfo=UTC)
SECRET, ID = "canary-77 비밀", "770077123"
WHO = Person("telegram", ID)
BOOK = prompts.load()["ko"]


@pytest.fixture
async def engine(tmp_path: Path) -> AsyncIterator[AsyncEngine]:
    made = open_async_engine(database_url("", tmp_path))
    await prepare(made)
    yield made
    await made.dispose()


class House:
    """The desk's stores and one counter that holds something, over one file."""

    def __init__(self, engine: AsyncEngine, folder: Path) -> None:
        self.folder, self.now = folder, NOW
        clock = lambda: self.now  # noqa: E731
        self.inbox, self.outbox = SqlInbox(engine, clock), SqlOutbox(engine, clock)
        self.memory, self.taps = SqlMemory(engine, clock), SqlTaps(engine, clock)
        self.ratings, self.traces = SqlRatings(engine), SqlTraces(engine, clock)
        self.rated = Feedback(self.memory, self.ratings, ListedRoles(()), 90)
        self.records = Records(self.memory, self.taps, (self.rated,), self.traces)
        self.retention = Retention(SqlAges(engine), self.traces, 90)

    async def prepare(self) -> House:
        for store in (self.memory, self.taps, self.ratings):
            await store.prepare()
        return self

    def visit(self, said: str, person: Person = WHO, thread: str = "") -> Visit:
        conversation = f"telegram:{person.id}{thread}"
        incoming = Incoming(person, conversation, Address("telegram", person.id), said)
        return Visit(incoming, Language.KO, BOOK, Conversation(), self.now)

    def reply(self, said: str) -> Reply:
        row = ((Button("버튼", "feedback.up", (said,)),),)
        return Reply(Language.KO, Outcome.ANSWERED, (Block(BlockKind.LEAD, said),), buttons=row)

    async def hears(self, said: str, person: Person = WHO, thread: str = "") -> Received:
        visit = self.visit(said, person, thread)
        update = {"text": said, "from": {"id": int(person.id)}}
        key = f"telegram:1:{person.id}:{said}{thread}"
        await self.inbox.put(Received(key, "telegram", update, visit.conversation))
        taken = await self.inbox.take(CHANNELS)
        assert taken
        return taken

    async def answers(self, said: str, person: Person = WHO, thread: str = "") -> str:
        taken, visit = await self.hears(said, person, thread), self.visit(said, person, thread)
        await self.memory.save(visit.conversation, {"notice": said})
        reply = await self.rated.beside(visit, self.reply(said))
        out = Outgoing(visit.incoming.address, reply, "", person, visit.conversation)
        await self.inbox.done(taken.key, (await sealed(self.taps, out),))
        return taken.key

    async def sends(self) -> str:
        sent = await self.outbox.take(CHANNELS)
        assert sent
        await self.outbox.sent(sent.id)
        return sent.reply.text

    async def forgets(self, person: Person = WHO, thread: str = "") -> str:
        taken, visit = await self.hears("/forget", person, thread), self.visit("", person, thread)
        reply = await self.records.forget_all(visit)
        out = Outgoing(visit.incoming.address, reply, "", person, visit.conversation)
        await self.inbox.done(taken.key, (out,))
        return reply.text

    def left(self, *words: str) -> list[str]:
        """The files in which one of the words stands."""
        every = [path for path in self.folder.rglob("*") if path.is_file()]
        found = [(path.name, path.read_bytes()) for path in every]
        return [name for name, held in found if any(word.encode() in held for word in words)]


async def test_no_byte_of_a_person_is_left_after_forget(
    engine: AsyncEngine, tmp_path: Path
) -> None:
    house = await House(engine, tmp_path).prepare()
    other = Person("telegram", "12")
    for number in range(30):
        await house.answers(f"{SECRET} {number}", thread=f":{number % 3}" if number > 20 else "")
        await house.answers(f"남의 말 {number}", other)
        await house.sends()
        await house.sends()
    assert house.left("canary-77", ID)
    await house.forgets()
    await house.retention.tick(house.now)
    assert await house.sends() == BOOK.say("command.forgotten_talk")
    await house.retention.tick(house.now)
    assert house.left("canary-77", ID) == []
    assert house.left("telegram:12")
    assert await house.memory.load("telegram:12") == {"notice": "남의 말 29"}


async def test_what_could_not_be_read_or_sent_goes_too(engine: AsyncEngine, tmp_path: Path) -> None:
    house = await House(engine, tmp_path).prepare()
    for lane in ("", f"telegram:{ID}"):
        update = {"text": SECRET, "from": {"id": int(ID)}}
        await house.inbox.put(Received(f"k{lane}", "telegram", update, lane))
        for _ in range(3):
            await house.inbox.take(CHANNELS)
            await house.inbox.failed(f"k{lane}", SECRET)
    await house.answers(SECRET)
    waiting = await house.outbox.take(CHANNELS)
    assert waiting
    await house.outbox.give_up(waiting.id, "zu")
    await house.forgets()
    await house.sends()
    await house.retention.tick(house.now)
    assert house.left("canary-77", ID) == []


async def test_a_repeat_of_a_forgotten_message_is_still_a_repeat(
    engine: AsyncEngine, tmp_path: Path
) -> None:
    house = await House(engine, tmp_path).prepare()
    key = await house.answers(SECRET)
    await house.sends()
    await house.forgets()
    again = Received(key, "telegram", {"text": SECRET}, f"telegram:{ID}")
    assert not await house.inbox.put(again)
    await house.sends()
    house.now += timedelta(days=8)
    await house.retention.tick(house.now)
    assert await house.inbox.put(again)


async def test_in_a_group_the_room_keeps_what_is_not_the_persons(
    engine: AsyncEngine, tmp_path: Path
) -> None:
    house = await House(engine, tmp_path).prepare()
    await house.outbox.post("p", (Outgoing(Address("telegram", ID), house.reply("공지")),))
    visit = house.visit("")
    incoming = replace(visit.incoming, private=False)
    await house.records.forget_all(replace(visit, incoming=incoming))
    assert await house.sends() == "공지"


async def test_what_is_older_than_the_retention_goes(engine: AsyncEngine, tmp_path: Path) -> None:
    house = await House(engine, tmp_path).prepare()
    await house.answers(SECRET)
    await house.sends()
    house.now += timedelta(days=8)
    await house.retention.tick(house.now)
    assert await _count(engine, "inbox") + await _count(engine, "outbox") == 0
    assert await _count(engine, "memory") == 1
    house.now += timedelta(days=83)
    await house.retention.tick(house.now)
    assert house.left("canary-77", ID) == []


async def test_the_export_holds_what_is_held(engine: AsyncEngine, tmp_path: Path) -> None:
    house = await House(engine, tmp_path).prepare()
    await house.answers(SECRET, thread=":1")
    reply = await house.records.export(house.visit(""))
    assert reply.files[0].name == "my-data-20261122.json"
    held = _decoded(reply.files[0].content)
    assert held["conversations"] == {f"telegram:{ID}:1": {"notice": SECRET}}
    assert [row["question"] for row in held["records"]["ratings"]] == [SECRET]


async def test_in_postgresql_no_row_of_a_person_is_left(tmp_path: Path) -> None:
    if programs() is None:
        pytest.skip("no PostgreSQL is installed here")
    with postgres() as url:
        engine = open_async_engine(database_url(url, tmp_path))
        await prepare(engine)
        house = await House(engine, tmp_path).prepare()
        for number in range(3):
            await house.answers(f"{SECRET} {number}", thread=f":{number}")
            await house.sends()
        await house.forgets()
        await house.retention.tick(house.now)
        await house.sends()
        await house.retention.tick(house.now)
        for table in ("inbox", "outbox", "memory", "taps", "ratings", "erasures"):
            assert (table, await _count(engine, table)) == (table, 0)
        await engine.dispose()


async def _count(engine: AsyncEngine, table: str) -> int:
    async with engine.connect() as connection:
        return int((await connection.execute(text(f"SELECT count(*) FROM {table}"))).scalar_one())  # noqa: S608


def _decoded(content: str) -> Any:
    return json.loads(base64.b64decode(content))
