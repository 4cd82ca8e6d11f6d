"""Buttons, the home tab, the shortcut and what is overheard, as incoming messages."""

import pytest

from adapters.channels.slack.translation import translate
from bot.messages import Address, Attachment, ReceivedFile
from tests.loopback.slack_payloads import (
    changed,
    click,
    direct,
    event,
    home_click,
    home_opened,
    shortcut,
)

COMMANDS = frozenset({"start", "help", "my"})
URL = "https://hooks.slack.com/actions/T0CONCIERGE/1/secret"
TEAM = ("team", "T0CONCIERGE")


def read(update):
    return translate(update, COMMANDS)


@pytest.mark.parametrize(
    ("message", "conversation", "thread", "private"),
    [
        ({"channel": "D1", "ts": "17.2"}, "D1", "", True),
        ({"channel": "D1", "ts": "17.2", "thread_ts": "17.1"}, "D1:17.1", "17.1", True),
        ({"channel": "C1", "ts": "17.2", "thread_ts": "17.1"}, "C1:17.1", "17.1", False),
        ({"channel": "C1", "ts": "17.2"}, "C1:17.2", "17.2", False),
    ],
)
def test_a_press_belongs_to_the_conversation_of_its_message(message, conversation, thread, private):
    incoming = read(click("t0ken", message, URL))
    assert incoming.conversation == f"slack:T0CONCIERGE:{conversation}"
    assert incoming.pressed == "t0ken"
    assert (incoming.address.room, incoming.address.thread) == (message["channel"], thread)
    assert (incoming.address.message, incoming.address.to) == ("17.2", "")
    assert (incoming.private, incoming.name) == (private, "kim")


def test_a_press_under_an_answer_to_a_command_is_the_persons_own():
    incoming = read(click("t0ken", {"channel": "C1", "ts": "17.2"}, URL, ephemeral=True))
    extra = (TEAM, ("response_url", URL))
    assert incoming.address == Address("slack", "U1", extra=extra, message="17.2")
    assert (incoming.conversation, incoming.private) == ("slack:T0CONCIERGE:U1", True)


@pytest.mark.parametrize(
    "update",
    [
        click("", {"channel": "D1", "ts": "17.2"}, URL),
        {"type": "block_actions", "user": {"id": "U1"}, "actions": [{"value": "t"}]},
        {"type": "block_actions", "actions": [{"value": "t"}]},
        {"type": "view_submission", "user": {"id": "U1"}},
        shortcut({"text": "?"}, URL) | {"callback_id": "another"},
        home_opened(tab="messages"),
    ],
)
def test_what_asks_for_nothing_is_nothing(update):
    assert read(update) is None


def test_the_home_tab_is_a_command_in_the_direct_message():
    opened, pressed = read(home_opened()), read(home_click("t", {"private_metadata": "D1"}))
    assert (opened.command, opened.private) == ("home", True)
    assert opened.conversation == pressed.conversation == "slack:T0CONCIERGE:D1"
    assert opened.address.room == pressed.address.room == "D1"
    assert ("view", "home") in opened.address.extra
    assert (opened.address.message, pressed.address.message) == ("", "V1")


def test_a_shortcut_brings_the_words_of_the_message_to_the_person_alone():
    incoming = read(shortcut({"text": "<https://a.kr|공고>: 11월 30일까지"}, URL))
    assert (incoming.text, incoming.forwarded, incoming.private) == (
        "공고: 11월 30일까지",
        True,
        True,
    )
    assert incoming.conversation == "slack:T0CONCIERGE:U1"
    assert dict(incoming.address.extra)["response_url"] == URL
    assert read(shortcut({"text": "내 글", "user": "U1"}, URL)).forwarded is False


def test_an_edit_that_changes_the_words_counts_as_a_new_message():
    incoming = read(changed("大阪の会社です", before="大坂の会社です", thread_ts="17.1"))
    assert (incoming.text, incoming.edited) == ("大阪の会社です", True)
    assert incoming.conversation == "slack:T0CONCIERGE:D1:17.1"


def in_channel(text, **more):
    return direct(text, channel="C1", **{"channel_type": "channel", "thread_ts": "17.1"} | more)


@pytest.mark.parametrize("kind", ["channel", "group"])
def test_a_thread_is_overheard_word_for_word(kind):
    incoming = read(in_channel("!my // 직원용 메모", channel_type=kind))
    assert (incoming.text, incoming.command) == ("!my // 직원용 메모", "")
    assert (incoming.overheard, incoming.private) == (True, False)
    assert incoming.conversation == "slack:T0CONCIERGE:C1:17.1"


@pytest.mark.parametrize(
    "update",
    [
        in_channel("스레드 밖", thread_ts=None),
        in_channel("<@U0BOT> 마감은?"),
        in_channel("봇", bot_id="B9"),
        in_channel("", subtype="message_deleted", previous_message={"user": "U1", "text": "네"}),
    ],
)
def test_what_else_is_said_in_a_channel_is_not_heard(update):
    assert read(update) is None


def test_an_edit_in_a_thread_is_overheard_too():
    update = changed("고친 답", before="답", thread_ts="17.1")
    update["event"] |= {"channel": "C1", "channel_type": "channel"}
    incoming = read(update)
    assert (incoming.text, incoming.edited, incoming.overheard) == ("고친 답", True, True)


def test_files_come_with_what_slack_tells_of_them():
    sent = {"id": "F1", "name": "공고.pdf", "mimetype": "application/pdf", "size": 9}
    gone = {"id": "F2", "mode": "tombstone"}
    incoming = read(direct("", subtype="file_share", files=[sent, gone]))
    assert incoming.files == (ReceivedFile("F1", "공고.pdf", "application/pdf", 9),)
    assert incoming.attachment is Attachment.FILE


def test_a_shared_message_is_read_like_a_pasted_one():
    passed_on = {"is_share": True, "text": "&lt;공고&gt; 11월 30일까지"}
    preview = {"is_msg_unfurl": True, "text": "미리 보기"}
    incoming = read(direct("이거 되나요?", attachments=[passed_on, preview]))
    assert (incoming.text, incoming.forwarded) == ("이거 되나요?\n\n<공고> 11월 30일까지", True)


def test_a_name_is_known_where_slack_sends_the_profile():
    profile = {"display_name": "김하나", "real_name": "Kim Hana"}
    assert read(direct("네", user_profile=profile)).name == "김하나"
    assert read(direct("네")).name == ""
    assert read(event({"type": "message", "channel_type": "im"})) is None
