"""Logs hold no token, no person and no word of what anybody wrote."""

from __future__ import annotations

import asyncio
import io
import json
import logging
from collections.abc import Iterator

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.exc import OperationalError

from adapters.stores.database import QUIET
from bot.errors import DeliveryFailed
from bot.logs import OURS, JsonForm, TextForm, masked, settle_logs, talking
from bot.reception import Reception
from tests.fakes.channels import FakeChannel, eventually, sending
from tests.fakes.mailbox import FakeInbox, FakeOutbox, Mailbox
from tests.unit.bot.test_reception import QUICK

CANARIES = (
    "7001234567:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw",
    "xoxb-123456789012-abcDEF",
    "xapp-1-A0-99-deadbeef",
    "sk-proj-abcdefghijkl1234",
    "010-1234-5678",
    "01012345678",
    "+82 10-1234-5678",
    "090-1234-5678",
    "03-1234-5678",
    "kim@example.co.kr",
    "900101-1234567",
    "telegram:55667788",
    "slack:T1:D0ABCDEF",
)


@pytest.fixture(params=[TextForm, JsonForm])
def written(request: pytest.FixtureRequest) -> Iterator[io.StringIO]:
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(request.param())
    root = logging.getLogger()
    root.addHandler(handler)
    yield stream
    root.removeHandler(handler)


@pytest.mark.parametrize("canary", CANARIES)
def test_what_names_somebody_or_opens_something_is_masked(
    written: io.StringIO, canary: str
) -> None:
    logging.getLogger("bot.x").warning("could not reach %s today", canary)
    assert "today" in written.getvalue()
    assert canary not in written.getvalue()


@pytest.mark.parametrize(
    "plain",
    [
        "version 20261122T101112-ab12cd34",
        "127.0.0.1:8080 taken",
        "2026-11-22 10:00",
        "https://www.j-net21.smrj.go.jp/snavi/articles/123456",
        "12 added, 3 changed",
    ],
)
def test_what_names_nobody_stays(plain: str) -> None:
    assert masked(plain) == plain


@pytest.mark.parametrize(
    "address",
    [
        "https://api.telegram.org/bot7001234567:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw/getMe",
        "https://apis.data.go.kr/x?serviceKey=abc%2Bdef&page=1",
        "postgresql://concierge:hunter2@db/concierge",
        "Authorization: Bearer abcdef123456",
        'CONCIERGE_CONSOLE_REGIONS={"JP-27": "of-osaka-42", "KR": "of-korea-42"}',
    ],
)
def test_an_address_loses_its_secret(address: str) -> None:
    found = masked(address)
    for secret in ("AAHdqTcv", "abc%2Bdef", "hunter2", "abcdef123456", "osaka", "korea"):
        assert secret not in found


def test_words_of_a_foreign_error_are_withheld_and_ours_are_told(written: io.StringIO) -> None:
    log = logging.getLogger("bot.x")
    for error in (ValueError("제 비밀은 canary"), DeliveryFailed("the platform is down")):
        try:
            raise error  # noqa: TRY301
        except Exception:
            log.exception("it failed")
    assert "canary" not in written.getvalue()
    assert "the platform is down" in written.getvalue()
    assert "test_logs.py" in written.getvalue()


def test_a_database_error_hides_what_was_written(written: io.StringIO) -> None:
    engine = create_engine("sqlite://", **QUIET)
    with pytest.raises(OperationalError) as caught, engine.connect() as connection:
        connection.execute(text("INSERT INTO nowhere VALUES (:said)"), {"said": "canary"})
    logging.getLogger("bot.x").error("no", exc_info=caught.value)
    assert "canary" not in written.getvalue()
    assert "no such table" in written.getvalue()


def test_a_record_carries_the_conversation_without_naming_it() -> None:
    record = logging.LogRecord("bot", logging.INFO, "", 0, "hello", None, None)
    with talking("telegram:1"):
        first = json.loads(JsonForm().format(record))["conversation"]
    with talking("telegram:2"):
        second = json.loads(JsonForm().format(record))["conversation"]
    assert first != second
    assert len(first) == 12
    assert "conversation" not in json.loads(JsonForm().format(record))


@pytest.mark.parametrize("form", ["text", "json"])
def test_a_library_that_sets_its_own_level_is_heard_from_warning_on(
    capsys: pytest.CaptureFixture[str], form: str
) -> None:
    root, library = logging.getLogger(), logging.getLogger("a_library")
    before, level = list(root.handlers), root.level
    library.setLevel(logging.DEBUG)
    settle_logs(form)
    library.debug("a detail")
    library.warning("a fault")
    root.handlers[:] = before
    root.setLevel(level)
    for name in OURS:
        logging.getLogger(name).setLevel(logging.NOTSET)
    told = capsys.readouterr().err
    assert ("a fault" in told, "a detail" in told) == (True, False)


async def test_a_message_that_fails_leaves_none_of_its_words_in_the_log(
    written: io.StringIO,
) -> None:
    async def break_down(incoming):
        raise RuntimeError(incoming.text)

    channel, mailbox = FakeChannel(), Mailbox()
    inbox, outbox = FakeInbox(mailbox), FakeOutbox(mailbox)
    named = {channel.name: channel}
    running = asyncio.create_task(
        Reception(inbox, outbox, named, sending(break_down), pace=QUICK).run()
    )
    channel.push("canary 010-1234-5678", chat="55667788", key="telegram:1:55667788:9:ab")
    await eventually(lambda: "could not be answered" in written.getvalue())
    running.cancel()
    await asyncio.wait({running})
    found = written.getvalue()
    assert not [word for word in ("canary", "010-1234", "55667788") if word in found]
