"""What is held of a person: found wherever it lies, given as a file, erased without a trace."""

from __future__ import annotations

import base64
import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Protocol

from bot.counters.counter import Counter, Visit
from bot.messages import Person, SentFile
from bot.ports import Memory


@dataclass(frozen=True, slots=True)
class Erasure:
    """Whose traces go: of these conversations, and, where ``room`` (``channel:room``) is theirs alone,
    of that room.
    """

    person: Person
    conversations: frozenset[str]
    room: str = ""


class Traces(Protocol):
    """What a person leaves in the mailbox: contents, keys and lanes that name them."""

    async def conversations(self, rooms: Collection[str]) -> Sequence[str]:
        """Those of these names and their threads."""
        ...

    async def erase(self, erasure: Erasure) -> None:
        """Now what nobody is at work on; the message in hand and its receipt by ``finish``."""
        ...

    async def finish(self) -> int:
        """How many erasures have come to their end since: nothing of them is left in any row."""
        ...

    async def wipe(self) -> bool:
        """What was deleted is also gone from the files of the database; False if a reader kept that
        from being done.
        """
        ...


class Forgotten(Protocol):
    """Who was forgotten, kept where no backup reaches and without a name, for a restore."""

    async def note(self, names: Collection[str], at: datetime) -> None:
        """``names`` are those by which stores know somebody; ``at`` is the real moment."""
        ...

    async def prune(self, oldest: datetime) -> None:
        """What is older goes: no backup is kept that long."""
        ...


class NotNoted:
    """Where nothing is ever restored."""

    async def note(self, names: Collection[str], at: datetime) -> None: ...

    async def prune(self, oldest: datetime) -> None: ...


class NoTraces:
    """Where there is no mailbox."""

    async def conversations(self, rooms: Collection[str]) -> Sequence[str]:  # noqa: ARG002
        return ()

    async def erase(self, erasure: Erasure) -> None: ...

    async def finish(self) -> int:
        return 0

    async def wipe(self) -> bool:
        return True


async def conversations_of(visit: Visit, memory: Memory, traces: Traces) -> frozenset[str]:
    """The visit's own; where the person talks with us alone every other one and its threads too."""
    found = {visit.conversation}
    if visit.incoming.private:
        rooms = _rooms(visit)
        for room in rooms:
            found.update(await memory.within(room))
        found.update(await traces.conversations(rooms))
    return frozenset(found)


def erasure_of(visit: Visit, conversations: Collection[str]) -> Erasure:
    at = visit.incoming.address
    room = f"{at.channel}:{at.room}" if visit.incoming.private else ""
    return Erasure(visit.person, frozenset(conversations), room)


def names_of(erasure: Erasure) -> frozenset[str]:
    """Everything by which a row may name the person."""
    return erasure.conversations | {erasure.person.key, erasure.room} - {""}


def within(visit: Visit, conversation: str) -> Visit:
    """The same visit as if it came from another conversation of the person."""
    return replace(visit, incoming=replace(visit.incoming, conversation=conversation))


async def collected(
    visit: Visit, conversations: Iterable[str], memory: Memory, counters: Sequence[Counter]
) -> dict[str, Any]:
    """All that is held, as JSON."""
    states: dict[str, Any] = {}
    records: dict[str, list[Any]] = {}
    for name in sorted(conversations):
        state = await memory.load(name)
        if state is not None:
            states[name] = dict(state)
        for counter in counters:
            _merge(records, await counter.held(within(visit, name)))
    return {
        "person": {"channel": visit.person.channel, "id": visit.person.id},
        "conversations": states,
        "records": {key: rows for key, rows in records.items() if rows},
    }


def as_file(held: Mapping[str, Any], name: str) -> SentFile:
    content = json.dumps(held, ensure_ascii=False, indent=1, default=str).encode()
    return SentFile(name, "application/json", base64.b64encode(content).decode())


def _merge(records: dict[str, list[Any]], held: Mapping[str, Any]) -> None:
    """What a counter holds of the person is told by each of their conversations; once is enough."""
    for key, value in held.items():
        rows = [] if _hollow(value) else value if isinstance(value, list) else [value]
        kept = records.setdefault(key, [])
        kept += [row for row in rows if row not in kept]


def _hollow(value: Any) -> bool:
    """Nothing, or only what holds nothing."""
    if isinstance(value, Mapping):
        return all(map(_hollow, value.values()))
    if isinstance(value, list | tuple):
        return all(map(_hollow, value))
    return not value


def _rooms(visit: Visit) -> set[str]:
    """Where this person talks with us alone: the room with its threads, and by their own name."""
    room = visit.incoming.address.room
    head = visit.conversation.partition(f":{room}")[0]
    return {f"{head}:{room}", f"{head}:{visit.person.id}"}
