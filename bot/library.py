"""One opened knowledge version, as the conversation sees it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from knowledge.documents import Document, Passage
from knowledge.programs import Program


@dataclass(frozen=True, slots=True)
class Scored:
    """A programme or passage id with its relevance to a question, 0..1."""

    id: str
    relevance: float


class Library(Protocol):
    """Immutable: a reload gives another one. Searches are pure reads and may run in a thread."""

    @property
    def version(self) -> str: ...

    @property
    def programs(self) -> Mapping[str, Program]: ...

    @property
    def documents(self) -> Mapping[str, Document]: ...

    @property
    def passages(self) -> Mapping[str, Passage]: ...

    def places_of(self, program: str) -> frozenset[str]:
        """Codes of the regions and countries that its name or gist speaks of."""
        ...

    def named(self, text: str) -> Sequence[Scored]:
        """Programmes called by name, nickname or a typo of it, surest first."""
        ...

    def programs_about(self, text: str, k: int) -> Sequence[Scored]: ...

    def passages_about(self, text: str, k: int) -> Sequence[Scored]: ...
