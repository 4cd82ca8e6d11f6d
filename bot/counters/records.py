"""Everything of a person: given as a file, and forgotten on request."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime

from bot.counters.counter import Counter, Handle, Visit
from bot.messages import Block, BlockKind, Outcome, Reply
from bot.ports import Memory, Taps
from bot.privacy import (
    Forgotten,
    NotNoted,
    NoTraces,
    Traces,
    as_file,
    collected,
    conversations_of,
    erasure_of,
    names_of,
    within,
)


class Records(Counter):
    """``others`` are the counters that hold something of a person besides the conversation."""

    def __init__(
        self,
        memory: Memory,
        taps: Taps,
        others: Sequence[Counter] = (),
        traces: Traces | None = None,
        forgotten: Forgotten | None = None,
    ) -> None:
        self._memory = memory
        self._taps = taps
        self._others = others
        self._traces = traces or NoTraces()
        self._forgotten = forgotten or NotNoted()

    @property
    def commands(self) -> Mapping[str, Handle]:
        return {"forget": self.forget_all, "export": self.export}

    async def export(self, visit: Visit) -> Reply:
        """What is held of the person, to themselves alone; on the console in the reply itself."""
        if not visit.incoming.private:
            return visit.say("records.export_group")
        names = await conversations_of(visit, self._memory, self._traces)
        held = await collected(visit, names, self._memory, self._others)
        if not held["conversations"] and not held["records"]:
            return visit.say("command.forgotten_none")
        held["at"] = visit.now.isoformat()
        reply = visit.say("records.export")
        if visit.incoming.address.channel == "console":
            text = json.dumps(held, ensure_ascii=False, indent=1, default=str)
            return replace(reply, blocks=(*reply.blocks, Block(BlockKind.NOTE, text)))
        return replace(reply, files=(as_file(held, f"my-data-{visit.now:%Y%m%d}.json"),))

    async def forget_all(self, visit: Visit) -> Reply:
        """Everything of this person, with a receipt of what was deleted."""
        state = await self._memory.load(visit.conversation)
        names = await conversations_of(visit, self._memory, self._traces)
        erasure, counts = erasure_of(visit, names), dict[str, int]()
        await self._forgotten.note(names_of(erasure), datetime.now(UTC))
        for name in sorted(names):
            await self._memory.forget(name)
            await self._taps.forget(visit.person, name)
            for counter in self._others:
                for key, count in (await counter.forget(within(visit, name))).items():
                    counts[key] = counts.get(key, 0) + count
        await self._traces.erase(erasure)
        return _receipt(visit, counts, known=state is not None)


def _receipt(visit: Visit, counts: Mapping[str, int], *, known: bool) -> Reply:
    lines = [
        visit.book.say(f"forgotten.{key}", count=count) for key, count in counts.items() if count
    ]
    if not known and not lines:
        return visit.say("command.forgotten_none")
    companies = len(visit.memory.companies) + len(visit.memory.set_aside)
    key = "command.forgotten" if companies else "command.forgotten_talk"
    receipt = visit.say(key, companies=companies)
    if not lines:
        return receipt
    note = Block(BlockKind.NOTE, "\n".join(lines))
    return Reply(visit.language, Outcome.SMALL_TALK, (*receipt.blocks, note))
