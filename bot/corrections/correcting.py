"""When the knowledge changes, people who were told otherwise hear it once, the urgent first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.conversation import from_json
from bot.corrections.facts import Changed, changes, facts_of
from bot.corrections.ports import Correction, Told, ToldStore
from bot.corrections.wording import correction
from bot.library import Library
from bot.messages import Outgoing, Person
from bot.ports import Memory, Outbox, Post
from knowledge.programs import Language, Program
from prompts import Phrasebook

Trusted = Callable[[Program], bool]
"""False while a programme's facts were won by extraction and nobody has confirmed them."""


@dataclass(frozen=True, slots=True)
class Means:
    library: Callable[[], Library]
    memory: Memory
    books: Mapping[Language, Phrasebook]
    outbox: Outbox
    post: Post
    trusted: Trusted


class Correcting:
    """``round`` may run on every replica: what one claims no other posts."""

    def __init__(self, store: ToldStore, means: Means) -> None:
        self._store = store
        self._means = means

    async def round(self, now: datetime) -> None:
        library = self._means.library()
        await self._take_back(library, now)
        by_person: defaultdict[Person, list[Correction]] = defaultdict(list)
        for told in await self._store.before(library.version):
            found = await self._compare(told, library, now)
            if found:
                by_person[told.person].append(found)
        for corrections in by_person.values():
            corrections.sort(key=_urgency)
            await self._store.claim(corrections, library.version)
        await self._post(await self._store.unposted())

    async def _compare(self, told: Told, library: Library, now: datetime) -> Correction | None:
        program = library.programs.get(told.program)
        if program is not None and not self._means.trusted(program):
            return None  # looked at again every minute, until somebody has confirmed it
        memory = from_json(await self._means.memory.load(told.conversation))
        found = changes(told.facts, program, memory.company, now)
        if not found:
            await self._store.compared(told, library.version)
            return None
        facts = facts_of(program, memory.company, now) if program else None
        key = f"correction:{told.person.channel}:{told.person.id}:{library.version}"
        return Correction(key, told, facts, found)

    async def _take_back(self, library: Library, now: datetime) -> None:
        """After a rollback: what nobody has read yet need not be said."""
        for waiting in await self._store.waiting():
            program = library.programs.get(waiting.told.program)
            memory = from_json(await self._means.memory.load(waiting.told.conversation))
            true_again = not changes(waiting.told.facts, program, memory.company, now)
            if true_again and await self._means.outbox.cancel(waiting.key):
                await self._store.take_back(waiting.key)

    async def _post(self, corrections: Sequence[Correction]) -> None:
        by_key: defaultdict[str, list[Correction]] = defaultdict(list)
        for one in corrections:
            by_key[one.key].append(one)
        for key, mine in by_key.items():
            told = mine[0].told
            reply = correction(self._means.books[told.language], sorted(mine, key=_urgency))
            message = Outgoing(told.address, reply, "", told.person, told.conversation)
            await self._means.post(key, message)
            await self._store.posted(key)


def _urgency(one: Correction) -> tuple[int, str]:
    order = list(Changed)
    return min(order.index(change.what) for change in one.changes), one.told.program
