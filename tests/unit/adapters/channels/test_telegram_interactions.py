"""Presses, files, forwarded and quoted messages."""

from __future__ import annotations

from typing import Any

import pytest

from adapters.channels.telegram.translation import Identity, translate
from bot.messages import Address, Incoming, ReceivedFile
from knowledge.programs import Language
from tests.loopback.telegram_updates import bot_message, group, message, photo, press, private

US = Identity(700, "sme_concierge_bot")
SOMEBODY = {"type": "hidden_user", "sender_user_name": "기관", "date": 1}
FILE = {"file_id": "f", "file_unique_id": "f"}
PDF = FILE | {"file_name": "공고.pdf", "mime_type": "application/pdf", "file_size": 9}


def read(body: dict[str, Any], kind: str = "message") -> Incoming:
    incoming = translate({"update_id": 1, kind: body}, US)
    assert incoming
    return incoming


@pytest.mark.parametrize("language", list(Language))
def test_a_press_answers_the_message_that_its_button_hung_on(language: Language) -> None:
    card = bot_message("카드", private(42))
    tap = press("t0ken", under=card, language=language.value)
    incoming = read(tap, "callback_query")
    number = str(card["message_id"])
    extra = (("callback", tap["id"]),)
    assert incoming.address == Address("telegram", "42", extra=extra, message=number)
    assert (incoming.pressed, incoming.conversation) == ("t0ken", "telegram:42")
    assert (incoming.private, incoming.locale, incoming.name) == (True, language, "하나")
    assert (incoming.text, incoming.command) == ("", "")


def test_a_press_in_a_group_is_that_of_who_pressed() -> None:
    card = bot_message("카드", group()) | {"message_thread_id": 9, "is_topic_message": True}
    incoming = read(press("t", under=card, by=77), "callback_query")
    assert (incoming.person.id, incoming.private) == ("77", False)
    assert (incoming.conversation, incoming.address.thread) == ("telegram:-100500:9", "9")


def test_a_press_under_a_message_too_old_to_be_shown_is_a_press() -> None:
    old = {"chat": private(42), "message_id": 7, "date": 0}
    assert read(press("t", under=old), "callback_query").address.message == "7"


@pytest.mark.parametrize(
    "body", [press("t") | {"message": None}, press("t") | {"data": None, "game_short_name": "g"}]
)
def test_a_press_of_somewhere_else_is_nothing(body: dict[str, Any]) -> None:
    body = {name: value for name, value in body.items() if value is not None}
    assert translate({"update_id": 1, "callback_query": body}, US) is None


@pytest.mark.parametrize(
    ("body", "file"),
    [
        (message(document=PDF), ReceivedFile("f", "공고.pdf", "application/pdf", 9)),
        (message(document=FILE), ReceivedFile("f", "document")),
        (message(voice=FILE | {"duration": 3}), ReceivedFile("f", "voice.ogg", "audio/ogg")),
        (photo(), ReceivedFile("AgAC", "photo.jpg", "image/jpeg")),
    ],
)
def test_files(body: dict[str, Any], file: ReceivedFile) -> None:
    assert read(body).files == (file,)


def test_the_largest_size_of_a_photo_counts() -> None:
    sizes = [FILE | {"file_id": str(n), "width": n, "height": n} for n in (90, 800, 320)]
    assert [file.id for file in read(message(photo=sizes)).files] == ["800"]


def test_a_forwarded_message_is_a_text_and_never_a_command() -> None:
    incoming = read(message("/forget 부산 지원사업 공고", forward_origin=SOMEBODY))
    assert (incoming.command, incoming.text) == ("", "/forget 부산 지원사업 공고")
    assert incoming.forwarded


def test_what_a_message_answers_comes_with_it() -> None:
    card = bot_message("✅ 조건 충족 · 수출 바우처", private(42))
    assert read(message("마감은?", reply_to_message=card)).quoted == card["text"]
    quote = {"text": "수출 바우처", "position": 10}
    assert read(message("마감은?", reply_to_message=card, quote=quote)).quoted == "수출 바우처"
    assert read(message("마감은?")).quoted == ""


def test_an_edit_says_so() -> None:
    assert read(message("고쳤습니다", edit_date=1_800_000_000), "edited_message").edited
    assert not read(message("새 글")).edited
