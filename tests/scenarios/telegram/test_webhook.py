"""Telegram calls us: only Telegram, and it is told yes only after the commit."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from aiohttp import ClientSession

from adapters.channels.telegram import Telegram, Webhook
from adapters.listener import Listener
from bot.ports import Received
from tests.fakes.channels import FakeChannel, eventually
from tests.loopback.telegram_server import TelegramServer
from tests.loopback.telegram_updates import message
from tests.scenarios.telegram.desk import connected, serving

SECRET = "a-Secret_42"
HEADER = "X-Telegram-Bot-Api-Secret-Token"


@pytest.fixture
async def listener() -> AsyncIterator[Listener]:
    listening = Listener("127.0.0.1", 0)
    yield listening
    await listening.stop()


async def called_by(server: TelegramServer, listener: Listener, secret: str = SECRET) -> Telegram:
    """The channel, its listener running; the address is known only when the port is."""
    webhook = Webhook("", secret, listener.application)
    await listener.start()
    webhook._url = f"http://127.0.0.1:{listener.port}/telegram/webhook"
    return connected(server, webhook=webhook)


@pytest.mark.parametrize(
    ("language", "question", "answered"),
    [
        ("ko", "마감이 언제인가요?", "마감까지 8일 남았습니다."),
        ("ja", "締切はいつですか。", "締切まであと8日です。"),
    ],
)
async def test_a_question_is_answered(
    server: TelegramServer,
    listener: Listener,
    tmp_path: Path,
    language: str,
    question: str,
    answered: str,
) -> None:
    async with serving(tmp_path, await called_by(server, listener)):
        await eventually(lambda: bool(server.webhook))
        server.send(message(question, language=language))
        assert await server.deliver() == [200]
        await eventually(lambda: server.texts() == [f"「{question}」\n\n{answered}"])
    assert server.webhook["secret_token"] == SECRET


@pytest.mark.parametrize("header", [{}, {HEADER: "wrong"}, {HEADER: "비밀"}, {HEADER: ""}])
async def test_nobody_else_gets_in(
    server: TelegramServer, listener: Listener, tmp_path: Path, header: dict[str, str]
) -> None:
    async with serving(tmp_path, await called_by(server, listener)):
        await eventually(lambda: bool(server.webhook))
        server.send(message("들어가도 되나요?"))
        assert await server.deliver(header) == [401]
        server.send(message("들어왔습니다."))
        assert await server.deliver() == [200, 200]
        await eventually(lambda: len(server.sent) == 2)


async def test_a_repeated_call_is_answered_once(
    server: TelegramServer, listener: Listener, tmp_path: Path
) -> None:
    async with serving(tmp_path, await called_by(server, listener)):
        await eventually(lambda: bool(server.webhook))
        update = server.send(message("한 번만"))
        for _ in range(3):
            server.repeat(update)
        assert await server.deliver() == [200] * 4
        server.send(message("다음"))
        await server.deliver()
        await eventually(lambda: len(server.sent) == 2)


async def test_before_the_commit_is_possible_telegram_is_asked_to_come_again(
    server: TelegramServer, listener: Listener, tmp_path: Path
) -> None:
    class BrokenInbox:
        async def put(self, received: Received) -> bool:
            raise OSError("disk full")

    channel = await called_by(server, listener)
    server.webhook = {"url": channel._webhook._url, "secret_token": SECRET}
    server.send(message("아직인가요?"))
    assert await server.deliver() == [503]
    channel._webhook._inbox, channel._webhook._identity = BrokenInbox(), channel._identity
    assert await server.deliver() == [503]
    async with serving(tmp_path, channel):
        await eventually(lambda: bool(server.called("setWebhook")))
        assert await server.deliver() == [200]
        await eventually(lambda: len(server.sent) == 1)


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b'{"update_id": 7}', 200),
        (b"{", 400),
        (b"[]", 400),
        (b"\xff\xfe", 400),
        (b"[" * 100_000, 400),
        (b'{"update_id": "7"}', 400),
    ],
)
async def test_whatever_stands_in_a_call_it_is_never_a_server_error(
    server: TelegramServer, listener: Listener, tmp_path: Path, body: bytes, status: int
) -> None:
    async with serving(tmp_path, await called_by(server, listener)):
        await eventually(lambda: bool(server.webhook))
        headers = {HEADER: SECRET, "Content-Type": "application/json; charset=utf-8"}
        async with (
            ClientSession(headers=headers) as session,
            session.post(server.webhook["url"], data=body) as answer,
        ):
            assert answer.status == status


@pytest.mark.parametrize("secret", ["", "spaces are refused", "한글"])
async def test_a_webhook_needs_a_secret(
    server: TelegramServer,
    listener: Listener,
    tmp_path: Path,
    caplog: pytest.LogCaptureFixture,
    secret: str,
) -> None:
    other = FakeChannel("slack")
    async with serving(tmp_path, await called_by(server, listener, secret), other):
        await eventually(lambda: "TELEGRAM_WEBHOOK_SECRET" in caplog.text)
    assert not server.webhook


async def test_a_webhook_address_that_telegram_refuses_is_named(
    server: TelegramServer, listener: Listener, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    webhook = Webhook("http://example.com/telegram/webhook", SECRET, listener.application)
    async with serving(tmp_path, connected(server, webhook=webhook), FakeChannel("slack")):
        await eventually(lambda: "TELEGRAM_WEBHOOK_URL: Bad webhook" in caplog.text)
