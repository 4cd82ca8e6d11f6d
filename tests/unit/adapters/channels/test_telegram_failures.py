"""Telegram's errors as ours."""

from __future__ import annotations

from datetime import timedelta

import httpx
import pytest
from telegram.error import (
    BadRequest,
    Conflict,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)

from adapters.channels.telegram.failures import translated
from bot.errors import (
    BadSettings,
    Blocked,
    ConciergeError,
    DeliveryFailed,
    NotReady,
    Rejected,
    TryLater,
    Unconfirmed,
)

TOKEN = "700:AAsecret"


def caused(error: TelegramError, cause: Exception) -> TelegramError:
    error.__cause__ = cause
    return error


@pytest.mark.parametrize(
    ("error", "ours"),
    [
        (InvalidToken(f"The token `{TOKEN}` was rejected by the server."), BadSettings),
        (Forbidden("Forbidden: bot was blocked by the user"), Blocked),
        (BadRequest("Not enough rights to send text messages to the chat"), Blocked),
        (BadRequest("Chat not found"), Rejected),
        (Conflict("terminated by other getUpdates request"), NotReady),
        (NetworkError("Bad Gateway"), DeliveryFailed),
        (caused(NetworkError("refused"), httpx.ConnectError("")), DeliveryFailed),
        (caused(TimedOut(), httpx.PoolTimeout("")), DeliveryFailed),
        (caused(TimedOut(), httpx.ReadTimeout("")), Unconfirmed),
        (caused(NetworkError("gone"), httpx.RemoteProtocolError("")), Unconfirmed),
    ],
)
def test_each_error_has_its_one_meaning(error: TelegramError, ours: type[ConciergeError]) -> None:
    with pytest.raises(ConciergeError) as raised, translated(TOKEN):
        raise error
    assert type(raised.value) is ours
    assert TOKEN not in str(raised.value)
    assert raised.value.__suppress_context__


@pytest.mark.parametrize("pause", [7, timedelta(seconds=7)])
def test_a_wait_says_how_long(monkeypatch: pytest.MonkeyPatch, pause: int | timedelta) -> None:
    monkeypatch.setenv("PTB_TIMEDELTA", "1")
    with pytest.raises(TryLater) as raised, translated(TOKEN):
        raise RetryAfter(pause)
    assert raised.value.seconds == 7
