"""What the conversation asks of the outside. Channels get callables, not the concierge."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, Protocol

from bot.messages import (
    Address,
    Incoming,
    Outgoing,
    Person,
    Question,
    ReceivedFile,
    Reply,
    Role,
)
from knowledge.programs import Language

Ask = Callable[[Question], Awaitable[Reply]]
"""A question in, its reply out; never raises (a failure is an outcome)."""

Resume = Callable[..., Awaitable[Reply]]
"""``await resume(question, heard, about)``: answer anew after a button; see ``Concierge.resume``."""

Respond = Callable[[Incoming], Awaitable[tuple[Outgoing, ...]]]
"""An incoming message, text, command or button, to what is to be sent, to whomever."""

Clock = Callable[[], datetime]
"""The present moment, aware, in UTC."""

Update = Mapping[str, Any]
"""A platform's update as JSON, exactly as received."""


@dataclass(frozen=True, slots=True)
class Received:
    """An inbox row: ``key`` is unique for the platform's update, so that a repeat is one row.

    Rows of one ``conversation`` are handled one after the other; the reception fills it in.
    """

    key: str
    channel: str
    update: Update
    conversation: str = ""


class Intake(Protocol):
    """All that a channel sees of the inbox."""

    async def put(self, received: Received) -> bool:
        """Commit; False if there was nothing to keep: known already, or not for the bot.

        Only after it has returned may the platform be told that the update has arrived.
        """
        ...


class Inbox(Intake, Protocol):
    """Updates committed before they are acknowledged, taken in order per conversation."""

    async def take(self, channels: Collection[str]) -> Received | None:
        """Lease the oldest update of these channels whose conversation is free, or None."""
        ...

    async def done(self, key: str, outgoing: tuple[Outgoing, ...]) -> None:
        """Mark handled and commit its replies to the outbox, in one transaction; once only."""
        ...

    async def failed(self, key: str, error: str, apology: tuple[Outgoing, ...] = ()) -> None:
        """Count an attempt; at the third the row is set aside, never dropped, and the apology
        goes to the outbox.
        """
        ...

    async def renew(self, keys: Collection[str]) -> None:
        """Keep these for another lease: what is taken and not renewed counts as a dead worker's."""
        ...

    async def release(self) -> None:
        """Give back what was taken here and not finished."""
        ...


EXPIRED = "expired before it could be sent"
"""The error of a message whose ``until`` had passed."""


class Fate(StrEnum):
    """``EXPIRED``: its ``until`` had passed before it could be sent."""

    UNKNOWN = "unknown"
    WAITING = "waiting"
    SENT = "sent"
    EXPIRED = "expired"
    FAILED = "failed"


class Outbox(Protocol):
    """Replies committed before they are sent; in order per room."""

    async def take(self, channels: Collection[str]) -> Outgoing | None:
        """Lease the next message of these channels whose room is not waiting, or None."""
        ...

    async def sent(self, id: str) -> None: ...

    async def wait(self, id: str, seconds: float) -> None:
        """The platform asked to wait: this room pauses, others go on."""
        ...

    async def give_up(self, id: str, error: str, *, room: bool = False) -> None:
        """Set the message aside with the reason; with ``room`` all that wait for its room."""
        ...

    async def renew(self, ids: Collection[str]) -> None: ...

    async def release(self) -> None: ...

    async def post(self, key: str, outgoing: tuple[Outgoing, ...]) -> bool:
        """Commit messages that no update asked for; False if ``key`` was posted before."""
        ...

    async def fate(self, key: str) -> Fate:
        """What became of what was posted under ``key``."""
        ...

    async def cancel(self, key: str) -> bool:
        """Take back what nobody has begun to send; False if it is too late for that."""
        ...


Post = Callable[..., Awaitable[bool]]
"""``await post(key, *outgoing)``: say something unasked, once for ever under that key."""


@dataclass(frozen=True, slots=True)
class Tap:
    """What a button does. ``person`` alone may press it, unless ``may`` is staff or admin."""

    action: str
    values: tuple[str, ...]
    person: Person | None
    conversation: str
    language: Language
    may: Role


class Taps(Protocol):
    """Buttons by their tokens: 16 characters, far below the 64 bytes that Telegram allows."""

    async def keep(self, taps: Mapping[str, Tap]) -> None: ...

    async def find(self, token: str) -> Tap | None:
        """None where it was forgotten or has expired."""
        ...

    async def forget(self, person: Person, conversation: str) -> int:
        """How many buttons of this person or conversation are gone."""
        ...

    async def sweep(self, before: datetime) -> int:
        """Drop those made before."""
        ...


class Roles(Protocol):
    """Who is who; asked at every act."""

    async def is_admin(self, person: Person) -> bool: ...

    async def is_staff(self, person: Person) -> bool:
        """Admins are staff too."""
        ...


class Channel(Protocol):
    """A messenger. ``receive`` commits each update to the inbox before acknowledging it."""

    name: str

    async def open(self) -> None:
        """Learn who we are at the platform, before anything else is asked of the channel; raises
        BadSettings if it refuses the token, DeliveryFailed if it cannot be reached.
        """
        ...

    async def receive(self, inbox: Intake) -> None:
        """Receive until cancelled; raises BadSettings if the platform refuses the token."""
        ...

    def translate(self, update: Update) -> Incoming | None:
        """Pure. None for updates that are not for the bot (a group message without mention)."""
        ...

    async def typing(self, address: Address) -> None:
        """Show that an answer is on its way; failures are swallowed."""
        ...

    def parts(self, outgoing: Outgoing) -> tuple[Outgoing, ...]:
        """Pure. The reply as messages within the platform's limits, no block broken without need.

        Each becomes an outbox row, so that a wait or a crash in between repeats none of them.
        """
        ...

    async def send(self, outgoing: Outgoing) -> None:
        """Render one part for the platform and send it; raises DeliveryFailed."""
        ...

    async def download(self, file: ReceivedFile) -> bytes:
        """The bytes of a file somebody sent; raises DeliveryFailed, BadInput where it is too big."""
        ...

    async def close(self) -> None: ...


class Memory(Protocol):
    """What is remembered of a conversation, as JSON."""

    async def load(self, conversation: str) -> Mapping[str, Any] | None: ...

    async def save(self, conversation: str, state: Mapping[str, Any]) -> None: ...

    async def forget(self, conversation: str) -> None: ...

    async def within(self, room: str) -> Sequence[str]:
        """The conversation of this name and its threads (the same with a colon and more)."""
        ...

    async def idle(self, before: datetime) -> Sequence[str]:
        """Conversations of which nothing was saved since."""
        ...
