"""A Slack payload to an Incoming, purely.

Conversations: a direct message is ``slack:TEAM:CHANNEL``; a thread, in a channel or in a direct
message, is a case of its own, ``slack:TEAM:CHANNEL:THREAD``; ``/concierge`` is the person's,
``slack:TEAM:USER``.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from adapters.channels.slack.plaintext import only_emoji, plain
from bot.messages import Address, Attachment, Incoming, Person
from bot.ports import Update

CHANNEL = "slack"
RESPONSE_URL = "response_url"

# Other subtypes are edits, deletions, joins, topics and messages of bots.
_WRITTEN_BY_A_PERSON = (None, "file_share", "me_message", "thread_broadcast")
_KINDS = {"image": Attachment.PHOTO, "audio": Attachment.VOICE}


def translate(update: Update, commands: frozenset[str]) -> Incoming | None:
    """None for what is not addressed to the bot; ``commands`` are the words it knows as such."""
    if "command" in update:
        return _slash(update, commands)
    event = update.get("event")
    if not isinstance(event, Mapping) or _from_bot(update):
        return None
    if event.get("type") == "app_mention":
        return _mention(update, event, commands)
    if event.get("type") == "message" and event.get("channel_type") == "im":
        return _direct(update, event, commands)
    return None


def _from_bot(update: Update) -> bool:
    """Whether a bot, this one or another, wrote what the event is about: its echo."""
    event = update.get("event")
    if not isinstance(event, Mapping):
        return False
    changed = event.get("message")
    author = changed if isinstance(changed, Mapping) else event
    ours = {a.get("user_id") for a in update.get("authorizations") or () if a.get("is_bot")}
    return bool(author.get("bot_id")) or author.get("user") in ours


def _direct(update: Update, event: Mapping[str, Any], commands: frozenset[str]) -> Incoming | None:
    if event.get("subtype") not in _WRITTEN_BY_A_PERSON or not event.get("user"):
        return None
    return _written(update, event, commands, thread=event.get("thread_ts") or "", private=True)


def _mention(update: Update, event: Mapping[str, Any], commands: frozenset[str]) -> Incoming | None:
    if not event.get("user") or "edited" in event:
        return None
    thread = event.get("thread_ts") or event.get("ts") or ""
    return _written(update, event, commands, thread=thread, private=False)


def _written(
    update: Update,
    event: Mapping[str, Any],
    commands: frozenset[str],
    thread: str,
    *,
    private: bool,
) -> Incoming:
    team, room, ts = _team(update), str(event["channel"]), str(event.get("ts") or "")
    raw = plain(str(event.get("text") or ""))
    attachment = _attachment(event, raw)
    command, text = _command(raw, commands)
    return Incoming(
        person=Person(CHANNEL, str(event["user"])),
        conversation=":".join(part for part in (CHANNEL, team, room, thread) if part),
        address=Address(CHANNEL, room, thread, ts, (("team", team),)),
        text="" if attachment else text,
        command=command,
        attachment=attachment,
        private=private,
        sent_at=_moment(ts),
    )


def _slash(update: Update, commands: frozenset[str]) -> Incoming:
    team, user = _team(update), str(update.get("user_id") or "")
    url = str(update.get("response_url") or "")
    text = plain(str(update.get("text") or ""))
    word, _, rest = text.partition(" ")
    name = _name(word.lstrip("/!"))
    if not text and "help" in commands:
        command, argument = "help", ""
    else:
        command, argument = (name, rest.strip()) if name in commands else ("", text)
    return Incoming(
        person=Person(CHANNEL, user),
        conversation=f"{CHANNEL}:{team}:{user}",
        # The person is the room: nobody else reads the answer, and nobody else waits for it.
        address=Address(CHANNEL, user, extra=(("team", team), (RESPONSE_URL, url))),
        text=argument,
        command=command,
    )


def _command(text: str, commands: frozenset[str]) -> tuple[str, str]:
    """``!word`` and a lone word that is a command; ``/word`` (a client lets it through after a
    space) always, so that an unknown one can be told so.
    """
    word, _, rest = text.partition(" ")
    name = _name(word)
    if _name(text) in commands:
        return _name(text), ""
    mark, name = name[:1], name[1:]
    known = mark in ("!", "/") and name in commands
    if known or (mark == "/" and name.isascii() and name.isidentifier()):
        return name, rest.strip()
    return "", text


def _name(word: str) -> str:
    """Full-width ``！`` and capitals are what a phone's keyboard makes of a command."""
    return unicodedata.normalize("NFKC", word).casefold()


def _attachment(event: Mapping[str, Any], text: str) -> Attachment | None:
    if only_emoji(text):
        return Attachment.STICKER
    files = event.get("files")
    if text or not files:
        return None
    if files[0].get("subtype") == "slack_audio":  # its mimetype is video/…
        return Attachment.VOICE
    mimetype = str(files[0].get("mimetype") or "")
    return _KINDS.get(mimetype.partition("/")[0], Attachment.FILE)


def _team(update: Update) -> str:
    return str(update.get("team_id") or "")


def _moment(ts: str) -> datetime | None:
    try:
        return datetime.fromtimestamp(float(ts), UTC)
    except (ValueError, OverflowError):
        return None
