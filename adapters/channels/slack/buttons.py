"""Buttons under a message (docs.slack.dev/reference/block-kit/block-elements/button-element)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from bot.messages import Button

ROW = 5
"""Buttons that stand side by side on a usual screen; a block may have 25."""
MOST = 100
"""Buttons under one message."""
LABEL, VALUE, URL = 75, 2000, 3000
"""Characters."""
_TALL = 20
"""Rows from which on short ones are put together."""


def rows_of(rows: tuple[tuple[Button, ...], ...]) -> tuple[tuple[Button, ...], ...]:
    """As they are shown: those that do something, at most five in a row."""
    kept = [row for row in (tuple(filter(_works, row)) for row in rows) if row]
    if len(kept) > _TALL or sum(map(len, kept)) > MOST:
        kept = [tuple(button for row in kept for button in row)[:MOST]]
    return tuple(row[at : at + ROW] for row in kept for at in range(0, len(row), ROW))


def actions(rows: tuple[tuple[Button, ...], ...]) -> Iterator[dict[str, Any]]:
    for number, row in enumerate(rows_of(rows)):
        elements = [_element(button, f"{number}.{at}") for at, button in enumerate(row)]
        yield {"type": "actions", "elements": elements}


def _works(button: Button) -> bool:
    if button.url:
        return button.url.startswith(("https://", "http://")) and len(button.url) <= URL
    return 0 < len(button.token) <= VALUE and bool(button.label.strip())


def _element(button: Button, place: str) -> dict[str, Any]:
    label = button.label if len(button.label) <= LABEL else button.label[: LABEL - 1] + "…"
    text = {"type": "plain_text", "text": label, "emoji": True}
    does = {"url": button.url} if button.url else {"value": button.token}
    return {"type": "button", "action_id": place, "text": text} | does
