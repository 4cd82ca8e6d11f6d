"""A person in Telegram and an official in Slack, through the desk and a real store."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from adapters.stores.cases import SqlCases
from adapters.stores.database import database_url, open_async_engine
from bot.company import Company
from bot.conversation import Conversation, to_json
from bot.messages import Address, Outcome, ReceivedFile
from knowledge.programs import Country
from tests.fakes.programs import moment_of
from tests.unit.bot.handoff.desk import BOOKS, Town, buttons, texts, to


@pytest.fixture
async def town(tmp_path: Path) -> AsyncIterator[Town]:
    engine = open_async_engine(database_url("", tmp_path))
    cases = SqlCases(engine)
    await cases.prepare()
    yield Town(cases)
    await engine.dispose()


async def test_a_human_is_offered_where_the_concierge_cannot_help(town):
    (reply,) = await town.person("잠수함 보조금")
    assert [b.action for b in buttons(reply)] == ["handoff.open"]
    town.outcome = Outcome.ANSWERED
    (reply,) = await town.person("수출 지원")
    assert buttons(reply) == []


async def test_the_request_holds_what_was_asked_and_answered(town):
    (reply,) = await town.person("잠수함 보조금 있나요")
    told, card = await town.presses(reply, "담당자")
    assert told.reply.outcome is Outcome.HANDED_OFF
    assert card.address == Address("slack", "C0")
    assert "잠수함 보조금 있나요" in card.reply.text
    assert "답: 잠수함 보조금 있나요" in card.reply.text


@pytest.mark.parametrize(
    ("company", "room"),
    [
        (Company(country=Country.KR, headquarters="KR-26:해운대구"), "C26"),
        (Company(country=Country.JP, headquarters="JP-27"), "CJP"),
        (Company(), "C0"),
    ],
)
async def test_the_channel_is_that_of_the_companys_region(town, company, room):
    town.memory["telegram:1"] = to_json(Conversation(companies=(company,)))
    (card,) = to(await town.person(command="staff"), "slack")
    assert card.address.room == room


async def test_what_was_written_while_waiting_is_answered_and_forwarded(town):
    (card,) = to(await town.person(command="staff"), "slack")
    (answer,) = await town.person("그리고 융자도 궁금해요")
    assert answer.reply.text == "답: 그리고 융자도 궁금해요"
    _, connected, forwarded = await town.presses(card, "맡겠", thread="100")
    assert "담당U1" in connected.reply.text
    assert forwarded.address == Address("slack", "C0", "100")
    assert "그리고 융자도 궁금해요" in forwarded.reply.text


async def test_messages_flow_both_ways_and_the_concierge_is_silent(town):
    await town.takes()
    (there,) = await town.person("서류는요?")
    assert (there.address.thread, "서류는요?" in there.reply.text) == ("100", True)
    (back,) = await town.staff("사업계획서입니다")
    assert back.address == Address("telegram", "1")
    assert "담당U1" in back.reply.text
    assert town.asked == []


async def test_an_aside_never_leaves_slack(town):
    await town.takes()
    assert await town.staff("// 이 회사 작년에 탈락했음") == []
    assert await town.staff("  //내부 메모") == []


async def test_a_full_width_aside_is_one_too(town):
    await town.takes()
    assert await town.staff("／／내부 메모") == []


async def test_an_answer_under_the_first_request_reaches_the_person_after_a_second_one(town):
    (card,) = to(await town.person(command="staff"), "slack")
    await town.counter.placed(card, "100")
    await town.counter.placed(card, "200")
    _, answer = await town.staff("제가 보겠습니다", thread="100")
    assert answer.address.room == "1"
    (there,) = await town.person("네")
    assert there.address.thread == "100"


async def test_who_is_not_staff_cannot_take_or_speak(town):
    (card,) = to(await town.person(command="staff"), "slack")
    (refused,) = await town.presses(card, "맡겠", who="U9", thread="100")
    assert "다른 분" in refused.reply.text or "담당자" in refused.reply.text
    await town.presses(card, "맡겠", thread="100")
    assert await town.staff("제가 대신", who="U9") == []


async def test_the_second_to_take_is_told_who_was_first(town):
    (card,) = to(await town.person(command="staff"), "slack")
    await town.presses(card, "맡겠", thread="100")
    (told,) = await town.presses(card, "맡겠", who="U2", thread="100")
    assert "담당U1" in told.reply.text


async def test_two_people_never_read_each_others(town):
    await town.takes(thread="100", person="1")
    await town.takes(who="U2", thread="200", person="2")
    (one,) = await town.staff("첫 번째 답", thread="100")
    (two,) = await town.staff("두 번째 답", who="U2", thread="200")
    assert (one.address.room, two.address.room) == ("1", "2")
    (first,) = await town.person("질문", who="2")
    assert first.address.thread == "200"


async def test_files_go_along(town):
    await town.takes()
    (there,) = await town.person(files=(ReceivedFile("abc", "계획서.pdf", "application/pdf", 3),))
    (file,) = there.reply.files
    assert (file.name, file.content) == ("계획서.pdf", "YWJj")


@pytest.mark.parametrize("by", ["person", "staff"])
async def test_either_side_ends_it_and_the_concierge_answers_again(town, by):
    sent = await town.takes()
    if by == "person":
        left, right = await town.person(command="end")
    else:
        right, left = await town.presses(sent[0], "끝내기", thread="100")
    assert (left.address.room, right.address.room) == ("1", "C0")
    await town.person("다시 질문")
    assert town.asked == ["다시 질문"]
    assert await town.staff("늦은 글") == []


async def test_staff_move_a_case_and_nobody_else_does(town):
    await town.takes()
    more = {"command": "reassign", "overheard": False}
    (over,) = await town.staff(who="U9", thread="100", at_thread=True, **more)
    assert over.reply.text == BOOKS["ko"].say("handoff.over")
    _, card = await town.staff(thread="100", at_thread=True, **more)
    assert [button.action for button in buttons(card)] == ["handoff.take"]
    await town.presses(card, "맡겠", who="U2", thread="500")
    (there,) = await town.person("네")
    assert there.address.thread == "500"


async def test_a_person_who_returns_gets_a_new_case(town):
    await town.takes()
    await town.person(command="end")
    (card,) = to(await town.person(command="staff"), "slack")
    await town.presses(card, "맡겠", who="U2", thread="300")
    (there,) = await town.person("또 왔어요")
    assert there.address.thread == "300"


async def test_an_unanswered_case_is_raised_again_in_office_hours(town):
    await town.person(command="staff")
    await town.watch.round(town.now + timedelta(minutes=59))
    assert not town.mailbox.outbox
    await town.watch.round(town.now + timedelta(hours=1))
    await town.watch.round(town.now + timedelta(hours=2))
    assert len(town.mailbox.outbox) == 1
    await town.watch.round(moment_of("2026-11-24T03:00"))
    assert len(town.mailbox.outbox) == 1
    await town.watch.round(moment_of("2026-11-24T09:00"))
    rooms = [row.content.address.room for row in town.mailbox.outbox.values()]
    assert rooms == ["C0", "C0", "1"]


async def test_a_silent_owner_loses_the_case_after_two_working_days(town):
    await town.takes()
    town.now += timedelta(minutes=1)
    await town.person("여보세요?")
    await town.watch.round(moment_of("2026-11-24T17:00"))
    assert not town.mailbox.outbox
    await town.watch.round(moment_of("2026-11-25T10:00"))
    rooms = [row.content.address.room for row in town.mailbox.outbox.values()]
    assert rooms == ["C0", "1"]
    await town.person("그럼 융자는?")
    assert town.asked == ["그럼 융자는?"]


async def test_out_of_hours_the_next_opening_is_told(town):
    town.now = moment_of("2026-11-20T19:00")  # a Friday
    (told, _) = await town.person(command="staff")
    assert "11월 23일(월) 9시 이후" in told.reply.text


async def test_a_quick_reply_is_in_the_persons_language_and_shown_in_both(town):
    sent = await town.takes()
    note, back = await town.presses(sent[0], "확인 중", thread="100")
    assert back.address.room == "1"
    assert "확인하고 있습니다" in back.reply.text
    assert "확인하고 있습니다" in note.reply.text


async def test_staff_hear_in_the_thread_that_the_person_cannot_be_reached(town):
    await town.takes()
    await town.counter.blocked(Address("telegram", "1"))
    (told,) = [row.content for row in town.mailbox.outbox.values()]
    assert (told.address.room, told.address.thread) == ("C0", "100")
    assert "받지 않게" in told.reply.text
    assert await town.cases.unended() == []


async def test_what_either_side_corrects_reaches_the_other_as_a_correction(town):
    await town.takes()
    (theirs,) = await town.staff("접수는 12월 3일까지입니다", edited=True)
    assert (theirs.address.room, "고친 내용" in theirs.reply.text) == ("1", True)
    mine = to(await town.person("부산이 아니라 대구입니다", edited=True), "slack")
    assert [("대구" in one.reply.text, one.address.thread) for one in mine] == [(True, "100")]


async def test_a_forgotten_person_leaves_no_case(town):
    await town.person("잠수함")
    await town.takes()
    assert await town.cases.forget("telegram:1") == 1
    assert await town.cases.exchanges("telegram:1") == []
    assert texts(await town.staff("누구세요")) == []


async def test_who_answers_in_the_thread_without_pressing_has_taken_it(town):
    (card,) = to(await town.person(command="staff"), "slack")
    await town.person("융자도요")
    await town.counter.placed(card, "100")
    connected, forwarded, answer = await town.staff("제가 보겠습니다", thread="100")
    assert "담당U1" in connected.reply.text
    assert "융자도요" in forwarded.reply.text
    assert answer.address.room == "1"
    (told,) = await town.presses(card, "맡겠", who="U2", thread="100")
    assert "담당U1" in told.reply.text


async def test_a_case_is_acted_on_in_its_own_channel_alone(town):
    asked = await town.person(command="staff")
    (card,) = to(asked, "slack")
    elsewhere = await town.presses(card, "맡겠", room="C26")
    assert texts(elsewhere) == [BOOKS["ko"].say("handoff.over")]
    (case,) = await town.cases.unended()
    assert case.state == "waiting"
    assert case.region == "KR"
    assert len(await town.presses(card, "맡겠")) > 1
