"""Buttons under a message, with the real SDK: pressed, answered, changed in place."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from bot.messages import Address, Button, Incoming, Outgoing, Reply
from knowledge.programs import Language
from tests.fakes.channels import Answering, eventually
from tests.loopback.telegram_messages import Refusal, too_many
from tests.loopback.telegram_server import TelegramServer
from tests.loopback.telegram_updates import group, message, press, token_of
from tests.scenarios.telegram.desk import connected, reply, serving

LABELS = {Language.KO: ("알림 받기", "출처"), Language.JA: ("通知を受け取る", "出典")}
LATER = {Language.KO: "마감 7일 전에 알려 드립니다.", Language.JA: "締切の7日前にお知らせします。"}


def card(language: Language = Language.KO, **more) -> Reply:
    remind, source = LABELS[language]
    row = (Button(remind, "remind.set", token="t0ken"), Button(source, url="https://a.kr/?a=1&b=2"))
    return replace(reply("✅ 카드", language=language), buttons=(row,), **more)


def pressing(
    then: Reply, first: Reply | None = None, seen: list[Incoming] | None = None
) -> Answering:
    """A card, and ``then`` for whoever presses its button."""

    async def respond(incoming: Incoming) -> Reply:
        if seen is not None:
            seen.append(incoming)
        return then if incoming.pressed else first or card()

    return respond


async def pressed(server: TelegramServer, label: str = "알림 받기", **more) -> str:
    """Press it once the card is there; the number of the press."""
    await eventually(lambda: bool(server.sent))
    tap = press(token_of(server.sent[0], label), under=server.sent[0], **more)
    server.send(tap, "callback_query")
    await eventually(lambda: tap["id"] in server.toasts)
    return str(tap["id"])


@pytest.mark.parametrize("language", list(Language))
async def test_a_press_is_answered_below_the_card(
    server: TelegramServer, tmp_path: Path, language: Language
) -> None:
    seen: list[Incoming] = []
    then = reply(LATER[language], language=language)
    server.send(message("?"))
    async with serving(tmp_path, connected(server), respond=pressing(then, card(language), seen)):
        await pressed(server, LABELS[language][0], language=language.value)
        await eventually(lambda: server.texts() == ["✅ 카드", LATER[language]])
    assert (seen[1].pressed, seen[1].locale) == ("t0ken", language)
    assert seen[1].address.message == str(server.sent[0]["message_id"])


@pytest.mark.parametrize("language", list(Language))
async def test_a_card_is_changed_in_place(
    server: TelegramServer, tmp_path: Path, language: Language
) -> None:
    then = replace(reply(LATER[language], language=language), in_place=True)
    server.send(message("?"))
    async with serving(tmp_path, connected(server), respond=pressing(then, card(language))):
        await pressed(server, LABELS[language][0])
        await eventually(lambda: server.texts() == [LATER[language]])
    assert "reply_markup" not in server.sent[0]


async def test_a_card_that_stays_as_it_is_is_no_failure(
    server: TelegramServer, tmp_path: Path
) -> None:
    server.send(message("?"))
    async with serving(tmp_path, connected(server), respond=pressing(card(in_place=True))):
        await pressed(server)
        await eventually(lambda: len(server.called("editMessageText")) == 1)
        server.send(message("다음"))
        await eventually(lambda: len(server.sent) == 2)
    assert len(server.called("editMessageText")) == 1


async def test_a_card_that_is_gone_is_sent_anew(server: TelegramServer, tmp_path: Path) -> None:
    server.send(message("?"))
    then = replace(reply("새 카드"), in_place=True)
    async with serving(tmp_path, connected(server), respond=pressing(then)):
        await eventually(lambda: bool(server.sent))
        tap = press("t0ken", under=server.sent.pop())
        server.send(tap, "callback_query")
        await eventually(lambda: server.texts() == ["새 카드"])


async def test_a_long_change_goes_on_below_with_its_buttons(
    server: TelegramServer, tmp_path: Path
) -> None:
    then = replace(reply("가" * 4000, "나" * 4000), in_place=True, buttons=card().buttons)
    server.send(message("?"))
    async with serving(tmp_path, connected(server), respond=pressing(then)):
        await pressed(server)
        await eventually(lambda: server.texts() == ["가" * 4000, "나" * 4000])
    assert "reply_markup" not in server.sent[0]
    assert token_of(server.sent[1], "알림 받기") == "t0ken"


async def test_a_passing_word_alone_is_no_message(server: TelegramServer, tmp_path: Path) -> None:
    refusal = replace(reply("다른 분께 드린 버튼입니다."), toast="다른 분께 드린 버튼입니다.")
    server.send(message("@sme_concierge_bot ?", chat=group()))
    async with serving(tmp_path, connected(server), respond=pressing(refusal)):
        number = await pressed(server, by=77)
    assert server.toasts[number] == "다른 분께 드린 버튼입니다."
    assert len(server.sent) == 1


async def test_a_passing_word_that_comes_too_late_is_said(
    server: TelegramServer, tmp_path: Path
) -> None:
    server.send(message("?"))
    async with serving(
        tmp_path, connected(server), respond=pressing(replace(reply(), toast="저장"))
    ):
        await eventually(lambda: bool(server.sent))
        tap = press("t0ken", under=server.sent[0])
        server.send(tap, "callback_query")
        server.waiting.clear()  # Telegram has given it up
        await eventually(lambda: server.texts()[1:] == ["저장"])


async def test_the_spinner_of_a_press_that_says_nothing_ends(
    server: TelegramServer, tmp_path: Path
) -> None:
    server.send(message("?"))
    async with serving(tmp_path, connected(server), respond=pressing(reply())):
        number = await pressed(server)
    assert server.toasts[number] == ""
    assert len(server.sent) == 1


async def test_the_spinner_of_a_press_that_takes_long_ends_before(server: TelegramServer) -> None:
    channel = connected(server)
    await channel.open()
    server.waiting.add("9")
    address = Address("telegram", "42", extra=(("callback", "9"),), message="7")
    await channel.typing(address)
    assert server.waiting == {"9"}
    await channel.typing(address)
    assert server.toasts == {"9": ""}
    await channel.send(Outgoing(address, replace(reply(), toast="저장")))
    assert server.texts() == ["저장"]
    await channel.close()


async def test_a_wait_holds_for_a_change_too(server: TelegramServer, tmp_path: Path) -> None:
    server.send(message("?"))
    then = replace(reply("바뀐 카드"), in_place=True)
    async with serving(tmp_path, connected(server), respond=pressing(then)):
        await eventually(lambda: bool(server.sent))
        server.trouble[42] = [too_many(1)]
        await pressed(server)
        await eventually(lambda: server.texts() == ["바뀐 카드"])
    assert len(server.called("answerCallbackQuery")) == 1


async def test_a_button_address_that_telegram_refuses_costs_only_that_button(
    server: TelegramServer, tmp_path: Path
) -> None:
    words = "Bad Request: inline keyboard button URL 'https://a.kr' is invalid: Wrong HTTP URL"
    server.trouble[42] = [Refusal(400, words)]
    server.send(message("?"))
    async with serving(tmp_path, connected(server), respond=pressing(reply("네"))):
        await eventually(lambda: bool(server.sent))
    labels = [b["text"] for row in server.sent[0]["reply_markup"]["inline_keyboard"] for b in row]
    assert labels == ["알림 받기"]


async def test_a_draft_is_shown_in_private_chats_alone(server: TelegramServer) -> None:
    channel = connected(server)
    await channel.open()
    for room in ("42", "-100500"):
        await channel.typing(Address("telegram", room))
    assert [each["chat_id"] for each in server.called("sendMessageDraft")] == ["42"]
    assert [each["chat_id"] for each in server.called("sendChatAction")] == ["42", "-100500"]
    assert server.sent == []
    await channel.close()
