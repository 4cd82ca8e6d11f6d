"""Who was told what, and where that is kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from bot.corrections.facts import Change, ToldFacts
from bot.messages import Address, Person
from knowledge.programs import Language


@dataclass(frozen=True, slots=True)
class Told:
    """What one person last heard of one programme; ``version`` is the knowledge it came from, or
    the one it was last compared with.
    """

    person: Person
    conversation: str
    address: Address
    language: Language
    program: str
    name: str
    facts: ToldFacts
    version: str


@dataclass(frozen=True, slots=True)
class Correction:
    """What one person is to be told of one programme; ``key`` is that of the outbox."""

    key: str
    told: Told
    now: ToldFacts | None
    changes: tuple[Change, ...]
    posted: bool = False


class ToldStore(Protocol):
    async def note(self, told: Sequence[Told]) -> None:
        """The last thing told of a programme to a person counts."""
        ...

    async def before(self, version: str) -> tuple[Told, ...]:
        """What was not yet compared with this version."""
        ...

    async def compared(self, told: Told, version: str) -> None: ...

    async def claim(self, corrections: Sequence[Correction], version: str) -> bool:
        """Take them for one message and count the new facts as told, in one transaction; False if
        another process was first.
        """
        ...

    async def unposted(self) -> tuple[Correction, ...]: ...

    async def waiting(self) -> tuple[Correction, ...]:
        """Claimed ones of the last days, posted or not, that a rollback may take back."""
        ...

    async def posted(self, key: str) -> None: ...

    async def take_back(self, key: str) -> None:
        """The facts told before count again, and the claim is gone."""
        ...

    async def forget(self, person: Person) -> int: ...

    async def stop_room(self, address: Address) -> int: ...

    async def held(self, person: Person) -> Sequence[Told]: ...
