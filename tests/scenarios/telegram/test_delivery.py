"""Sending with the real SDK: limits, refusals and waits of the platform."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.messages import Block, BlockKind, Incoming, Outcome, Reply
from knowledge.programs import Language
from tests.fakes.channels import Answering, eventually
from tests.loopback.telegram_markup import units
from tests.loopback.telegram_messages import Refusal, blocked, too_many, upgraded
from tests.loopback.telegram_server import TelegramServer
from tests.loopback.telegram_updates import group, message
from tests.scenarios.telegram.desk import connected, reply, serving

CARD = {
    Language.KO: "✅ 조건 충족 · 해외 진출 지원사업 <지방 기업 & 중소기업>\n📅 2025년 5월 23일(금)까지",
    Language.JA: "✅ 条件を満たす · 海外展開支援 <地方企業 & 中小企業>\n📅 2025年5月23日（金）まで",
}


def saying(*replies: Reply) -> Answering:
    left = list(replies)

    async def respond(incoming: Incoming) -> Reply:
        return left.pop(0) if len(left) > 1 else left[0]

    return respond


@pytest.mark.parametrize("language", list(Language))
async def test_a_card_is_shown_with_its_emphasis_and_its_links(
    server: TelegramServer, tmp_path: Path, language: Language
) -> None:
    text = f"{CARD[language]}\n[1] J-Net21"
    name = text.partition(" · ")[2].partition("\n")[0]
    link = ("J-Net21", 'https://example.com/?a=1&b="2"')
    block = Block(BlockKind.CARD, text, strong=(name,), links=(link,))
    server.send(message("?"))
    card = Reply(language, Outcome.ANSWERED, (block,))
    async with serving(tmp_path, connected(server), respond=saying(card)):
        await eventually(lambda: bool(server.sent))
    shown = server.sent[0]
    assert shown["text"] == text
    at = units(text[: text.index(name)])
    assert shown["entities"] == [
        {"type": "bold", "offset": at, "length": units(name)},
        {"type": "text_link", "offset": units(text) - 7, "length": 7, "url": link[1]},
    ]


@pytest.mark.parametrize("language", list(Language))
async def test_a_long_reply_comes_in_parts_and_no_card_is_torn(
    server: TelegramServer, tmp_path: Path, language: Language
) -> None:
    cards = [f"{number}. {CARD[language]} " * 20 for number in range(12)]
    server.send(message("전부 보여 주세요"))
    long = reply(*cards, language=language)
    async with serving(tmp_path, connected(server), respond=saying(long)):
        await eventually(lambda: "\n\n".join(server.texts()).count("11. ") == 20)
    assert "\n\n".join(server.texts()).split("\n\n") == [card.strip() for card in cards]
    assert 1 < len(server.sent) < 12


async def test_a_wait_keeps_the_order_and_holds_up_nobody_else(
    server: TelegramServer, tmp_path: Path
) -> None:
    server.trouble[1] = [too_many(1)]
    async with serving(tmp_path, connected(server)):
        server.send(message("하나", chat=1))
        await eventually(lambda: not server.trouble[1])
        server.send(message("둘", chat=1))
        server.send(message("다른 사람", chat=2))
        await eventually(lambda: len(server.texts(2)) == 1)
        assert server.texts(1) == []
        await eventually(lambda: len(server.texts(1)) == 2)
    assert [text.split("\n")[0] for text in server.texts(1)] == ["「하나」", "「둘」"]


async def test_a_wait_within_a_long_reply_repeats_no_part(
    server: TelegramServer, tmp_path: Path
) -> None:
    parts = [str(number) * 4000 for number in range(3)]

    server.trouble[42] = [None, too_many(1)]
    server.send(message("길게"))
    async with serving(tmp_path, connected(server), respond=saying(reply(*parts))):
        await eventually(lambda: len(server.sent) == 3)
    assert server.texts() == parts
    assert len(server.called("sendMessage")) == 4


async def test_who_blocked_the_bot_is_not_written_to_again(
    server: TelegramServer, tmp_path: Path
) -> None:
    server.trouble[1] = [blocked()]
    server.send(message("길게", chat=1))
    parts = reply("가" * 4000, "나" * 4000)
    async with serving(tmp_path, connected(server), respond=saying(parts, reply("네"))):
        await eventually(lambda: not server.trouble[1])
        server.send(message("안녕", chat=2))
        await eventually(lambda: bool(server.texts(2)))
    assert len([call for call in server.called("sendMessage") if call["chat_id"] == "1"]) == 1


async def test_a_server_error_is_tried_again(server: TelegramServer, tmp_path: Path) -> None:
    server.trouble[42] = [Refusal(502, "Bad Gateway")]
    server.send(message("다시"))
    async with serving(tmp_path, connected(server)):
        await eventually(lambda: len(server.sent) == 1)


async def test_formatting_that_telegram_cannot_read_is_left_away(
    server: TelegramServer, tmp_path: Path
) -> None:
    words = "Bad Request: can't parse entities: Unsupported start tag"
    server.trouble[42] = [Refusal(400, words)]
    server.send(message("1 < 2 & 3"))
    async with serving(tmp_path, connected(server)):
        await eventually(lambda: len(server.sent) == 1)
    assert server.texts()[0].startswith("「1 < 2 & 3」")
    assert "parse_mode" not in server.sent[0]["_params"]


async def test_a_group_that_became_a_supergroup_is_followed(
    server: TelegramServer, tmp_path: Path
) -> None:
    server.trouble[-5] = [upgraded(-100_600)]
    server.send(message("@sme_concierge_bot 마감은?", chat=group(-5)))
    async with serving(tmp_path, connected(server)):
        await eventually(lambda: len(server.texts(-100_600)) == 1)


async def test_a_refused_message_does_not_hold_up_the_next(
    server: TelegramServer, tmp_path: Path
) -> None:
    server.trouble[42] = [Refusal(400, "Bad Request: TOPIC_CLOSED")]
    server.send(message("하나"))
    server.send(message("둘"))
    async with serving(tmp_path, connected(server)):
        await eventually(lambda: len(server.sent) == 1)
    assert server.texts()[0].startswith("「둘」")
