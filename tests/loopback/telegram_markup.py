"""Telegram's HTML as its server reads it: entities in UTF-16 units, refused where it is broken.

https://core.telegram.org/bots/api#html-style
"""

from __future__ import annotations

import re
from html import unescape
from typing import Any

_TAG = re.compile(r"<(/?)([a-zA-Z-]+)((?:\s[^<>]*)?)>")
_KINDS = {
    "b": "bold", "strong": "bold", "i": "italic", "em": "italic", "u": "underline",
    "s": "strikethrough", "code": "code", "pre": "pre", "blockquote": "blockquote", "a": "text_link",
    "tg-spoiler": "spoiler",
}  # fmt: skip


class Unparsable(Exception):
    """Its words are those of the server."""


def units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def parse(html: str) -> tuple[str, list[dict[str, Any]]]:
    text, at = "", 0
    entities: list[dict[str, Any]] = []
    open_tags: list[tuple[str, int, str]] = []
    for tag in _TAG.finditer(html):
        text += _plain(html[at : tag.start()], at)
        at = tag.end()
        closing, name, attributes = tag[1], tag[2].lower(), tag[3]
        if name not in _KINDS:
            raise Unparsable(f'Unsupported start tag "{name}" at byte offset {tag.start()}')
        if not closing:
            open_tags.append((name, units(text), attributes))
            continue
        if not open_tags or open_tags[-1][0] != name:
            raise Unparsable(f"Unexpected end tag at byte offset {tag.start()}")
        entities.append(_entity(*open_tags.pop(), units(text)))
    text += _plain(html[at:], at)
    if open_tags:
        raise Unparsable(f'Can\'t find end tag corresponding to start tag "{open_tags[-1][0]}"')
    return text, sorted(entities, key=lambda entity: (entity["offset"], -entity["length"]))


def _plain(part: str, at: int) -> str:
    if "<" in part:
        raise Unparsable(f"Unsupported start tag at byte offset {at + part.index('<')}")
    return unescape(part)


def _entity(name: str, start: int, attributes: str, end: int) -> dict[str, Any]:
    entity: dict[str, Any] = {"type": _KINDS[name], "offset": start, "length": end - start}
    if address := re.search(r'href="([^"]*)"', attributes):
        entity["url"] = unescape(address[1])
    return entity
