"""Who may be introduced to whom, and where that is kept."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from bot.messages import Address, Person
from knowledge.programs import Language


@dataclass(frozen=True, slots=True)
class Seeker:
    """Somebody who wants to meet others. ``plans`` are as in ``Company`` (``export:JP``);
    ``contact`` is what they wish to be handed on once both agree, in their own words.
    """

    person: Person
    conversation: str
    address: Address
    language: Language
    plans: tuple[str, ...]
    industry: str
    place: str
    contact: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Pair:
    """Two seekers by ``channel:id``; None is no answer yet."""

    id: str
    one: str
    other: str
    plan: str
    one_agrees: bool | None = None
    other_agrees: bool | None = None

    @property
    def agreed(self) -> bool:
        return bool(self.one_agrees and self.other_agrees)

    @property
    def open(self) -> bool:
        return self.one_agrees is not False and self.other_agrees is not False


class Introductions(Protocol):
    async def seek(self, seeker: Seeker) -> None:
        """The last thing said by a person counts."""
        ...

    async def seekers(self) -> Sequence[Seeker]: ...

    async def seeker(self, name: str) -> Seeker | None: ...

    async def pairs(self) -> Sequence[Pair]: ...

    async def pair(self, pair: Pair) -> bool:
        """False if these two were brought together before, whatever they said."""
        ...

    async def answer(self, id: str, name: str, *, yes: bool) -> Pair | None:
        """The pair as it stands then; None where this person is not of it, or it is over."""
        ...

    async def leave(self, person: Person) -> int: ...

    async def held(self, person: Person) -> Mapping[str, Any]: ...


def common_plan(one: Seeker, other: Seeker) -> str:
    """A plan with its target market that both have; empty if there is none."""
    return next((p for p in one.plans if ":" in p and p in other.plans), "")


def may_meet(one: Seeker, other: Seeker, before: Sequence[Pair]) -> str:
    """The plan they share, if they are different people who have not been brought together."""
    names = {one.person.key, other.person.key}
    if len(names) < 2 or any({p.one, p.other} == names for p in before):
        return ""
    return common_plan(one, other)
