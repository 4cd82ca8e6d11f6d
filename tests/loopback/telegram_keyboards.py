"""What the Bot API refuses in an inline keyboard.

https://core.telegram.org/bots/api#inlinekeyboardmarkup
"""

from __future__ import annotations

from typing import Any


def fault(markup: Any) -> str:
    """The server's words, or an empty string."""
    if not markup:
        return ""
    rows = markup.get("inline_keyboard") if isinstance(markup, dict) else None
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        return "object expected as reply markup"
    buttons = [button for row in rows for button in row]
    if len(buttons) > 100 or any(len(row) > 8 for row in rows):
        return "REPLY_MARKUP_TOO_LONG"
    return next(filter(None, map(_fault, buttons)), "")


def _fault(button: dict[str, Any]) -> str:
    if not str(button.get("text", "")).strip():
        return 'can\'t parse inline keyboard button: Field "text" must be of type String'
    if "url" in button:
        good = str(button["url"]).startswith(("http://", "https://", "tg://"))
        return (
            ""
            if good
            else f"inline keyboard button URL '{button['url']}' is invalid: Wrong HTTP URL"
        )
    if not 1 <= len(str(button.get("callback_data", "")).encode()) <= 64:
        return "BUTTON_DATA_INVALID"
    return ""
