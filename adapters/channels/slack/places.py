"""Where something was said, and how a reply finds back there.

Conversations: a direct message is ``slack:TEAM:CHANNEL``; a thread, in a channel or in a direct
message, is a case of its own, ``slack:TEAM:CHANNEL:THREAD``; ``/concierge`` and what is asked about
a message are the person's, ``slack:TEAM:USER``. The home tab belongs to the direct message.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from bot.messages import Address, Person
from bot.ports import Update

CHANNEL = "slack"
RESPONSE_URL = "response_url"
"""In an address: only the person sees the answer, five times within thirty minutes."""
WHISPER_URL = "whisper_url"
"""In an address: the same, for a passing word beside an answer that everybody sees."""
VIEW = "view"
"""In an address: ``home``, the tab that is published anew."""
USER = "user"


def conversation(team: str, room: str, thread: str = "") -> str:
    return ":".join(part for part in (CHANNEL, team, room, thread) if part)


def between_us(update: Update, user: str) -> tuple[str, Address]:
    """The conversation and address of what only this person sees, wherever it was typed. The person
    is the room: nobody else reads the answer, and nobody else waits for it.
    """
    team, url = team_of(update), str(update.get("response_url") or "")
    return (
        conversation(team, user),
        Address(CHANNEL, user, extra=(("team", team), (RESPONSE_URL, url))),
    )


def at_home(update: Update, user: str, room: str, *, message: str = "") -> Address:
    """``room`` is the person's direct message; ``message`` the view whose button was pressed."""
    extra = (("team", team_of(update)), (VIEW, "home"), (USER, user))
    return Address(CHANNEL, room, extra=extra, message=message)


def team_of(update: Update) -> str:
    team: Any = update.get("team")
    inner = team.get("id") if isinstance(team, Mapping) else ""
    return str(update.get("team_id") or inner or "")


def person(user: str) -> Person:
    return Person(CHANNEL, user)


def moment(ts: str) -> datetime | None:
    try:
        return datetime.fromtimestamp(float(ts), UTC)
    except (ValueError, OverflowError):
        return None
