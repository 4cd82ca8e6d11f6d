"""Long polling with the real SDK: nothing lost, nothing answered twice."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from adapters.channels.telegram import Telegram
from adapters.channels.telegram.translation import Identity, key_of
from adapters.stores.mailbox import SqlInbox
from bot.messages import Incoming, Reply
from bot.ports import Received
from tests.fakes.channels import FakeChannel, eventually
from tests.loopback.telegram_server import TelegramServer
from tests.loopback.telegram_updates import message, sticker
from tests.scenarios.telegram.desk import answer, connected, now, serving, store


@pytest.mark.parametrize(
    ("language", "question", "answered"),
    [
        ("ko", "이 사업 마감이 언제인가요?", "마감까지 8일 남았습니다."),
        ("ja", "この公募の締切はいつですか。", "締切まであと8日です。"),
    ],
)
async def test_a_question_is_answered(
    server: TelegramServer, tmp_path: Path, language: str, question: str, answered: str
) -> None:
    server.send(message(question, language=language))
    async with serving(tmp_path, connected(server)):
        await eventually(lambda: server.texts() == [f"「{question}」\n\n{answered}"])


async def test_typing_is_shown_first(server: TelegramServer, tmp_path: Path) -> None:
    async def slow(incoming: Incoming) -> Reply | None:
        await eventually(lambda: bool(server.called("sendChatAction")))
        return await answer(incoming)

    server.send(message("안녕하세요"))
    async with serving(tmp_path, connected(server), respond=slow):
        await eventually(lambda: bool(server.sent))
    shown = server.called("sendChatAction")[0]
    assert (shown["chat_id"], shown["action"]) == ("42", "typing")


async def test_a_repeated_update_is_answered_once(server: TelegramServer, tmp_path: Path) -> None:
    async with serving(tmp_path, connected(server)):
        update = server.send(message("한 번만"))
        await eventually(lambda: len(server.sent) == 1)
        server.repeat(update | {"update_id": 5000})
        server.send(message("다음"))
        await eventually(lambda: len(server.sent) == 2)
    assert [text.split("\n")[0] for text in server.texts()] == ["「한 번만」", "「다음」"]


async def test_an_edit_is_answered_only_if_the_text_changed(
    server: TelegramServer, tmp_path: Path
) -> None:
    asked = message("오사카 지원굼")
    async with serving(tmp_path, connected(server)):
        server.send(asked)
        await eventually(lambda: len(server.sent) == 1)
        server.send(asked | {"edit_date": asked["date"] + 1}, "edited_message")
        server.send(
            asked | {"edit_date": asked["date"] + 2, "text": "오사카 지원금"}, "edited_message"
        )
        await eventually(lambda: len(server.sent) == 2)
    assert [text.split("\n")[0] for text in server.texts()] == [
        "「오사카 지원굼」",
        "「오사카 지원금」",
    ]


async def test_an_update_is_confirmed_only_after_it_was_committed(
    server: TelegramServer, tmp_path: Path
) -> None:
    class Full(Exception):
        pass

    class BrokenInbox:
        async def put(self, received: Received) -> bool:
            raise Full

    server.send(message("디스크가 가득 찼습니다"))
    channel = connected(server)
    await channel.open()
    with pytest.raises(Full):
        await channel.receive(BrokenInbox())
    await channel.close()
    assert len(server.pending) == 1
    async with serving(tmp_path, connected(server)):
        await eventually(lambda: len(server.sent) == 1)
        await eventually(lambda: not server.pending)


async def test_a_question_left_by_a_killed_process_is_answered_by_the_next(
    server: TelegramServer, tmp_path: Path
) -> None:
    later = now() + timedelta(seconds=30)
    server.send(message("마감이 언제인가요?"))
    async with serving(tmp_path, connected(server)):
        await eventually(lambda: len(server.sent) == 1)
    # a process that committed and leased the next question, and then was no more
    await _commit_and_lease(server, tmp_path)
    async with serving(tmp_path, connected(server), clock=lambda: later):
        await eventually(lambda: len(server.sent) == 2)
    assert server.texts()[1].startswith("「그럼 서류는요?」")


async def _commit_and_lease(server: TelegramServer, folder: Path) -> None:
    update = server.send(message("그럼 서류는요?"))
    engine = store(folder)
    inbox = SqlInbox(engine, now)
    key = key_of(update, Identity(700))
    await inbox.put(Received(key, "telegram", update, "telegram:42"))
    assert await inbox.take({"telegram"})
    await engine.dispose()


async def test_questions_asked_while_nobody_was_there_are_answered_in_order(
    server: TelegramServer, tmp_path: Path
) -> None:
    for number in range(30):
        server.send(message(f"질문 {number}", chat=number % 3 + 1))
    async with serving(tmp_path, connected(server)):
        await eventually(lambda: len(server.sent) == 30)
    for chat in (1, 2, 3):
        asked = [text.split("\n")[0] for text in server.texts(chat)]
        assert asked == [f"「질문 {number}」" for number in range(chat - 1, 30, 3)]


@pytest.mark.parametrize(
    ("language", "told"), [("ko", "글로 적어 주세요."), ("ja", "文章でお書きください。")]
)
async def test_a_sticker_is_told_that_text_is_needed(
    server: TelegramServer, tmp_path: Path, language: str, told: str
) -> None:
    server.send(sticker(language=language))
    async with serving(tmp_path, connected(server)):
        await eventually(lambda: server.texts() == [told])


@pytest.mark.parametrize("token", ["700:AArevoked", "nonsense"])
async def test_a_refused_token_is_one_clear_line_and_the_other_channel_goes_on(
    server: TelegramServer, tmp_path: Path, caplog: pytest.LogCaptureFixture, token: str
) -> None:
    slack = FakeChannel("slack")
    slack.push("안녕하세요")
    async with serving(tmp_path, Telegram(token, api_url=server.url), slack):
        await eventually(lambda: len(slack.sent) >= 1)
        await eventually(lambda: "TELEGRAM_BOT_TOKEN" in caplog.text)
    errors = [each for each in caplog.records if each.levelname == "ERROR"]
    assert len(errors) == 1
    assert errors[0].exc_info is None
    assert token not in caplog.text


async def test_the_token_is_never_logged(
    server: TelegramServer, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO")
    server.send(message("안녕하세요"))
    async with serving(tmp_path, connected(server)):
        await eventually(lambda: len(server.sent) == 1)
    assert server.token not in caplog.text
