"""What the Bot API does with messages: keeps them, refuses them, in its own words."""

from __future__ import annotations

from collections import defaultdict
from itertools import count
from typing import Any

from tests.loopback.telegram_keyboards import fault
from tests.loopback.telegram_markup import Unparsable, parse, units
from tests.loopback.telegram_updates import BOT

Params = dict[str, Any]

MB = 1024 * 1024


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
    """``sent`` is what the bot sent, as it stands now; ``trouble[chat]`` are the refusals of the
    next ones to it, None for one that passes. ``waiting`` are presses that nobody has answered,
    ``toasts`` what the answered ones were told.
    """

    def __init__(self) -> None:
        self.sent: list[Params] = []
        self.trouble: dict[int, list[Refusal | None]] = defaultdict(list)
        self.files: dict[str, bytes] = {}
        self.waiting: set[str] = set()
        self.toasts: dict[str, str] = {}
        self._messages = count(5000)

    def texts(self, chat: int = 42) -> list[str]:
        return [each["text"] for each in self.sent if each["chat"]["id"] == chat and "text" in each]

    def last(self, chat: int = 42) -> Params:
        """The newest message to a chat."""
        return [each for each in self.sent if each["chat"]["id"] == chat][-1]

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
        """To a private chat; it never stands among the messages."""
        if int(params["chat_id"]) < 0 or not int(params.get("draft_id", 0)):
            raise Refusal(400, "Bad Request: DRAFT_INVALID")
        if params.get("text"):
            _text(params)
        return True

    def _edit(self, params: Params) -> Params:
        self._refuse(params)
        number, chat = int(params["message_id"]), int(params["chat_id"])
        found = (m for m in self.sent if (m["message_id"], m["chat"]["id"]) == (number, chat))
        message = next(found, None)
        if message is None:
            raise Refusal(400, "Bad Request: message to edit not found")
        if "text" not in message:
            raise Refusal(400, "Bad Request: there is no text in the message to edit")
        changed = _text(params) | _markup(params)
        shown = ("text", "entities", "reply_markup")
        if {n: changed.get(n) for n in shown} == {n: message.get(n) for n in shown}:
            words = "specified new message content and reply markup are exactly the same as a"
            raise Refusal(400, f"Bad Request: message is not modified: {words} current content")
        for name in shown:
            message.pop(name, None)
        message.update(changed | {"edit_date": 2})
        return {name: value for name, value in message.items() if name != "_params"}

    def _send_document(self, params: Params) -> Params:
        self._refuse(params)
        name, content = _uploaded(params, "document", 50 * MB)
        number = self.stored(content, "BQAC")
        file = {"file_id": number, "file_unique_id": number, "file_name": name}
        return self._keep(params, {"document": file | {"file_size": len(content)}})

    def _send_photo(self, params: Params) -> Params:
        self._refuse(params)
        _, content = _uploaded(params, "photo", 10 * MB)
        if not content.startswith((b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff")):
            raise Refusal(400, "Bad Request: IMAGE_PROCESS_FAILED")
        number = self.stored(content, "AgAC")
        size = {"file_id": number, "file_unique_id": number, "width": 90, "height": 90}
        return self._keep(params, {"photo": [size | {"file_size": len(content)}]})

    def stored(self, content: bytes, kind: str = "BQAC") -> str:
        """The file_id under which it can be fetched."""
        number = f"{kind}{len(self.files)}"
        self.files[number] = content
        return number

    def _keep(self, params: Params, content: Params) -> Params:
        chat = int(params["chat_id"])
        kind = {"type": "private", "first_name": "하나"} if chat > 0 else {"type": "supergroup"}
        where = {"id": chat, **kind} | ({} if chat > 0 else {"title": "모임"})
        message = {"message_id": next(self._messages), "date": 1, "chat": where, "from": BOT}
        if params.get("message_thread_id"):
            message["message_thread_id"] = params["message_thread_id"]
        message |= _markup(params)
        self.sent.append(message | content | {"_params": params})
        return message | content

    def _get_file(self, params: Params) -> Params:
        if params.get("file_id") not in self.files:
            raise Refusal(400, "Bad Request: invalid file_id")
        size = len(self.files[params["file_id"]])
        if size > 20 * MB:
            raise Refusal(400, "Bad Request: file is too big")
        id = params["file_id"]
        return {"file_id": id, "file_unique_id": id, "file_size": size, "file_path": f"docs/{id}"}

    def _answer_press(self, params: Params) -> bool:
        press = params.get("callback_query_id", "")
        if press not in self.waiting:
            words = "query is too old and response timeout expired or query ID is invalid"
            raise Refusal(400, f"Bad Request: {words}")
        if len(params.get("text", "")) > 200:
            raise Refusal(400, "Bad Request: MESSAGE_TOO_LONG")
        self.waiting.discard(press)
        self.toasts[press] = params.get("text", "")
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


def _markup(params: Params) -> Params:
    markup = params.get("reply_markup")
    if words := fault(markup):
        raise Refusal(400, f"Bad Request: {words}")
    return {"reply_markup": markup} if markup else {}


def _uploaded(params: Params, field: str, most: int) -> tuple[str, bytes]:
    """Of a multipart form; a text would be a file_id or an address."""
    given = params.get(field)
    if not isinstance(given, tuple):
        raise Refusal(400, f"Bad Request: there is no {field} in the request")
    name, content = given
    if not content:
        raise Refusal(400, "Bad Request: file must be non-empty")
    if len(content) > most:
        raise Refusal(413, "Request Entity Too Large")
    return str(name), bytes(content)
