"""A Telegram update as an incoming message. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import blake2b
from typing import Any

from telegram import CallbackQuery, Message, MessageEntity, Update, User
from telegram.constants import ChatType, MessageEntityType

from adapters.channels.telegram.received import attachment_of, files_of
from bot.messages import Address, Incoming, Person
from knowledge.programs import Language

CHANNEL = "telegram"

_COMMAND = re.compile(
    r"/(?P<command>[a-z0-9_]{1,32})(@(?P<bot>\w+))?(\s+(?P<text>.*))?", re.IGNORECASE | re.DOTALL
)
_AFTER_A_NAME = " \t,:，、："
CALLBACK = "callback"
"""In an address: the press that waits to be answered."""


@dataclass(frozen=True, slots=True)
class Identity:
    """Who we are; the name without @."""

    id: int
    username: str = ""


def key_of(update: Mapping[str, Any], identity: Identity) -> str:
    """The same for what is to be answered once: a repeated update, an edit that left the text as
    it was (a link preview came, a location moved), the pictures of one album.

    Telegram numbers updates anew after an idle week; a message keeps its number.
    """
    if isinstance(pressed := update.get("callback_query"), dict) and pressed.get("id"):
        return f"{CHANNEL}:{identity.id}:press:{pressed['id']}"
    message = update.get("message") or update.get("edited_message")
    if not isinstance(message, dict):
        return f"{CHANNEL}:{identity.id}:{update['update_id']}"
    text = message.get("text") or message.get("caption") or ""
    what = message.get("message_id")
    if not text and (album := message.get("media_group_id")):
        what = f"album-{album}"
    digest = blake2b(text.encode("utf-8", "replace"), digest_size=8).hexdigest()
    return f"{CHANNEL}:{identity.id}:{message.get('chat', {}).get('id')}:{what}:{digest}"


def translate(update: Mapping[str, Any], identity: Identity) -> Incoming | None:
    """None where it is not for us: a group message that neither names nor answers the bot, a
    command for another bot, a notice about the chat. An edited message counts as a new one; what
    somebody else wrote is a text and no command.
    """
    read = Update.de_json(dict(update), None)
    if read.callback_query:
        return _pressed(read.callback_query)
    message = read.message or read.edited_message
    if message is None or message.is_automatic_forward:
        return None
    text, named = _without_our_name(message, identity)
    forwarded = message.forward_origin is not None
    command = None if forwarded else _COMMAND.fullmatch(text)
    person = _person(message)
    if person is None or not _is_for_us(message, command, identity, named=named):
        return None
    private = message.chat.type == ChatType.PRIVATE
    topic = str(message.message_thread_id or "") if message.is_topic_message else ""
    return Incoming(
        person=person,
        conversation=_conversation(message.chat.id, topic),
        address=Address(
            CHANNEL, str(message.chat.id), topic, "" if private else str(message.message_id)
        ),
        text=(command["text"] or "").strip() if command else text,
        command=command["command"].lower() if command else "",
        attachment=attachment_of(message),
        locale=_locale(message.from_user),
        private=private,
        sent_at=message.edit_date or message.date,
        name=_name(message),
        quoted=_quoted(message),
        forwarded=forwarded,
        edited=read.edited_message is not None,
        files=files_of(message),
    )


def _is_for_us(
    message: Message, command: re.Match[str] | None, identity: Identity, *, named: bool
) -> bool:
    """Says something, and to us: in private, by our name, as a command of ours or as an answer."""
    if message.text is None and attachment_of(message) is None:
        return False
    bot = command["bot"] if command else ""
    if bot:
        return bool(bot.lower() == identity.username.lower())
    private = message.chat.type == ChatType.PRIVATE
    return private or named or _answers_us(message, identity)


def _pressed(query: CallbackQuery) -> Incoming | None:
    """A button under a message of ours, also one too old to be shown to us with its text."""
    message = query.message
    if message is None or not query.data:  # of inline mode, of a game
        return None
    topic = ""
    if isinstance(message, Message) and message.is_topic_message:
        topic = str(message.message_thread_id or "")
    return Incoming(
        person=Person(CHANNEL, str(query.from_user.id)),
        conversation=_conversation(message.chat.id, topic),
        address=Address(
            CHANNEL,
            str(message.chat.id),
            topic,
            extra=((CALLBACK, query.id),),
            message=str(message.message_id),
        ),
        locale=_locale(query.from_user),
        private=message.chat.type == ChatType.PRIVATE,
        pressed=query.data,
        name=query.from_user.full_name,
    )


def _conversation(chat: int, topic: str) -> str:
    return f"{CHANNEL}:{chat}" + (f":{topic}" if topic else "")


def _without_our_name(message: Message, identity: Identity) -> tuple[str, bool]:
    """The text, and whether it named us. Entities count in UTF-16 units."""
    text = message.text or message.caption or ""
    raw = text.encode("utf-16-le", "surrogatepass")
    named = False
    for entity in reversed(message.entities or message.caption_entities):
        start, end = 2 * entity.offset, 2 * (entity.offset + entity.length)
        if _is_us(entity, raw[start:end].decode("utf-16-le", "replace"), identity):
            raw, named = raw[:start] + raw[end:], True
    if not named:
        return text.strip(), False
    left = raw.decode("utf-16-le", "surrogatepass")
    return re.sub(r"[ \t]{2,}", " ", left).strip().lstrip(_AFTER_A_NAME), True


def _is_us(entity: MessageEntity, text: str, identity: Identity) -> bool:
    if entity.type == MessageEntityType.TEXT_MENTION:
        return entity.user is not None and entity.user.id == identity.id
    ours = f"@{identity.username}".lower()
    return entity.type == MessageEntityType.MENTION and text.lower() == ours


def _answers_us(message: Message, identity: Identity) -> bool:
    """Every message of a topic answers its beginning: that does not count."""
    answered = message.reply_to_message
    if answered is None or answered.forum_topic_created or answered.from_user is None:
        return False
    return answered.from_user.id == identity.id


def _person(message: Message) -> Person | None:
    """An anonymous administrator writes as the group; bots are not answered."""
    if message.sender_chat:
        return Person(CHANNEL, str(message.sender_chat.id))
    if message.from_user is None or message.from_user.is_bot:
        return None
    return Person(CHANNEL, str(message.from_user.id))


def _name(message: Message) -> str:
    if message.sender_chat:
        return message.sender_chat.effective_name or ""
    return message.from_user.full_name if message.from_user else ""


def _quoted(message: Message) -> str:
    """The stretch that was marked, else the whole message that this one answers."""
    if message.quote:
        return message.quote.text
    answered = message.reply_to_message
    return (answered.text or answered.caption or "") if answered else ""


def _locale(user: User | None) -> Language | None:
    code = (user and user.language_code) or ""
    head = code.partition("-")[0].lower()
    return Language(head) if head in set(Language) else None
