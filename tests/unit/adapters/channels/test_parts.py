"""A reply with buttons and files, divided for both messengers."""

from __future__ import annotations

import base64
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.channels.slack.parts import divide as for_slack
from adapters.channels.slack.rendering import render, render_home
from adapters.channels.telegram.keyboard import keyboard
from adapters.channels.telegram.parts import divide as for_telegram
from bot.messages import Address, Block, BlockKind, Button, Outcome, Outgoing, Reply, SentFile
from knowledge.programs import Language
from tests.loopback.slack_blocks import refusal, valid
from tests.loopback.telegram_keyboards import fault

FILE = SentFile("마감.ics", "text/calendar", base64.b64encode(b"BEGIN:VCALENDAR").decode())
CARD = Block(BlockKind.CARD, "사업\n" + "가" * 2990)
PRESSED = Address("telegram", "42", extra=(("callback", "9"),), message="7")
both = pytest.mark.parametrize("divide", [for_telegram, for_slack], ids=["telegram", "slack"])

buttons = st.builds(
    Button,
    label=st.text(st.sampled_from("가あa 🙂"), min_size=1, max_size=120).filter(str.strip),
    url=st.sampled_from(["", "", "https://example.com/a", "javascript:1", "x" * 9]),
    token=st.sampled_from(["", "t" * 16, "t" * 65]),
)
rows = st.lists(st.lists(buttons, max_size=12).map(tuple), max_size=40).map(tuple)


def reply(*blocks: Block, **more) -> Reply:
    return Reply(Language.KO, Outcome.ANSWERED, blocks, **more)


ROW = ((Button("알림", token="t" * 16),),)


@both
def test_buttons_stay_with_the_last_text_and_files_follow(divide) -> None:
    sent = Outgoing(PRESSED, reply(CARD, CARD, CARD, buttons=ROW, files=(FILE, FILE)))
    parts = [part.reply for part in divide(sent)]
    texts = [part for part in parts if part.blocks]
    assert len(texts) > 1
    assert [part.buttons for part in texts] == [()] * (len(texts) - 1) + [ROW]
    assert [part.files for part in parts if not part.blocks] == [(FILE,), (FILE,)]


@both
def test_only_the_first_part_changes_the_message_and_answers_the_press(divide) -> None:
    sent = Outgoing(PRESSED, reply(CARD, CARD, in_place=True, toast="저장"))
    first, *later = divide(sent)
    assert (first.reply.in_place, first.reply.toast, first.address) == (True, "저장", PRESSED)
    assert later
    for part in later:
        assert (part.reply.in_place, part.reply.toast, part.address.message) == (False, "", "")
        assert ("callback", "9") not in part.address.extra or divide is for_slack


@both
def test_a_part_divides_into_itself(divide) -> None:
    sent = Outgoing(PRESSED, reply(CARD, CARD, buttons=ROW, files=(FILE,), in_place=True))
    for part in divide(sent):
        assert divide(part) == (part,)


def test_a_press_that_gets_no_words_still_gets_an_answer() -> None:
    assert len(for_telegram(Outgoing(PRESSED, reply()))) == 1
    assert for_telegram(Outgoing(replace(PRESSED, extra=()), reply())) == ()
    assert for_slack(Outgoing(PRESSED, reply())) == ()
    assert len(for_slack(Outgoing(PRESSED, reply(toast="저장")))) == 1


@given(rows)
def test_telegram_takes_every_keyboard(given_rows) -> None:
    markup = keyboard(given_rows)
    assert fault(markup.to_dict() if markup else None) == ""


@given(rows, st.lists(st.just(CARD) | st.just(Block(BlockKind.NOTE, "a")), min_size=1, max_size=60))
def test_slack_takes_every_message_with_buttons(given_rows, blocks) -> None:
    parts = for_slack(Outgoing(Address("slack", "D1"), reply(*blocks, buttons=given_rows)))
    for part in parts:
        message = render(part.reply)
        assert refusal(message.text, list(message.blocks)) == ""


def test_the_home_tab_is_one_part_with_its_buttons() -> None:
    home = Address("slack", "D1", extra=(("view", "home"), ("user", "U1")))
    (part,) = for_slack(Outgoing(home, reply(*(CARD,) * 80, buttons=ROW)))
    shown = render_home(part.reply)
    assert valid(list(shown), 100)
    assert shown[-1]["type"] == "actions"


def test_the_same_label_twice_is_two_buttons() -> None:
    row = (Button("보기", token="a"), Button("보기", token="b"), Button("출처", url="https://a.kr"))
    (actions,) = render(reply(CARD, buttons=(row,))).blocks[-1:]
    assert [e.get("value") for e in actions["elements"]] == ["a", "b", None]
    assert len({e["action_id"] for e in actions["elements"]}) == 3
