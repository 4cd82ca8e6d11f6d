"""Buttons under a message. https://core.telegram.org/bots/api#inlinekeyboardbutton"""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from bot.messages import Button

ROW = 8
MOST = 100
"""Buttons in a row and in a keyboard; Telegram refuses a larger one."""
DATA = 64
"""Bytes that a button carries back."""


def keyboard(rows: tuple[tuple[Button, ...], ...]) -> InlineKeyboardMarkup | None:
    """None where no button is left that does something."""
    shown: list[list[InlineKeyboardButton]] = []
    left = MOST
    for row in rows:
        buttons = list(_buttons(row))[:left]
        left -= len(buttons)
        shown += [buttons[at : at + ROW] for at in range(0, len(buttons), ROW)]
    return InlineKeyboardMarkup(shown) if shown else None


def without_links(rows: tuple[tuple[Button, ...], ...]) -> tuple[tuple[Button, ...], ...]:
    """For an address that Telegram does not take: the other buttons still work."""
    return tuple(tuple(button for button in row if not button.url) for row in rows)


def _buttons(row: tuple[Button, ...]) -> Iterator[InlineKeyboardButton]:
    for button in row:
        if urlsplit(button.url).scheme in ("https", "http"):
            yield InlineKeyboardButton(button.label, url=button.url)
        elif 0 < len(button.token.encode()) <= DATA:
            yield InlineKeyboardButton(button.label, callback_data=button.token)
