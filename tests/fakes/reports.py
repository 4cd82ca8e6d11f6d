"""What people hold for wrong, in memory."""

from __future__ import annotations

from dataclasses import replace

from bot.console.reach import within
from bot.counters.wrong import Report
from bot.messages import Person


class FakeReports:
    """A ``Reports``; ``settled`` are the ids somebody has looked at."""

    def __init__(self) -> None:
        self.kept: dict[str, Report] = {}
        self.settled: set[str] = set()

    async def add(self, report: Report) -> str:
        id = f"r{len(self.kept) + 1}"
        self.kept[id] = replace(report, id=id)
        return id

    async def explain(self, id: str, reason: str) -> None:
        if id in self.kept:
            self.kept[id] = replace(self.kept[id], reason=reason)

    async def waiting(self, limit: int = 100, region: str = "") -> list[Report]:
        open_ones = [r for id, r in self.kept.items() if id not in self.settled]
        found = [r for r in open_ones if within(r.region, region)]
        return sorted(found, key=lambda r: r.at)[:limit]

    async def settle(self, id: str) -> bool:
        fresh = id in self.kept and id not in self.settled
        self.settled.add(id)
        return fresh

    async def of(self, person: Person, conversation: str) -> list[Report]:
        return [r for r in self.kept.values() if _theirs(r, person, conversation)]

    async def forget(self, person: Person, conversation: str) -> int:
        theirs = await self.of(person, conversation)
        for report in theirs:
            self.kept[report.id] = replace(report, person=None, conversation="", reason="")
        return len(theirs)


def _theirs(report: Report, person: Person, conversation: str) -> bool:
    return report.person == person or report.conversation == conversation
