"""Needs are counted without names, clustered by meaning, and answered when something new fits."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest

import prompts
from adapters.stores.database import database_url, open_async_engine
from adapters.stores.needs import SqlNeeds
from bot.counters.needs import Office, Unserved
from bot.desk import Desk, Ports
from bot.library import Scored
from bot.messages import Address, Block, BlockKind, Incoming, Outcome, Person, Reply
from bot.models.masking import masked
from bot.needs.clustering import clusters
from bot.needs.fulfilling import Fulfilling
from bot.needs.needs import Need, Unmet
from bot.postbox import Postbox
from bot.roles import ListedRoles
from knowledge.programs import Language
from tests.fakes.mailbox import FakeOutbox, Mailbox
from tests.fakes.programs import program, window
from tests.fakes.taps import FakeTaps

BOOKS = prompts.load()
NOW = datetime(2026, 11, 23, 1, tzinfo=UTC)
CHANNELS = {"default": "C0"}
STAFF, OWNER = Person("slack", "U1"), Person("telegram", "1")
ADMIN = Person("slack", "U9")


def need(id: str, text: str = "", **more) -> Need:
    given = {"place": "", "industry": "", "conversation": id} | more
    return Need(id, text or id, Unmet.NOTHING_FOUND, Language.KO, at=NOW, **given)


def vectors(*angles: float) -> np.ndarray:
    return np.array([[np.cos(a), np.sin(a)] for a in angles], dtype=np.float32)


def test_near_words_are_one_cluster_and_far_ones_two():
    found = clusters([need("a"), need("b"), need("c")], vectors(0.0, 0.1, 1.5))
    assert [[n.id for n in c.needs] for c in found] == [["a", "b"], ["c"]]


def test_one_purpose_is_one_cluster_whatever_the_words():
    one, other = need("a", purpose="export"), need("b", purpose="export")
    assert len(clusters([one, other], vectors(0.0, 1.5))) == 1
    assert len(clusters([one, replace(other, purpose="loan")], vectors(0.0, 0.0))) == 2


def test_another_place_or_industry_is_another_need():
    one = need("a", place="KR-26", industry="retail")
    assert len(clusters([one, need("b", place="JP-27")], vectors(0.0, 0.0))) == 2
    assert len(clusters([one, need("b", industry="ict")], vectors(0.0, 0.0))) == 2
    assert len(clusters([one, need("b", place="KR-26")], vectors(0.0, 0.0))) == 1


def test_what_most_people_ask_comes_first():
    needs = [need("a"), *(need(f"b{n}", conversation=f"t:{n}") for n in range(3))]
    found = clusters(needs, vectors(1.5, 0.0, 0.0, 0.0))
    assert [c.people for c in found] == [3, 1]


class Town:
    def __init__(self, store: SqlNeeds, channels: dict[str, str] = CHANNELS) -> None:
        self.store, self.mailbox, self.said = store, Mailbox(), []
        self.outcome = Outcome.NOTHING_FOUND
        self.library = SimpleNamespace(
            version="v1", programs={}, programs_about=lambda text, k: [Scored("kaigai", 0.9)]
        )
        roles = ListedRoles({ADMIN}, {STAFF})
        embedder = SimpleNamespace(queries=lambda texts: vectors(*[0.0] * len(texts)))
        post = Postbox(FakeOutbox(self.mailbox), {}, FakeTaps())
        memory = SimpleNamespace(load=self.nothing)
        fulfilling = Fulfilling(store, lambda: self.library, memory, BOOKS, lambda: NOW, post)
        office = Office(roles, embedder, masked, channels, Language.KO)
        self.counter = Unserved(store, office, fulfilling, self.elsewhere, BOOKS, post)
        ports = Ports(memory, FakeTaps(), roles, lambda: NOW)
        self.desk = Desk(self.ask, (self.counter,), ports, BOOKS, Language.KO)

    async def nothing(self, _conversation):
        return None

    async def elsewhere(self):
        return ()

    async def ask(self, question):
        return Reply(Language.KO, self.outcome, (Block(BlockKind.LEAD, "답"),))

    async def says(self, text: str, by: Person = OWNER, command: str = "", room: str = "") -> str:
        at = Address(by.channel, room or by.id)
        incoming = Incoming(by, f"{by.channel}:{by.id}", at, text, command)
        (sent,) = await self.desk.respond(incoming)
        return sent.reply.text

    def load(self, version: str, *programs) -> None:
        self.library.version = version
        self.library.programs = {p.id: p for p in programs}

    def posted(self) -> list[str]:
        return [row.content.reply.text for row in self.mailbox.outbox.values()]


@pytest.fixture
async def office(tmp_path: Path) -> AsyncIterator[Town]:
    engine = open_async_engine(database_url("", tmp_path))
    store = SqlNeeds(engine)
    await store.prepare()
    yield Town(store)
    await engine.dispose()


async def test_staff_see_what_was_asked_in_vain_without_personal_data(office):
    await office.says("잠수함 만드는 회사 지원금 있나요? 연락처 010-1234-5678")
    await office.says("잠수함 보조금", by=Person("telegram", "2"))
    text = await office.says("", by=STAFF, command="needs")
    assert "2명, 2번" in text
    assert "5678" not in text


async def test_a_question_that_was_answered_is_no_need(office):
    office.outcome = Outcome.ANSWERED
    await office.says("수출 지원")
    assert await office.says("", by=STAFF, command="needs") == BOOKS["ko"].say("needs.none")


async def test_only_staff_see_needs(office):
    assert await office.says("", command="needs") == BOOKS["ko"].say("refusal.not_admin")


async def test_a_note_stands_beside_its_need(office):
    await office.says("잠수함 보조금")
    await office.says("1 내년 예산에 반영 요청", by=STAFF, command="note")
    assert "내년 예산에 반영 요청" in await office.says("", by=STAFF, command="needs")
    wrong = await office.says("9 메모", by=STAFF, command="note")
    assert wrong == BOOKS["ko"].say("needs.note_how")


async def test_who_asked_in_vain_hears_of_what_is_new_and_fits_once(office):
    await office.counter.tick(NOW)
    await office.says("잠수함 보조금")
    fitting = program(windows=(window("2026-12-28"),))
    office.load("v2", fitting)
    await office.counter.tick(NOW)
    await office.counter.tick(NOW)
    office.load("v3", fitting, program(id="other"))
    await office.counter.tick(NOW)
    told = [text for text in office.posted() if "잠수함 보조금" in text and "해외 진출" in text]
    assert len(told) == 1


async def test_what_is_closed_or_was_there_before_is_no_news(office):
    old = program(windows=(window("2026-12-28"),))
    office.load("v1", old)
    await office.counter.tick(NOW)
    await office.says("잠수함 보조금")
    office.load("v2", old, program(id="other", windows=(window("2026-01-05"),)))
    await office.counter.tick(NOW)
    assert not [text for text in office.posted() if "새로 올라왔습니다" in text]


async def test_a_forgotten_person_is_not_told_and_the_need_stays(office):
    await office.counter.tick(NOW)
    await office.says("잠수함 보조금")
    assert await office.store.forget(OWNER) == 1
    office.load("v2", program(windows=(window("2026-12-28"),)))
    await office.counter.tick(NOW)
    assert not [text for text in office.posted() if "새로 올라왔습니다" in text]
    assert "잠수함 보조금" in await office.says("", by=STAFF, command="needs")


async def test_on_monday_the_channel_gets_the_summary_once(office):
    await office.says("잠수함 보조금")
    await office.counter.tick(NOW)
    await office.counter.tick(NOW)
    assert len([text for text in office.posted() if "도와 드리지 못한" in text]) == 1


@pytest.fixture
async def regions(office: Town) -> Town:
    """Two desks and the default one; somebody of each asked in vain."""
    town = Town(office.store, {"default": "C0", "JP-27": "C27", "KR-26": "C26"})
    for text, place in (("潜水艦", "JP-27"), ("잠수함", "KR-26"), ("비행선", "KR-11")):
        await office.store.add(need(text, place=place))
    return town


@pytest.mark.parametrize(("room", "seen"), [("C27", "潜水艦"), ("C26", "잠수함"), ("C0", "비행선")])
async def test_staff_see_what_their_channel_is_the_desk_for(regions, room, seen):
    text = await regions.says("", by=STAFF, command="needs", room=room)
    assert [word for word in ("潜水艦", "잠수함", "비행선") if word in text] == [seen]


async def test_elsewhere_staff_see_nothing_and_note_nothing(regions):
    for command, text in (("needs", ""), ("note", "1 메모")):
        for room in ("", "C99"):
            told = await regions.says(text, by=STAFF, command=command, room=room)
            assert told == BOOKS["ko"].say("needs.in_your_channel")
    assert await regions.store.notes() == {}


async def test_a_number_counts_in_the_list_of_the_channel(regions):
    await regions.says("1 내년에", by=STAFF, command="note", room="C26")
    assert await regions.store.notes() == {"잠수함": "내년에"}


async def test_an_admin_sees_all_anywhere(regions):
    text = await regions.says("", by=ADMIN, command="needs")
    assert all(word in text for word in ("潜水艦", "잠수함", "비행선"))


async def test_each_desk_gets_its_own_summary(regions):
    await regions.counter.tick(NOW)
    rooms = {
        row.content.address.room: row.content.reply.text for row in regions.mailbox.outbox.values()
    }
    assert set(rooms) == {"C0", "C26", "C27"}
    assert "潜水艦" in rooms["C27"]
    assert "潜水艦" not in rooms["C0"] + rooms["C26"]
