"""Buttons in rows that a phone shows whole, and lists of them that are turned like pages."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from unicodedata import east_asian_width

from bot.messages import Button
from prompts import Phrasebook

ROWS = 8
"""At most so many where somebody leafs through choices; more push the text off a phone's screen."""
ANSWER_ROWS, ANSWER_BUTTONS = 4, 8
"""At most so many under an answer; whether facts may be kept is asked once in a row of its own."""
LONGEST = 20
"""Characters of a label; Telegram cuts a longer one itself, where it pleases."""
FULL_ROW, PADDING, MOST = 48, 4, 3
"""Half-width letters that a row of a phone shows, those that each button's frame takes of them, and
buttons in a row at most.
"""

Row = tuple[Button, ...]
Turn = Callable[[int], Button]
"""The button that leads to a page, or to a place in a list; its label is replaced."""


def clipped(text: str, longest: int = LONGEST) -> str:
    return text if len(text) <= longest else text[: longest - 1].rstrip() + "…"


def in_rows(buttons: Sequence[Button], most: int = MOST) -> tuple[Row, ...]:
    """As many in a row as a phone shows beside each other, in their order. All of a row are as
    wide as the widest.
    """
    rows: list[list[Button]] = []
    for button in buttons:
        if not rows or not _fits([*rows[-1], button], most):
            rows.append([])
        rows[-1].append(button)
    return tuple(tuple(row) for row in rows)


def paged(
    book: Phrasebook,
    buttons: Sequence[Button],
    start: int,
    rows: int,
    turn: Turn,
    most: int | None = None,
) -> tuple[tuple[Row, ...], Row]:
    """The rows from the button ``start`` on, at most ``rows`` of them and ``most`` buttons (all that
    fit where it is None), and what leads before and after them (empty if all fit). ``turn`` gets
    the first button of those it leads to, so that nothing is passed over where one page has more
    room than the other.
    """
    most = most or len(buttons)
    shown = in_rows(buttons[start : start + most])[:rows]
    end = start + sum(map(len, shown))
    before = in_rows(buttons[:start][::-1][:most])[:rows]
    steps = []
    if start:
        steps.append(("pages.less", start - sum(map(len, before))))
    if end < len(buttons):
        steps.append(("pages.more", end))
    turned = (Button(book.say(key), turn(to).action, turn(to).values) for key, to in steps)
    return shown, tuple(turned)


def turning(book: Phrasebook, page: int, pages: int, turn: Turn) -> Row:
    """Back and on, where there is something; pages count from 0."""
    steps = [("pages.back", page - 1), ("pages.on", page + 1)]
    return tuple(
        Button(book.say(key, page=to + 1, pages=pages), turn(to).action, turn(to).values)
        for key, to in steps
        if 0 <= to < pages
    )


def _fits(row: Sequence[Button], most: int) -> bool:
    widest = max(_width(button.label) for button in row)
    return len(row) <= most and len(row) * (widest + PADDING) <= FULL_ROW


def _width(text: str) -> int:
    """Hangul, kana and kanji are two letters wide."""
    return sum(2 if east_asian_width(letter) in "WF" else 1 for letter in text)
