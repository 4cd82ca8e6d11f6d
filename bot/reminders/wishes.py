"""What a person wants to be told of, and where that is kept."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any, Protocol

from bot.messages import Address, Person
from knowledge.programs import Country, Language


class WishKind(StrEnum):
    PROGRAM = "program"
    """The deadline of one programme."""
    FITTING = "fitting"
    """The deadlines of everything that fits the person's companies."""
    NEXT_CALL = "next_call"
    """The next call of a programme that is closed."""
    DIGEST = "digest"
    """What is new for the person's companies, daily or weekly."""
    FOLLOW_UP = "follow_up"
    """Whether the person applied."""


@dataclass(frozen=True, slots=True)
class Wish:
    """``days`` are how many days before the closing day; for a follow-up, after ``made_at``; for a
    digest the one number is days between two. ``country`` is whose working days count. ``known``
    are programmes a digest has told, or the windows that a next-call wish knew.
    """

    id: str
    kind: WishKind
    person: Person
    conversation: str
    address: Address
    language: Language
    country: Country
    made_at: datetime
    program: str = ""
    days: tuple[int, ...] = (7, 1)
    known: frozenset[str] = frozenset()


class Matter(StrEnum):
    DEADLINE = "deadline"
    NEXT_CALL = "next_call"
    DIGEST = "digest"
    FOLLOW_UP = "follow_up"


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to be told: ``about`` is the day it is about (the closing day, mostly) and
    ``offset`` which of the wish's days; told once for each person, matter, programme, day, offset.
    """

    wish: str
    matter: Matter
    program: str
    about: date
    offset: int
    late: bool = False
    closed: bool = False


@dataclass(frozen=True, slots=True)
class Claim:
    """Items that one message tells; ``key`` is the key of the outbox."""

    key: str
    person: Person
    items: tuple[Item, ...] = ()
    posted: bool = False
    at: datetime | None = field(default=None)


class Wishes(Protocol):
    """The wishes of everybody. Moments are aware."""

    async def add(self, wish: Wish) -> Wish:
        """The same wish made twice is one; the one that counts is given back."""
        ...

    async def of(self, person: Person) -> tuple[Wish, ...]: ...

    async def find(self, id: str) -> Wish | None: ...

    async def change(self, wish: Wish) -> None:
        """Also makes it due, so that it is planned anew."""
        ...

    async def remove(self, id: str) -> bool: ...

    async def forget(self, person: Person) -> int: ...

    async def stop_room(self, address: Address) -> int:
        """All wishes of a room that wants no messages any more."""
        ...

    async def due(self, now: datetime, version: str) -> tuple[Wish, ...]:
        """Those whose moment has come, and those planned on another knowledge version."""
        ...

    async def planned(self, id: str, at: datetime | None, version: str) -> None:
        """Not due again before ``at``; with None not before another version."""
        ...

    async def told(self, person: Person, programs: Collection[str]) -> frozenset[Item]:
        """What was claimed for this person (``late`` and ``closed`` are left out)."""
        ...

    async def claim(self, claim: Claim) -> bool:
        """Take these items for one message; False if the key or one of them was taken before."""
        ...

    async def unposted(self) -> tuple[Claim, ...]:
        """Claimed, and not known to be in the outbox: whoever claimed them died."""
        ...

    async def recent(self, since: datetime) -> tuple[Claim, ...]:
        """Claims that were posted since."""
        ...

    async def posted(self, key: str) -> None: ...

    async def reopen(self, key: str) -> None:
        """The message expired before it was delivered: its items are untold again."""
        ...

    async def answered(self, wish: Wish, answer: str, at: datetime) -> None:
        """What came of a follow-up, for the agency's counts."""
        ...

    async def answers(self) -> Mapping[tuple[str, str], int]:
        """How often which answer, by (programme, answer)."""
        ...

    async def held(self, person: Person) -> Mapping[str, Any]: ...


class WorkingDays(Protocol):
    def is_working(self, day: date, country: Country) -> bool:
        """Neither a weekend nor a public holiday of that country."""
        ...
