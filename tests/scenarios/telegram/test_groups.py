"""In a group the bot speaks only when spoken to, and where it was spoken to."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.fakes.channels import eventually
from tests.loopback.telegram_server import TelegramServer
from tests.loopback.telegram_updates import bot_message, group, message
from tests.scenarios.telegram.desk import connected, serving

NAME = "@sme_concierge_bot"


@pytest.mark.parametrize(
    ("language", "question", "answered"),
    [
        ("ko", "우리 회사도 되나요?", "마감까지 8일 남았습니다."),
        ("ja", "当社も対象ですか。", "締切まであと8日です。"),
    ],
)
async def test_a_mention_is_answered_to_its_message(
    server: TelegramServer, tmp_path: Path, language: str, question: str, answered: str
) -> None:
    server.send(message("우리끼리 하는 이야기", chat=group()))
    asked = message(f"{NAME} {question}", chat=group(), language=language)
    server.send(asked)
    async with serving(tmp_path, connected(server)):
        await eventually(lambda: server.texts(-100_500) == [f"「{question}」\n\n{answered}"])
    assert server.sent[0]["_params"]["reply_parameters"]["message_id"] == asked["message_id"]


async def test_an_answer_to_the_bot_counts_as_a_mention(
    server: TelegramServer, tmp_path: Path
) -> None:
    ours = bot_message("자본금이 얼마인가요?", group())
    server.send(message("5천만 원", chat=group(), reply_to_message=ours))
    async with serving(tmp_path, connected(server)):
        await eventually(lambda: len(server.sent) == 1)


async def test_a_topic_is_answered_in_the_topic(server: TelegramServer, tmp_path: Path) -> None:
    topic = {"message_thread_id": 9, "is_topic_message": True}
    server.send(message(f"{NAME} 마감은?", chat=group(forum=True), **topic))
    async with serving(tmp_path, connected(server)):
        await eventually(lambda: len(server.sent) == 1)
    assert server.sent[0]["message_thread_id"] == "9"


async def test_commands_for_other_bots_are_left_to_them(
    server: TelegramServer, tmp_path: Path
) -> None:
    server.send(message("/help@another_bot", chat=group()))
    server.send(message("/help", chat=group()))
    server.send(message(f"/help{NAME}", chat=group()))
    async with serving(tmp_path, connected(server)):
        await eventually(lambda: len(server.sent) == 1)
    assert server.texts(-100_500)[0].startswith("「/help」")
