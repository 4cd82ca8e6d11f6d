"""What the stores of the console promise, on the fakes and on SQL alike."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy.ext.asyncio import create_async_engine

from adapters.stores.console import SqlSessions, SqlTranscripts
from adapters.stores.tallies import SqlTallies
from bot.console.ports import Line, Session
from bot.counters.tallying import Tally
from bot.messages import Address, Block, BlockKind, Outcome, Outgoing, Reply
from knowledge.programs import Language
from tests.fakes.console import FakeSessions, FakeTallies, FakeTranscripts

NOW = datetime(2026, 11, 22, 1, tzinfo=UTC)
HOUR = timedelta(hours=1)
SOMEBODY = Session("JP-27.ab12", "김담당", NOW, "JP-27")
REPLY = Reply(Language.KO, Outcome.ANSWERED, (Block(BlockKind.LEAD, "마감은 12월 28일입니다."),))
ANSWER = Outgoing(Address("web", "ab12"), REPLY, id="web:ab12:1#0")


@pytest.fixture(params=["fake", "sql"])
async def stores(request, tmp_path):
    if request.param == "fake":
        yield FakeSessions(), FakeTranscripts(), FakeTallies()
        return
    engine = create_async_engine(f"sqlite+aiosqlite:///{tmp_path / 'console.db'}")
    sessions, tallies = SqlSessions(engine), SqlTallies(engine)
    await sessions.prepare()
    await tallies.prepare()
    yield sessions, SqlTranscripts(engine), tallies
    await engine.dispose()


async def test_a_session_is_found_until_it_ends_or_runs_out(stores):
    sessions, _, _ = stores
    await sessions.open("digest", SOMEBODY, NOW + HOUR)
    assert await sessions.find("digest", NOW) == SOMEBODY
    assert await sessions.find("another", NOW) is None
    assert await sessions.find("digest", NOW + 2 * HOUR) is None
    await sessions.close("digest")
    assert await sessions.find("digest", NOW) is None


async def test_wrong_tokens_are_counted_where_they_came_from(stores):
    sessions, _, _ = stores
    await sessions.refuse("127.0.0.1", NOW - HOUR)
    await sessions.refuse("127.0.0.1", NOW)
    assert await sessions.refusals("127.0.0.1", NOW - timedelta(minutes=15)) == 1
    assert await sessions.refusals("192.0.2.1", NOW - 2 * HOUR) == 0


async def test_a_chat_comes_back_in_its_order_and_a_repeat_is_one_line(stores):
    _, transcripts, _ = stores
    asked = Line("web:ab12:1", NOW, said="언제까지인가요?")
    answered = Line(ANSWER.id, NOW, reply=ANSWER)
    for line in (asked, answered, answered):
        await transcripts.add("web:ab12", line)
    assert await transcripts.lines("web:ab12") == [asked, answered]
    assert await transcripts.lines("web:other") == []


async def test_what_was_answered_is_known_by_the_key_of_the_question(stores):
    _, transcripts, _ = stores
    assert not await transcripts.answered("web:ab12", "web:ab12:1")
    await transcripts.add("web:ab12", Line(ANSWER.id, NOW, reply=ANSWER))
    assert await transcripts.answered("web:ab12", "web:ab12:1")
    changed = replace(ANSWER, id="web:ab12:2#0")
    assert await transcripts.change("web:ab12", ANSWER.id, changed)
    assert await transcripts.answered("web:ab12", "web:ab12:2")
    assert not await transcripts.change("web:ab12", "gone", changed)
    assert [line.reply for line in await transcripts.lines("web:ab12")] == [changed]


async def test_a_chat_is_cleared_by_its_person_and_by_time(stores):
    _, transcripts, _ = stores
    await transcripts.add("web:ab12", Line("old", NOW - HOUR, said="hello"))
    await transcripts.add("web:cd34", Line("new", NOW, said="hello"))
    await transcripts.clear("web:cd34")
    assert await transcripts.lines("web:cd34") == []
    await transcripts.sweep(NOW)
    assert await transcripts.lines("web:ab12") == []


async def test_answers_are_counted_by_day_and_outcome(stores):
    _, _, tallies = stores
    today = date(2026, 11, 22)
    for day in (today - timedelta(days=3), today, today):
        await tallies.count(day, "slack", "ja", "answered")
    assert await tallies.since(today) == [Tally(today, "slack", "ja", "answered", 2)]
