"""What became of a model's words, for those who are answerable for it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Protocol

from bot.models.ports import Budget, Spending, Switches, Tally
from bot.models.switch import ModelSwitch

DAYS = 7
"""So far back the counts go; calls are those of the day."""


class Kept(Spending, Tally, Switches, Protocol):
    """All that is kept about the use of a model."""


@dataclass(frozen=True, slots=True)
class Use:
    """``counts`` by kind: ``worded`` openings are the model's, ``composed`` ours after two tries;
    ``blocked.*`` says why a text was held back, ``failed.*`` why there was none.
    """

    name: str
    on: bool
    calls: int
    most: int
    counts: Mapping[str, int]

    def count(self, kind: str) -> int:
        return self.counts.get(kind, 0)

    def group(self, name: str) -> tuple[tuple[str, int], ...]:
        """The kinds below ``name``, the most frequent first."""
        found = [(k.removeprefix(f"{name}."), n) for k, n in self.counts.items() if n]
        mine = [(kind, n) for kind, n in found if f"{name}.{kind}" in self.counts]
        return tuple(sorted(mine, key=lambda each: (-each[1], each[0])))


class Usage:
    """``name`` and ``budget`` as in the settings."""

    def __init__(self, name: str, budget: Budget, kept: Kept) -> None:
        self._name = name
        self._budget = budget
        self._kept = kept

    async def on(self, day: date) -> Use:
        """As it is on ``day`` (UTC, as the budget counts)."""
        counts = await self._kept.counts(day - timedelta(days=DAYS - 1))
        switched = await ModelSwitch(self._kept).state()
        return Use(self._name, switched, await self._kept.spent(day), self._budget.day, counts)
