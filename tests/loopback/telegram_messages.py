"""What the Bot API does with messages: keeps them, refuses them, in its own words."""

from __future__ import annotations

from collections import defaultdict
from itertools import count
from typing import Any

from tests.loopback.telegram_markup import Unparsable, parse, units
from tests.loopback.telegram_updates import BOT

Params = dict[str, Any]


class Refusal(Exception):
    def __init__(self, status: int, description: str, **parameters: Any) -> None:
        super().__init__(description)
        self.status = status
        self.parameters = parameters


def too_many(seconds: int) -> Refusal:
    return Refusal(429, f"Too Many Requests: retry after {seconds}", retry_after=seconds)


def blocked() -> Refusal:
    return Refusal(403, "Forbidden: bot was blocked by the user")


def upgraded(new_id: int) -> Refusal:
    words = "Bad Request: group chat was upgraded to a supergroup chat"
    return Refusal(400, words, migrate_to_chat_id=new_id)


class Messages:
    """``sent`` is what the bot sent; ``trouble[chat]`` are the refusals of the next
    ones to it, None for one that passes.
    """

    def __init__(self) -> None:
        self.sent: list[Params] = []
        self.trouble: dict[int, list[Refusal | None]] = defaultdict(list)
        self.files: dict[str, bytes] = {}
        self._messages = count(5000)

    def texts(self, chat: int = 42) -> list[str]:
        return [each["text"] for each in self.sent if each["chat"]["id"] == chat and "text" in each]

    def _chat_action(self, params: Params) -> bool:
        self._refuse(params)
        return True

    def _refuse(self, params: Params) -> None:
        if "chat_id" not in params:
            raise Refusal(400, "Bad Request: chat_id is empty")
        waiting = self.trouble[int(params["chat_id"])]
        if waiting and (refusal := waiting.pop(0)):
            raise refusal

    def _send_message(self, params: Params) -> Params:
        self._refuse(params)
        return self._keep(params, _text(params))

    def _send_draft(self, params: Params) -> bool:
        if int(params["chat_id"]) < 0 or not int(params.get("draft_id", 0)):
            raise Refusal(400, "Bad Request: DRAFT_INVALID")
        self._refuse(params)
        return True

    def _edit(self, params: Params) -> Params:
        self._refuse(params)
        number = int(params["message_id"])
        message = next((each for each in self.sent if each["message_id"] == number), None)
        if message is None:
            raise Refusal(400, "Bad Request: message to edit not found")
        changed = _text(params)
        if changed["text"] == message.get("text"):
            words = "specified new message content and reply markup are exactly the same"
            raise Refusal(400, f"Bad Request: message is not modified: {words}")
        message.update(changed)
        return {name: value for name, value in message.items() if name != "_params"}

    def _send_document(self, params: Params) -> Params:
        self._refuse(params)
        name, content = params["document"]
        number = f"BQAC{len(self.files)}"
        self.files[number] = content
        file = {"file_id": number, "file_unique_id": number, "file_name": name}
        return self._keep(params, {"document": file | {"file_size": len(content)}})

    def _keep(self, params: Params, content: Params) -> Params:
        chat = int(params["chat_id"])
        kind = {"type": "private", "first_name": "하나"} if chat > 0 else {"type": "supergroup"}
        where = {"id": chat, **kind} | ({} if chat > 0 else {"title": "모임"})
        message = {"message_id": next(self._messages), "date": 1, "chat": where, "from": BOT}
        for name in ("message_thread_id", "reply_markup"):
            if params.get(name):
                message[name] = params[name]
        self.sent.append(message | content | {"_params": params})
        return message | content

    def _get_file(self, params: Params) -> Params:
        if params.get("file_id") not in self.files:
            raise Refusal(400, "Bad Request: invalid file_id")
        size = len(self.files[params["file_id"]])
        if size > 20 * 1024 * 1024:
            raise Refusal(400, "Bad Request: file is too big")
        id = params["file_id"]
        return {"file_id": id, "file_unique_id": id, "file_size": size, "file_path": f"docs/{id}"}

    def _answer_press(self, params: Params) -> bool:
        if not params.get("callback_query_id"):
            raise Refusal(400, "Bad Request: query is too old and response timeout expired")
        if len(params.get("text", "")) > 200:
            raise Refusal(400, "Bad Request: MESSAGE_TOO_LONG")
        return True


def _text(params: Params) -> Params:
    text, entities = str(params.get("text", "")), params.get("entities", [])
    if params.get("parse_mode") == "HTML":
        try:
            text, entities = parse(text)
        except Unparsable as error:
            raise Refusal(400, f"Bad Request: can't parse entities: {error}") from error
    if not text.strip():
        raise Refusal(400, "Bad Request: message text is empty")
    if units(text) > 4096:
        raise Refusal(400, "Bad Request: message is too long")
    return {"text": text.strip()} | ({"entities": entities} if entities else {})
