"""What Slack refuses in a message (docs.slack.dev/reference/block-kit, methods/chat.postMessage)."""

from __future__ import annotations

from typing import Any

_ELEMENTS = {"text", "link", "emoji", "user", "channel", "broadcast", "usergroup", "date"}
_SHAPES = {"rich_text_section", "rich_text_quote", "rich_text_list", "rich_text_preformatted"}


def refusal(text: Any, blocks: Any) -> str:
    """Slack's error word, or an empty string."""
    if not text and not blocks:
        return "no_text"
    if text and len(text) > 40_000:
        return "msg_too_long"
    if blocks is None:
        return ""
    if not valid(blocks, 50):
        return "invalid_blocks"
    return "msg_blocks_too_long" if sum(map(_length, blocks)) > 13_000 else ""


def valid(blocks: Any, most: int) -> bool:
    return isinstance(blocks, list) and len(blocks) <= most and all(map(_valid, blocks))


def _valid(block: Any) -> bool:
    match block.get("type"):
        case "divider":
            return True
        case "section":
            text = block.get("text") or {}
            return text.get("type") in {"mrkdwn", "plain_text"} and _short(text.get("text"))
        case "rich_text":
            parts = block.get("elements") or []
            return bool(parts) and all(
                part.get("type") in _SHAPES
                and part.get("elements")
                and all(map(_element, part["elements"]))
                for part in parts
            )
        case "actions":
            buttons = block.get("elements") or []
            ids = {button.get("action_id") for button in buttons}
            return (
                1 <= len(buttons) <= 25 and len(ids) == len(buttons) and all(map(_button, buttons))
            )
    return False


def _button(button: dict[str, Any]) -> bool:
    text = button.get("text") or {}
    return (
        button.get("type") == "button"
        and text.get("type") == "plain_text"
        and 1 <= len(text.get("text", "")) <= 75
        and 1 <= len(button.get("action_id", "")) <= 255
        and len(button.get("value", "")) <= 2000
        and str(button.get("url", "https://")).startswith(("http://", "https://"))
        and len(button.get("url", "")) <= 3000
    )


def _element(element: dict[str, Any]) -> bool:
    if element.get("type") == "link":
        return str(element.get("url", "")).startswith(("http://", "https://"))
    return element.get("type") in _ELEMENTS and bool(element.get("text", True))


def _short(text: Any) -> bool:
    return isinstance(text, str) and 1 <= len(text) <= 3000


def _length(block: dict[str, Any]) -> int:
    if block.get("type") == "actions":
        return sum(len(button["text"]["text"]) for button in block["elements"])
    parts = block.get("elements") or []
    texts = [e.get("text", "") for part in parts for e in part.get("elements", ())]
    return sum(map(len, texts)) + len((block.get("text") or {}).get("text", ""))
