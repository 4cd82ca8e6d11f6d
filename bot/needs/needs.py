"""A need, and where needs are kept."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, Protocol

from bot.messages import Address, Person
from knowledge.programs import Language


class Unmet(StrEnum):
    """Why a question ended without help."""

    NOTHING_FOUND = "nothing_found"
    NOT_ELIGIBLE = "not_eligible"
    HANDED_OFF = "handed_off"
    DISLIKED = "disliked"


@dataclass(frozen=True, slots=True)
class Need:
    """``text`` holds no personal data any more. ``purpose`` is what the concierge understood the
    support to be for, a slug of ``knowledge/purposes.toml``, or empty. ``place`` is a region or
    country code, ``industry`` a code, each empty where the firm did not say. ``person`` and what
    follows is whom to tell when something new fits; None once they were forgotten.
    """

    id: str
    text: str
    why: Unmet
    language: Language
    place: str
    industry: str
    at: datetime
    purpose: str = ""
    person: Person | None = None
    conversation: str = ""
    address: Address | None = None


@dataclass(frozen=True, slots=True)
class Cluster:
    """Needs that mean the same, of the same place and industry; the plainest example stands first."""

    needs: tuple[Need, ...]

    @property
    def example(self) -> Need:
        return self.needs[0]

    @property
    def people(self) -> int:
        """How many different ones asked."""
        return len({need.conversation or need.id for need in self.needs})


class Needs(Protocol):
    async def add(self, need: Need) -> None:
        """The same words of the same conversation count once."""
        ...

    async def since(self, moment: datetime) -> Sequence[Need]: ...

    async def untold(self) -> Sequence[Need]:
        """Of people who can be told, and who were told nothing yet."""
        ...

    async def told(self, id: str, program: str) -> None: ...

    async def note(self, ids: Sequence[str], text: str, by: Person, at: datetime) -> None:
        """What staff wrote against these."""
        ...

    async def notes(self) -> Mapping[str, str]:
        """The latest note by the id of the need."""
        ...

    async def known(self) -> tuple[str, frozenset[str]]:
        """The version last looked at and the programmes it held; empty at first."""
        ...

    async def know(self, version: str, programs: frozenset[str]) -> None: ...

    async def forget(self, person: Person) -> int:
        """The need stays without its person: it is the agency's to serve."""
        ...

    async def held(self, person: Person) -> Sequence[Mapping[str, Any]]: ...
