"""Files in both directions, with the real SDK."""

from __future__ import annotations

import base64
from dataclasses import replace
from pathlib import Path

import pytest

from adapters.channels.telegram import Telegram
from bot.errors import BadInput, ConciergeError, DeliveryFailed, Rejected
from bot.messages import Address, Incoming, Outgoing, ReceivedFile, Reply, SentFile
from tests.fakes.channels import eventually
from tests.loopback.telegram_messages import Refusal, blocked, too_many
from tests.loopback.telegram_server import TelegramServer
from tests.loopback.telegram_updates import message
from tests.scenarios.telegram.desk import connected, reply, serving

PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 100


def sent(name: str, media_type: str, content: bytes) -> SentFile:
    return SentFile(name, media_type, base64.b64encode(content).decode())


CALENDAR = sent("마감.ics", "text/calendar", b"BEGIN:VCALENDAR\r\n")
PICTURE = sent("마감.png", "image/png", PNG)


@pytest.fixture
async def channel(server: TelegramServer):
    opened = connected(server)
    await opened.open()
    yield opened
    await opened.close()


async def test_a_calendar_and_a_picture_follow_the_words(
    server: TelegramServer, tmp_path: Path
) -> None:
    async def respond(_: Incoming) -> Reply:
        return replace(reply("마감 일정입니다."), files=(CALENDAR, PICTURE))

    server.trouble[42] = [None, too_many(1)]
    server.send(message("?"))
    async with serving(tmp_path, connected(server), respond=respond):
        await eventually(lambda: len(server.sent) == 3)
    words, document, photo = server.sent
    assert words["text"] == "마감 일정입니다."
    assert document["document"]["file_name"] == "마감.ics"
    assert server.files[document["document"]["file_id"]] == b"BEGIN:VCALENDAR\r\n"
    assert server.files[photo["photo"][0]["file_id"]] == PNG
    assert "caption" not in document["_params"]


async def test_a_picture_that_telegram_cannot_read_goes_as_a_file(
    server: TelegramServer, channel: Telegram
) -> None:
    broken = sent("마감.png", "image/png", b"no picture")
    await channel.send(Outgoing(Address("telegram", "42"), replace(reply(), files=(broken,))))
    assert [each["document"]["file_name"] for each in server.sent] == ["마감.png"]


async def test_a_file_to_somebody_who_left_says_so(
    server: TelegramServer, channel: Telegram
) -> None:
    server.trouble[42] = [blocked()]
    with pytest.raises(DeliveryFailed, match="blocked"):
        await channel.send(Outgoing(Address("telegram", "42"), replace(reply(), files=(CALENDAR,))))


async def test_what_somebody_sent_is_fetched(server: TelegramServer, channel: Telegram) -> None:
    id = server.stored(b"%PDF-1.7 " + b"x" * 100_000)
    fetched = await channel.download(ReceivedFile(id, "공고.pdf", size=100_009))
    assert fetched == server.files[id]


@pytest.mark.parametrize("told", [0, 21 * 1024 * 1024])
async def test_a_file_that_is_too_big_is_refused(
    server: TelegramServer, channel: Telegram, told: int
) -> None:
    id = server.stored(bytes(20 * 1024 * 1024 + 1))
    with pytest.raises(BadInput, match="20 MB"):
        await channel.download(ReceivedFile(id, "공고.pdf", size=told))


async def test_a_file_that_is_no_longer_there_is_refused(channel: Telegram) -> None:
    with pytest.raises(Rejected):
        await channel.download(ReceivedFile("nothing", "공고.pdf"))


@pytest.mark.parametrize("fault", ["gone", "unreachable"])
async def test_no_error_of_a_download_holds_the_token(
    server: TelegramServer, channel: Telegram, fault: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("DEBUG")
    id = server.stored(b"x")
    server._get_file = lambda _: {"file_id": id, "file_unique_id": id, "file_path": "docs/other"}
    if fault == "unreachable":
        channel._api._base_file_url = f"http://127.0.0.1:9/file/bot{server.token}"
    with pytest.raises(ConciergeError) as raised:
        await channel.download(ReceivedFile(id, "공고.pdf"))
    assert type(raised.value) is DeliveryFailed
    assert raised.value.__cause__ is None
    assert server.token not in f"{raised.value!r} {caplog.text}"


async def test_a_server_that_breaks_while_asked_for_a_file_may_be_tried_again(
    server: TelegramServer, channel: Telegram
) -> None:
    def broken(_: object) -> None:
        raise Refusal(502, "Bad Gateway")

    server._get_file = broken
    with pytest.raises(DeliveryFailed) as raised:
        await channel.download(ReceivedFile("f", "공고.pdf"))
    assert type(raised.value) is DeliveryFailed
