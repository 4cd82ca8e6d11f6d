"""Buttons, the message shortcut and the home tab, to an Incoming. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from adapters.channels.slack.places import (
    CHANNEL,
    USER,
    WHISPER_URL,
    at_home,
    between_us,
    conversation,
    person,
    team_of,
)
from adapters.channels.slack.plaintext import plain
from adapters.channels.slack.received import attachment_of, files_of, shared
from bot.messages import Address, Incoming
from bot.ports import Update

SHORTCUT = "ask_concierge"
_PRIVATE = ("D", "U", "W")
"""A direct message, or a person (``between_us``)."""


def pressed(update: Update) -> Incoming | None:
    """None for what carries no value: a button that only opens a page."""
    actions: Any = update.get("actions") or ({},)
    token, user = str(actions[0].get("value") or ""), _part(update, "user")
    if not token or not user.get("id"):
        return None
    place = _place(update, str(user["id"]))
    if place is None:
        return None
    where, address = place
    return Incoming(
        person=person(str(user["id"])),
        conversation=where,
        address=address,
        private=address.room.startswith(_PRIVATE),
        pressed=token,
        name=_name(user),
    )


def asked_about(update: Update) -> Incoming | None:
    """The shortcut on a message: its words as if pasted, between the bot and who chose it."""
    user, message = _part(update, "user"), _part(update, "message")
    if update.get("callback_id") != SHORTCUT or not user.get("id"):
        return None
    own = plain(str(message.get("text") or ""))
    text = "\n\n".join(filter(None, (own, shared(message))))
    attachment = attachment_of(message, text)
    where, address = between_us(update, str(user["id"]))
    return Incoming(
        person=person(str(user["id"])),
        conversation=where,
        address=address,
        text="" if attachment else text,
        attachment=attachment,
        name=_name(user),
        forwarded=message.get("user") != user["id"],
        files=files_of(message),
    )


def opened(update: Update, event: Mapping[str, Any]) -> Incoming | None:
    """The home tab, to be published; None for the messages tab, which needs no answer."""
    user, room = str(event.get("user") or ""), str(event.get("channel") or "")
    if event.get("tab") != "home" or not user or not room:
        return None
    return Incoming(
        person=person(user),
        conversation=conversation(team_of(update), room),
        address=at_home(update, user, room),
        command="home",
    )


def _place(update: Update, user: str) -> tuple[str, Address] | None:
    """The conversation of the message that the button hung on, and the way back."""
    container, message = _part(update, "container"), _part(update, "message")
    view = _part(update, "view")
    if view:
        room = str(view.get("private_metadata") or user)
        address = at_home(update, user, room, message=str(view.get("id") or "home"))
        return conversation(team_of(update), room), address
    ts = str(container.get("message_ts") or message.get("ts") or "")
    if container.get("is_ephemeral"):  # only answers to /concierge and the shortcut are
        where, address = between_us(update, user)
        return where, Address(CHANNEL, address.room, extra=address.extra, message=ts)
    room = str(container.get("channel_id") or _part(update, "channel").get("id") or "")
    if not room or not ts:
        return None
    thread = str(container.get("thread_ts") or message.get("thread_ts") or "")
    if not thread and not room.startswith(_PRIVATE):
        thread = ts  # a message of ours in a channel is the beginning of its thread
    extra: tuple[tuple[str, str], ...] = (("team", team_of(update)), (USER, user))
    if url := update.get("response_url"):
        extra = (*extra, (WHISPER_URL, str(url)))
    address = Address(CHANNEL, room, thread, extra=extra, message=ts)
    return conversation(team_of(update), room, thread), address


def _name(user: Mapping[str, Any]) -> str:
    return str(user.get("name") or user.get("username") or "")


def _part(update: Update, name: str) -> Mapping[str, Any]:
    part = update.get(name)
    return part if isinstance(part, Mapping) else {}
