"""Proposals of a model, in memory."""

from __future__ import annotations

from collections.abc import Sequence

from bot.oversight.proposals import Asking, Proposal


class FakeProposals:
    """A ``Proposals``."""

    def __init__(self) -> None:
        self._kept: dict[str, Proposal] = {}
        self._asked: dict[str, Asking] = {}

    def add(self, proposals: Sequence[Proposal]) -> int:
        before = len(self._kept)
        for each in proposals:
            self._kept.setdefault(each.fact.key, each)
        return len(self._kept) - before

    def every(self) -> Sequence[Proposal]:
        return sorted(self._kept.values(), key=lambda each: (each.at, each.fact.key))

    def note(self, asking: Asking) -> None:
        self._asked[asking.document] = asking

    def asked(self) -> frozenset[Asking]:
        return frozenset(self._asked.values())
