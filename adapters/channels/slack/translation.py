"""A Slack payload to an Incoming, purely."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from adapters.channels.slack.commands import after_slash, within
from adapters.channels.slack.interactions import asked_about, opened, pressed
from adapters.channels.slack.places import (
    CHANNEL,
    between_us,
    conversation,
    moment,
    person,
    team_of,
)
from adapters.channels.slack.plaintext import plain
from adapters.channels.slack.received import attachment_of, files_of, shared
from bot.messages import Address, Incoming
from bot.ports import Update

# Other subtypes are deletions, joins, topics and messages of bots.
_WRITTEN_BY_A_PERSON = (None, "file_share", "me_message", "thread_broadcast")


def translate(update: Update, commands: frozenset[str]) -> Incoming | None:
    """None for what is not addressed to the bot; ``commands`` are the words it knows as such."""
    if "command" in update:
        return _slash(update, commands)
    if update.get("type") == "block_actions":
        return pressed(update)
    if update.get("type") == "message_action":
        return asked_about(update)
    event = update.get("event")
    if not isinstance(event, Mapping) or _from_bot(update, event):
        return None
    match event.get("type"):
        case "app_home_opened":
            return opened(update, event)
        case "app_mention":
            return _mention(update, event, commands)
        case "message":
            return _message(update, event, commands)
    return None


def _ours(update: Update) -> set[str]:
    return {str(a.get("user_id")) for a in update.get("authorizations") or () if a.get("is_bot")}


def _from_bot(update: Update, event: Mapping[str, Any]) -> bool:
    """Whether a bot, this one or another, wrote what the event is about: its echo."""
    changed = event.get("message")
    author = changed if isinstance(changed, Mapping) else event
    return bool(author.get("bot_id")) or author.get("user") in _ours(update)


def _message(update: Update, event: Mapping[str, Any], commands: frozenset[str]) -> Incoming | None:
    """A direct message, or one in a thread of a channel that is not said to the bot. An edit that
    changed the words counts as a new message.
    """
    edited = event.get("subtype") == "message_changed"
    said = _as_edited(event) if edited else event
    if said is None or said.get("subtype") not in _WRITTEN_BY_A_PERSON or not said.get("user"):
        return None
    thread = str(said.get("thread_ts") or "")
    if event.get("channel_type") == "im":
        incoming = _written(update, said, commands, thread)
        return replace(incoming, edited=edited)
    words = str(said.get("text") or "")
    if not thread or any(f"<@{id}" in words for id in _ours(update)):
        return None  # who names the bot is heard by app_mention
    incoming = _written(update, said, None, thread)
    return replace(incoming, private=False, edited=edited, overheard=True)


def _as_edited(event: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """The message as it stands now; None where only a preview came."""
    now, before = event.get("message"), event.get("previous_message")
    if not isinstance(now, Mapping):
        return None
    if isinstance(before, Mapping) and before.get("text") == now.get("text"):
        return None
    return {**now, "channel": event.get("channel")}


def _mention(update: Update, event: Mapping[str, Any], commands: frozenset[str]) -> Incoming | None:
    if not event.get("user") or "edited" in event:
        return None
    thread = str(event.get("thread_ts") or event.get("ts") or "")
    return replace(_written(update, event, commands, thread), private=False)


def _written(
    update: Update, event: Mapping[str, Any], commands: frozenset[str] | None, thread: str
) -> Incoming:
    """Without ``commands`` every word is text."""
    team, room, ts = team_of(update), str(event["channel"]), str(event.get("ts") or "")
    own, passed_on = plain(str(event.get("text") or "")), shared(event)
    attachment = attachment_of(event, own or passed_on)
    command, text = ("", own) if commands is None else within(own, commands)
    return Incoming(
        person=person(str(event["user"])),
        conversation=conversation(team, room, thread),
        address=Address(CHANNEL, room, thread, ts, (("team", team),)),
        text="" if attachment else "\n\n".join(filter(None, (text, passed_on))),
        command=command,
        attachment=attachment,
        sent_at=moment(ts),
        name=_name(event),
        forwarded=bool(passed_on),
        files=files_of(event),
    )


def _name(event: Mapping[str, Any]) -> str:
    """Slack sends the profile along with some messages only; the rest come without a name."""
    profile = event.get("user_profile")
    if not isinstance(profile, Mapping):
        return ""
    return str(profile.get("display_name") or profile.get("real_name") or "")


def _slash(update: Update, commands: frozenset[str]) -> Incoming:
    user = str(update.get("user_id") or "")
    command, argument = after_slash(plain(str(update.get("text") or "")), commands)
    where, address = between_us(update, user)
    return Incoming(
        person=person(user),
        conversation=where,
        address=address,
        text=argument,
        command=command,
        name=str(update.get("user_name") or ""),
    )
