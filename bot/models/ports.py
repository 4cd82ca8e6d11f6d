"""A language model, as the concierge sees one, and what is kept about its use."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, Protocol

from bot.errors import ConciergeError


class Failure(StrEnum):
    """Why there is no text of a model; counted under these names."""

    SLOW = "slow"
    UNREACHABLE = "unreachable"
    REFUSED = "refused"
    BROKEN = "broken"
    EMPTY = "empty"
    TOO_LONG = "too_long"
    OFF = "off"
    OVER_BUDGET = "over_budget"
    RESTING = "resting"


class ModelFailed(ConciergeError):
    """A model gave nothing that can be used; never shown to a person."""

    def __init__(self, kind: Failure, detail: str = "") -> None:
        super().__init__(f"{kind.value}: {detail}" if detail else kind.value)
        self.kind = kind


@dataclass(frozen=True, slots=True)
class Prompt:
    """``instructions`` are ours; ``data`` is what others wrote, in fences. ``task`` has a version."""

    task: str
    instructions: str
    data: str


class Model(Protocol):
    """Any language model. Both raise ModelFailed and nothing else; a cancellation ends the call."""

    @property
    def name(self) -> str: ...

    def write(self, prompt: Prompt) -> AsyncGenerator[str]:
        """The answer, piece by piece."""
        ...

    async def fill(self, prompt: Prompt, form: Mapping[str, Any]) -> Mapping[str, Any]:
        """A JSON object that ought to fit the JSON Schema ``form``; the caller checks it."""
        ...


@dataclass(frozen=True, slots=True)
class Budget:
    """Calls of the model in a day (UTC): all together, and for one conversation."""

    day: int
    person: int


class Spending(Protocol):
    async def spend(self, day: date, person: str, budget: Budget) -> bool:
        """Count one call, in one transaction; False, and nothing counted, where it is too many."""
        ...

    async def spent(self, day: date) -> int:
        """Calls of the day, all together."""
        ...


class Tally(Protocol):
    """What became of the model's words, by kind and day."""

    async def add(self, day: date, kinds: Mapping[str, int]) -> None: ...

    async def counts(self, since: date) -> Mapping[str, int]: ...


class Switches(Protocol):
    """Named switches that outlive a restart and hold for every process."""

    async def is_on(self, name: str) -> bool:
        """True where nobody ever turned it."""
        ...

    async def turn(self, name: str, *, on: bool) -> None: ...
