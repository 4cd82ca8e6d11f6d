"""What the console asks of the outside: who is signed in, what was said, how the queues stand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.messages import Outgoing


@dataclass(frozen=True, slots=True)
class Session:
    """Somebody at the console. ``id`` names them in the record of acts and is no secret; ``name`` is
    what they called themselves; ``region`` is where alone they look, empty for everywhere.
    """

    id: str
    name: str
    since: datetime
    region: str = ""


class Sessions(Protocol):
    """Who is signed in, by a digest of the secret that their browser holds."""

    async def open(self, digest: str, session: Session, until: datetime) -> None: ...

    async def find(self, digest: str, now: datetime) -> Session | None:
        """None where it has ended or run out."""
        ...

    async def close(self, digest: str) -> None: ...

    async def refuse(self, origin: str, now: datetime) -> None:
        """Somebody at ``origin`` gave a wrong token."""
        ...

    async def refusals(self, origin: str, since: datetime) -> int: ...


@dataclass(frozen=True, slots=True)
class Line:
    """What was said in a try-it chat: by the person, or as a reply."""

    id: str
    at: datetime
    said: str = ""
    reply: Outgoing | None = None


class Transcripts(Protocol):
    """Try-it chats, in the order in which things were said."""

    async def add(self, conversation: str, line: Line) -> None:
        """The same id twice is one line."""
        ...

    async def change(self, conversation: str, id: str, reply: Outgoing) -> bool:
        """False where there is no such line."""
        ...

    async def answered(self, conversation: str, key: str) -> bool:
        """Whether a line was added or changed by the reply to what came in under ``key``."""
        ...

    async def lines(self, conversation: str) -> Sequence[Line]: ...

    async def clear(self, conversation: str) -> None: ...

    async def sweep(self, before: datetime) -> None: ...


@dataclass(frozen=True, slots=True)
class Queue:
    """``oldest`` is since when the first of the waiting waits."""

    name: str
    waiting: int
    aside: int
    oldest: datetime | None


@dataclass(frozen=True, slots=True)
class SetAside:
    """A message that could not be handled or sent after several tries; nothing of its text."""

    queue: str
    channel: str
    error: str
    at: datetime


class Mailroom(Protocol):
    """A look at the mailbox from outside."""

    async def queues(self) -> Sequence[Queue]: ...

    async def set_aside(self, limit: int) -> Sequence[SetAside]:
        """The latest first."""
        ...

    async def waits(self, since: datetime, limit: int = 2000) -> Sequence[float]:
        """Seconds between a message and its answer, of the latest that are still kept."""
        ...
