"""The spinner on a pressed button: every press is answered once, with a passing word or without.

The reply's ``toast`` goes with the answer. A press whose reply takes longer than two ticks of the
typing sign (about four seconds) is answered empty; a toast that comes after that, or after Telegram
has given the press up, is said as a message where the reply has nothing else to say.
"""

from __future__ import annotations

import logging
from collections import deque

from telegram.error import BadRequest, TelegramError

from adapters.channels.telegram.api import Api
from adapters.channels.telegram.translation import CALLBACK
from bot.messages import Address

TOAST = 200
"""Characters. https://core.telegram.org/bots/api#answercallbackquery"""
_REMEMBERED = 1000

_log = logging.getLogger(__name__)


class Presses:
    """What it remembers only decorates: after a restart a press is answered again, which Telegram
    ignores or refuses, and either is fine.
    """

    def __init__(self, api: Api) -> None:
        self._api = api
        self._seen: deque[str] = deque(maxlen=_REMEMBERED)
        self._answered: deque[str] = deque(maxlen=_REMEMBERED)

    async def tick(self, address: Address) -> None:
        """The reply is not ready yet."""
        press = dict(address.extra).get(CALLBACK, "")
        if press in self._seen:
            await self.answer(address)
        elif press:
            self._seen.append(press)

    async def answer(self, address: Address, toast: str = "") -> bool:
        """Whether the toast was shown; failures are swallowed, the spinner ends by itself too."""
        press = dict(address.extra).get(CALLBACK, "")
        if not press or press in self._answered:
            return False
        self._answered.append(press)
        try:
            await self._api.answer_callback_query(press, text=toast[:TOAST] or None)
        except BadRequest:  # the query is too old
            return False
        except TelegramError as error:
            _log.info("telegram: a press was not answered: %s", type(error).__name__)
            return False
        return True
