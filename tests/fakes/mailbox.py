"""An inbox and an outbox in memory, with the behaviour of the ones in SQL."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field, replace
from datetime import datetime

from bot.messages import Outgoing
from bot.ports import EXPIRED, Fate, Received

LEASE = 20.0


@dataclass
class _Row:
    key: str
    channel: str
    lane: str
    content: Received | Outgoing
    due_at: float
    state: str = "new"
    error: str = ""
    leased_by: str = ""
    leased_until: float = 0.0
    failures: int = 0


@dataclass
class Mailbox:
    """What two processes would share; ``now`` is moved by the test."""

    now: float = datetime(2026, 11, 22).timestamp()  # noqa: DTZ001 - any number will do
    inbox: dict[str, _Row] = field(default_factory=dict)
    outbox: dict[str, _Row] = field(default_factory=dict)

    def states(self, queue: dict[str, _Row]) -> dict[str, str]:
        return {row.key: row.state for row in queue.values()}


class _Leases:
    def __init__(self, mailbox: Mailbox, rows: dict[str, _Row], holder: str) -> None:
        self._mailbox = mailbox
        self._rows = rows
        self._holder = holder

    def _lease(self, channels: Collection[str]) -> _Row | None:
        busy: set[str] = set()
        for row in self._rows.values():
            if row.state != "new" or row.lane in busy:
                continue
            now = self._mailbox.now
            if row.channel in channels and row.due_at <= now and row.leased_until <= now:
                row.leased_by, row.leased_until = self._holder, now + LEASE
                return row
            if row.lane:
                busy.add(row.lane)
        return None

    def _settle(self, key: str, state: str, error: str = "") -> bool:
        row = self._rows[key]
        if row.state != "new":
            return False
        row.state, row.error = state, error
        return True

    def _mine(self) -> list[_Row]:
        mine = (self._holder, "new")
        return [row for row in self._rows.values() if (row.leased_by, row.state) == mine]

    async def renew(self, keys: Collection[str]) -> None:
        for row in self._mine():
            if row.key in keys:
                row.leased_until = self._mailbox.now + LEASE

    async def release(self) -> None:
        for row in self._mine():
            row.leased_until = 0.0


class FakeInbox(_Leases):
    def __init__(self, mailbox: Mailbox, holder: str = "one") -> None:
        super().__init__(mailbox, mailbox.inbox, holder)

    async def put(self, received: Received) -> bool:
        key, lane = received.key, received.conversation
        fresh = _Row(key, received.channel, lane, received, 0.0)
        return self._rows.setdefault(key, fresh) is fresh

    async def take(self, channels: Collection[str]) -> Received | None:
        row = self._lease(channels)
        return row and row.content  # type: ignore[return-value]

    async def done(self, key: str, outgoing: tuple[Outgoing, ...]) -> None:
        self._finish(key, "done", outgoing)

    async def failed(self, key: str, error: str, apology: tuple[Outgoing, ...] = ()) -> None:
        row = self._rows[key]
        row.failures += 1
        if row.failures >= 3:
            self._finish(key, "aside", apology, error)
        else:
            row.due_at = self._mailbox.now + 2**row.failures
            row.leased_until, row.error = 0.0, error

    def _finish(
        self, key: str, state: str, outgoing: tuple[Outgoing, ...], error: str = ""
    ) -> None:
        if self._settle(key, state, error):
            _commit(self._mailbox, key, outgoing)


class FakeOutbox(_Leases):
    def __init__(self, mailbox: Mailbox, holder: str = "one") -> None:
        super().__init__(mailbox, mailbox.outbox, holder)

    async def take(self, channels: Collection[str]) -> Outgoing | None:
        row = self._lease(channels)
        return row and row.content  # type: ignore[return-value]

    async def sent(self, id: str) -> None:
        self._settle(id, "done")

    async def wait(self, id: str, seconds: float) -> None:
        self._rows[id].due_at = self._mailbox.now + seconds
        self._rows[id].leased_until = 0.0

    async def give_up(self, id: str, error: str, *, room: bool = False) -> None:
        lane = self._rows[id].lane
        self._settle(id, "aside", error)
        for row in list(self._rows.values()):
            if room and row.lane == lane:
                self._settle(row.key, "aside", error)

    async def post(self, key: str, outgoing: tuple[Outgoing, ...]) -> bool:
        if not outgoing or f"{key}#0" in self._rows:
            return False
        _commit(self._mailbox, key, outgoing)
        return True

    async def fate(self, key: str) -> Fate:
        parts = [row for row in self._rows.values() if row.key.startswith(f"{key}#")]
        if not parts:
            return Fate.UNKNOWN
        last = parts[-1]
        if last.state == "aside":
            return Fate.EXPIRED if last.error == EXPIRED else Fate.FAILED
        return Fate.SENT if last.state == "done" else Fate.WAITING

    async def cancel(self, key: str) -> bool:
        mine = [r for r in self._rows.values() if r.key.startswith(f"{key}#") and not r.leased_by]
        settled = [self._settle(row.key, "aside", "taken back") for row in mine]
        return any(settled)


def _commit(mailbox: Mailbox, key: str, outgoing: tuple[Outgoing, ...]) -> None:
    for number, each in enumerate(outgoing):
        id, at = f"{key}#{number}", each.address
        message = replace(each, id=id)
        mailbox.outbox[id] = _Row(id, at.channel, f"{at.channel}:{at.room}", message, 0.0)
