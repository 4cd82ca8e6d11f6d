"""Who is signed in and what was said at the console, in memory."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

from bot.console.ports import Line, Session
from bot.counters.tallying import Tally
from bot.messages import Outgoing


class FakeSessions:
    """A ``Sessions``."""

    def __init__(self) -> None:
        self._open: dict[str, tuple[Session, datetime]] = {}
        self._refused: list[tuple[str, datetime]] = []

    async def open(self, digest: str, session: Session, until: datetime) -> None:
        self._open[digest] = session, until

    async def find(self, digest: str, now: datetime) -> Session | None:
        session, until = self._open.get(digest, (None, now))
        return session if until > now else None

    async def close(self, digest: str) -> None:
        self._open.pop(digest, None)

    async def refuse(self, origin: str, now: datetime) -> None:
        self._refused.append((origin, now))

    async def refusals(self, origin: str, since: datetime) -> int:
        return sum(where == origin and at >= since for where, at in self._refused)


class FakeTranscripts:
    """A ``Transcripts``."""

    def __init__(self) -> None:
        self._said: list[tuple[str, Line]] = []
        self._answered: set[tuple[str, str]] = set()

    async def add(self, conversation: str, line: Line) -> None:
        if all(each.id != line.id for _, each in self._said):
            self._said.append((conversation, line))
            self._note(conversation, line.reply)

    async def change(self, conversation: str, id: str, reply: Outgoing) -> bool:
        for number, (where, line) in enumerate(self._said):
            if (where, line.id) == (conversation, id):
                self._said[number] = where, replace(line, reply=reply)
                self._note(conversation, reply)
                return True
        return False

    async def answered(self, conversation: str, key: str) -> bool:
        return (conversation, key) in self._answered

    async def lines(self, conversation: str) -> list[Line]:
        return [line for where, line in self._said if where == conversation]

    async def clear(self, conversation: str) -> None:
        self._said = [pair for pair in self._said if pair[0] != conversation]

    async def sweep(self, before: datetime) -> None:
        self._said = [pair for pair in self._said if pair[1].at >= before]

    def _note(self, conversation: str, reply: Outgoing | None) -> None:
        if reply:
            self._answered.add((conversation, reply.id.rpartition("#")[0]))


class FakeTallies:
    """A ``Tallies``."""

    def __init__(self) -> None:
        self._counts: dict[tuple[date, str, str, str], int] = {}

    async def count(self, day: date, channel: str, language: str, outcome: str) -> None:
        key = (day, channel, language, outcome)
        self._counts[key] = self._counts.get(key, 0) + 1

    async def since(self, day: date) -> list[Tally]:
        return [Tally(*key, n) for key, n in sorted(self._counts.items()) if key[0] >= day]
