"""Updates as incoming messages."""

from __future__ import annotations

from typing import Any

import pytest

from adapters.channels.telegram.translation import Identity, key_of, translate
from bot.messages import Address, Attachment, Incoming
from knowledge.programs import Language
from tests.loopback.telegram_updates import bot_message, group, message, photo, press, sticker

US = Identity(700, "sme_concierge_bot")
NAME = "@sme_concierge_bot"


OTHER_BOT = {"from": {"id": 9, "is_bot": True, "first_name": "x"}}


def read(body: dict[str, Any], kind: str = "message") -> Incoming | None:
    return translate({"update_id": 1, kind: body}, US)


@pytest.mark.parametrize(
    ("code", "language"),
    [("ko", Language.KO), ("ko-KR", Language.KO), ("ja", Language.JA), ("en", None), ("", None)],
)
def test_a_private_question(code: str, language: Language | None) -> None:
    incoming = read(message(" 大阪の会社でも？ ", language=code))
    assert incoming
    assert incoming.text == "大阪の会社でも？"
    assert incoming.address == Address("telegram", "42")
    assert (incoming.conversation, incoming.person.id) == ("telegram:42", "42")
    assert (incoming.locale, incoming.private) == (language, True)
    assert incoming.sent_at
    assert incoming.sent_at.tzinfo


@pytest.mark.parametrize(
    ("written", "command", "text"),
    [
        ("/start", "start", ""),
        ("/Language ja", "language", "ja"),
        (f"/my{NAME}  회사 ", "my", "회사"),
        ("/company 부산\n제조업", "company", "부산\n제조업"),
        ("/도움말", "", "/도움말"),
        ("/usr/bin", "", "/usr/bin"),
        ("마감은 5/23", "", "마감은 5/23"),
    ],
)
def test_commands(written: str, command: str, text: str) -> None:
    incoming = read(message(written))
    assert incoming
    assert (incoming.command, incoming.text) == (command, text)


@pytest.mark.parametrize(
    "body",
    [
        message("/help@another_bot"),
        message("우리끼리", chat=group()),
        message("/help", chat=group()),
        message("@sme_concierge_bot2 안녕", chat=group()),
        message("메일은 a@sme_concierge_bot.kr", chat=group(), entities=[]),
        message("네", chat=group(), reply_to_message=bot_message("?", group()) | OTHER_BOT),
        message(new_chat_title="새 이름", chat=group()),
        message("봇이 말합니다") | OTHER_BOT,
        message("채널 글", chat=group(), is_automatic_forward=True),
        photo(chat=group()),
    ],
)
def test_what_is_not_for_us(body: dict[str, Any]) -> None:
    assert read(body) is None


@pytest.mark.parametrize(
    ("written", "text"),
    [
        (f"{NAME} 마감은?", "마감은?"),
        (f"{NAME}: 마감은?", "마감은?"),
        (f"📅 마감은 {NAME.upper()} 언제?", "📅 마감은 언제?"),
        (NAME, ""),
    ],
)
def test_a_mention_is_for_us_and_is_taken_out(written: str, text: str) -> None:
    incoming = read(message(written, chat=group()))
    assert incoming
    assert (incoming.text, incoming.private) == (text, False)


def test_a_command_after_our_name_is_a_command() -> None:
    incoming = read(message(f"{NAME} /language ja", chat=group()))
    assert incoming
    assert (incoming.command, incoming.text) == ("language", "ja")


def test_a_mention_of_one_without_a_name_counts() -> None:
    us = {"id": 700, "is_bot": True, "first_name": "Concierge"}
    entity = {"type": "text_mention", "offset": 0, "length": 4, "user": us}
    incoming = read(message("안내원님 마감은?", chat=group(), entities=[entity]))
    assert incoming
    assert incoming.text == "마감은?"


def test_everybody_in_a_group_shares_its_conversation_and_gets_an_answer_to_his_message() -> None:
    body = message(f"{NAME} 마감은?", chat=group())
    incoming = read(body)
    assert incoming
    assert incoming.conversation == "telegram:-100500"
    assert incoming.address == Address("telegram", "-100500", to=str(body["message_id"]))


def test_a_topic_is_a_conversation_of_its_own() -> None:
    topic = {"message_thread_id": 9, "is_topic_message": True}
    incoming = read(message(f"{NAME} 마감은?", chat=group(forum=True), **topic))
    assert incoming
    assert (incoming.conversation, incoming.address.thread) == ("telegram:-100500:9", "9")


def test_the_beginning_of_a_topic_is_no_question_of_ours() -> None:
    created = {"name": "수출", "icon_color": 1}
    begun = bot_message("", group()) | {"forum_topic_created": created}
    body = message("우리끼리", chat=group(), reply_to_message=begun)
    assert read(body) is None


def test_an_anonymous_administrator_is_the_group() -> None:
    anonymous = {"id": 1087968824, "is_bot": True, "first_name": "Group"}
    body = message(f"{NAME} 마감은?", chat=group(), sender_chat=group())
    incoming = read(body | {"from": anonymous})
    assert incoming
    assert incoming.person.id == "-100500"


FILE = {"file_id": "f", "file_unique_id": "f"}


@pytest.mark.parametrize(
    ("body", "attachment", "text"),
    [
        (sticker(), Attachment.STICKER, ""),
        (photo(), Attachment.PHOTO, ""),
        (photo("이 사업 되나요?"), Attachment.PHOTO, "이 사업 되나요?"),
        (message(voice=FILE | {"duration": 3}), Attachment.VOICE, ""),
        (message(document=FILE), Attachment.FILE, ""),
        (message(location={"latitude": 35.1, "longitude": 129.0}), Attachment.OTHER, ""),
    ],
)
def test_attachments(body: dict[str, Any], attachment: Attachment, text: str) -> None:
    incoming = read(body)
    assert incoming
    assert (incoming.attachment, incoming.text) == (attachment, text)


def test_an_edited_message_counts_as_a_new_one() -> None:
    incoming = read(message("고쳤습니다", edit_date=1_800_000_000), "edited_message")
    assert incoming
    assert incoming.text == "고쳤습니다"


def test_other_updates_are_not_for_us() -> None:
    assert read(press(""), "callback_query") is None
    assert translate({"update_id": 1, "something_new": {"a": 1}}, US) is None


def test_a_key_tells_apart_what_is_to_be_answered_apart() -> None:
    first, second = message("네"), message("네")
    album = [photo(media_group_id="9") for _ in range(2)]

    def key(body: dict[str, Any], number: int = 1, kind: str = "message") -> str:
        return key_of({"update_id": number, kind: body}, US)

    assert key(first) == key(first, 2) == key(first | {"edit_date": 5}, 3, "edited_message")
    assert len({key(first), key(second), key(first | {"text": "아니요"})}) == 3
    assert key(album[0]) == key(album[1])
    assert key(photo()) != key(photo())
    assert key_of({"update_id": 7, "my_chat_member": {}}, US) == "telegram:700:7"
    tap = press("x")
    assert key(tap, 8, "callback_query") == key(tap, 9, "callback_query")
    assert key(tap, 8, "callback_query") != key(press("x"), 8, "callback_query")
