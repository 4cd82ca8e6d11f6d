"""A language model that says what a test wants, and what is kept about its use, in memory."""

from __future__ import annotations

from collections import Counter
from collections.abc import AsyncGenerator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any

from bot.models.gate import Gate
from bot.models.ports import Budget, Prompt
from bot.models.switch import ModelSwitch


@dataclass
class FakeModel:
    """Writes ``text`` and fills every form with ``filled``; ``prompts`` are those it got."""

    text: str = ""
    filled: Mapping[str, Any] = field(default_factory=dict)
    prompts: list[Prompt] = field(default_factory=list)
    name: str = "fake:model"

    async def write(self, prompt: Prompt) -> AsyncGenerator[str]:
        self.prompts.append(prompt)
        for letter in self.text:
            yield letter

    async def fill(self, prompt: Prompt, form: Mapping[str, Any]) -> Mapping[str, Any]:
        self.prompts.append(prompt)
        return self.filled


@dataclass
class MemoryModelling:
    """The ports Spending, Tally and Switches."""

    calls: Counter[tuple[date, str]] = field(default_factory=Counter)
    kinds: Counter[tuple[date, str]] = field(default_factory=Counter)
    switched_off: set[str] = field(default_factory=set)

    async def spend(self, day: date, person: str, budget: Budget) -> bool:
        if self.calls[day, ""] >= budget.day or self.calls[day, person] >= budget.person:
            return False
        self.calls.update([(day, ""), (day, person)])
        return True

    async def spent(self, day: date) -> int:
        return self.calls[day, ""]

    async def add(self, day: date, kinds: Mapping[str, int]) -> None:
        self.kinds.update({(day, kind): times for kind, times in kinds.items()})

    async def counts(self, since: date) -> Mapping[str, int]:
        found: Counter[str] = Counter()
        for (day, kind), times in self.kinds.items():
            found[kind] += times if day >= since else 0
        return dict(sorted(found.items()))

    async def is_on(self, name: str) -> bool:
        return name not in self.switched_off

    async def turn(self, name: str, *, on: bool) -> None:
        (self.switched_off.discard if on else self.switched_off.add)(name)


def gate_to(model, *, budget=None, kept=None, clock=None, seconds=None) -> Gate:
    """``clock`` gives the day, ``seconds`` the loop's time."""
    kept = kept or MemoryModelling()
    clock = clock or (lambda: datetime(2026, 11, 22, tzinfo=UTC))
    budget = budget or Budget(100, 100)
    return Gate(model, ModelSwitch(kept), kept, budget, clock, seconds=seconds)
