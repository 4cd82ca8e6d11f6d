"""Telegram's errors, translated once."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import httpx
from telegram.error import (
    BadRequest,
    Conflict,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
)

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

_NOT_WANTED = ("not enough rights", "have no rights", "chat_write_forbidden", "user is deactivated")
_NEVER_SENT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout)


@contextmanager
def translated(token: str) -> Iterator[None]:
    """Without the chain: the SDK puts the token into its words when Telegram refuses it."""
    try:
        yield
    except TelegramError as error:
        raise _translate(error, str(error).replace(token, "…")) from None


def _translate(error: TelegramError, words: str) -> ConciergeError:
    if isinstance(error, InvalidToken):
        return BadSettings("Telegram refuses TELEGRAM_BOT_TOKEN; copy it again from @BotFather")
    if isinstance(error, RetryAfter):
        return TryLater(words, _seconds(error))
    if isinstance(error, Forbidden):
        return Blocked(words)
    if isinstance(error, BadRequest):  # a NetworkError to the SDK, though no retry mends it
        refused = any(sign in words.lower() for sign in _NOT_WANTED)
        return Blocked(words) if refused else Rejected(words)
    if isinstance(error, Conflict):
        return NotReady(f"another program receives with TELEGRAM_BOT_TOKEN: {words}")
    if isinstance(error, NetworkError) and isinstance(error.__cause__, httpx.HTTPError):
        sent = not isinstance(error.__cause__, _NEVER_SENT)
        return Unconfirmed(words) if sent else DeliveryFailed(words)
    return DeliveryFailed(words)


def _seconds(error: RetryAfter) -> float:
    pause: int | timedelta = error.retry_after
    return pause.total_seconds() if isinstance(pause, timedelta) else float(pause)
