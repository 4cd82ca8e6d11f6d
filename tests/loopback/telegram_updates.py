"""Updates as the Bot API sends them. https://core.telegram.org/bots/api#update"""

from __future__ import annotations

import re
import time
from itertools import count
from typing import Any

from tests.loopback.telegram_markup import units

BOT = {"id": 700, "is_bot": True, "first_name": "Concierge", "username": "sme_concierge_bot"}

_numbers = count(1)
_found = re.compile(r"(?P<mention>@\w+)|(?:^|(?<=\s))(?P<bot_command>/[A-Za-z0-9_]+(?:@\w+)?)")


def user(id: int = 42, language: str = "ko") -> dict[str, Any]:
    return {"id": id, "is_bot": False, "first_name": "하나", "language_code": language}


def private(id: int = 42) -> dict[str, Any]:
    return {"id": id, "type": "private", "first_name": "하나"}


def group(id: int = -100_500, *, forum: bool = False) -> dict[str, Any]:
    return {"id": id, "type": "supergroup", "title": "부산 수출 모임", "is_forum": forum}


def message(
    text: str = "", chat: dict[str, Any] | int = 42, language: str = "ko", **more: Any
) -> dict[str, Any]:
    """A ``Message`` of a new number; ``chat`` as a number is a private one with that person."""
    where = private(chat) if isinstance(chat, int) else chat
    who = user(chat if isinstance(chat, int) else 42, language)
    body = {"message_id": next(_numbers), "date": int(time.time()), "chat": where, "from": who}
    if text:
        body["text"] = text
        body["entities"] = entities(text)
    return body | more


def entities(text: str) -> list[dict[str, Any]]:
    return [
        {"type": found.lastgroup, "offset": units(text[: found.start()]), "length": len(found[0])}
        for found in _found.finditer(text)
    ]


def sticker(chat: int = 42, language: str = "ko") -> dict[str, Any]:
    file = {"file_id": "CAAC", "file_unique_id": "AgAD", "width": 512, "height": 512}
    shape = {"type": "regular", "is_animated": False, "is_video": False, "emoji": "👋"}
    return message(chat=chat, language=language, sticker=file | shape)


def photo(caption: str = "", chat: dict[str, Any] | int = 42, **more: Any) -> dict[str, Any]:
    size = {"file_id": "AgAC", "file_unique_id": "AQAD", "width": 90, "height": 90}
    body = message(chat=chat, photo=[size], **more)
    return body | {"caption": caption, "caption_entities": entities(caption)} if caption else body


def bot_message(text: str, chat: dict[str, Any]) -> dict[str, Any]:
    return {"message_id": next(_numbers), "date": 1, "chat": chat, "from": BOT, "text": text}


def press(
    data: str,
    chat: int = 42,
    under: dict[str, Any] | None = None,
    *,
    by: int = 0,
    language: str = "ko",
) -> dict[str, Any]:
    """A button under a message of the bot, ``under`` as the server keeps it; ``by`` somebody else
    than the private chat's person.
    """
    message = under or bot_message("?", private(chat))
    shown = {name: value for name, value in message.items() if name != "_params"}
    identity = {"id": str(next(_numbers)), "chat_instance": "1"}
    return identity | {"from": user(by or chat, language), "message": shown, "data": data}


def token_of(message: dict[str, Any], label: str) -> str:
    """What the button of that label carries back."""
    rows = message["reply_markup"]["inline_keyboard"]
    return next(str(b["callback_data"]) for row in rows for b in row if b["text"] == label)
