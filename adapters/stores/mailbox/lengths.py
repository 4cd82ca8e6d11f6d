"""How much lies in the mailbox and for how long, for whoever watches over it."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncEngine

from adapters.stores.mailbox.tables import State, inbox, outbox, seconds
from bot.ports import Clock

_STATES = (State.NEW, State.ASIDE)
Sizes = Mapping[tuple[str, str], float]


async def lengths(engine: AsyncEngine, clock: Clock) -> tuple[Sizes, Sizes]:
    """By queue and state, without what is done: how many rows, and the age of the oldest in seconds."""
    names = [(table.name, state.value) for table in (inbox, outbox) for state in _STATES]
    counts, ages = dict.fromkeys(names, 0.0), dict.fromkeys(names, 0.0)
    now = seconds(clock())
    async with engine.connect() as connection:
        for table in (inbox, outbox):
            rows = select(table.c.state, func.count(), func.min(table.c.put_at))
            some = rows.where(table.c.state.in_(_STATES)).group_by(table.c.state)
            for state, count, oldest in await connection.execute(some):
                counts[table.name, state] = float(count)
                ages[table.name, state] = max(0.0, now - oldest)
    return counts, ages
