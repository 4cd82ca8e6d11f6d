"""A case: one person's conversation in the hands of the agency; and where cases are kept."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, Protocol

from bot.messages import Address, Person
from knowledge.programs import Country, Language


class CaseState(StrEnum):
    WAITING = "waiting"
    TAKEN = "taken"
    ENDED = "ended"


@dataclass(frozen=True, slots=True)
class Case:
    """``desk`` is the Slack channel that owns the case, ``thread`` the message there under which it
    is talked over, empty until somebody has taken it. ``country`` is whose working days count.
    ``heard_at`` is when the person last wrote, ``served_at`` when the owner did; ``raised_at`` when
    the channel was last reminded of it. ``region`` is the firm's, its country's code where that is
    all that is known.
    """

    id: str
    state: CaseState
    person: Person
    name: str
    conversation: str
    address: Address
    language: Language
    country: Country
    desk: str
    reads: Language
    opened_at: datetime
    thread: str = ""
    owner: str = ""
    owner_name: str = ""
    heard_at: datetime | None = None
    served_at: datetime | None = None
    raised_at: datetime | None = None
    summary: str = ""
    region: str = ""


@dataclass(frozen=True, slots=True)
class Exchange:
    """What was asked last, and what the concierge answered."""

    question: str
    answer: str


@dataclass(frozen=True, slots=True)
class Line:
    """What was said before anybody had taken the case; ``key`` is unique for the message."""

    key: str
    text: str


class Cases(Protocol):
    """Every case. A conversation has at most one that has not ended."""

    async def open(self, case: Case) -> Case:
        """The one of this conversation that is open already, if there is one."""
        ...

    async def find(self, id: str) -> Case | None: ...

    async def of(self, conversation: str) -> Case | None:
        """The one that has not ended."""
        ...

    async def at(self, desk: str, thread: str) -> Case | None:
        """The one whose message heads this thread and that has not ended."""
        ...

    async def place(self, id: str, thread: str) -> None:
        """The message that asks for somebody stands there, as long as nobody has taken it."""
        ...

    async def take(
        self, id: str, owner: Person, name: str, thread: str, now: datetime
    ) -> Case | None:
        """None where somebody else was first."""
        ...

    async def hand_back(self, id: str) -> Case | None:
        """To the queue of its channel; None where nobody has it."""
        ...

    async def end(self, id: str) -> bool:
        """False where it had ended before."""
        ...

    async def touch(self, id: str, **moments: datetime) -> None:
        """Set ``heard_at``, ``served_at`` or ``raised_at``."""
        ...

    async def keep(self, id: str, line: Line) -> None:
        """Something the person wrote while nobody had taken the case."""
        ...

    async def lines(self, id: str) -> Sequence[Line]:
        """And they are kept no longer."""
        ...

    async def note(self, conversation: str, exchange: Exchange) -> None:
        """The last few of a conversation are kept, for whoever takes it over."""
        ...

    async def exchanges(self, conversation: str) -> Sequence[Exchange]:
        """Oldest first."""
        ...

    async def unended(self) -> Sequence[Case]: ...

    async def recent(self, count: int, region: str = "") -> Sequence[Case]:
        """The newest first; those of one region or country where it is named."""
        ...

    async def forget(self, conversation: str) -> int: ...

    async def held(self, conversation: str) -> Sequence[Mapping[str, Any]]: ...
