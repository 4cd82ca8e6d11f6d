"""What is older than the retention goes, in every table that holds something of a person.

The tables are named here and not imported: each belongs to its own store. A test compares them with
the real ones, and asks of every table whether it is here or why not.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import and_, column, delete, inspect, or_, select, table
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.unbroken import unbroken

_inbox = table("inbox", column("state"), column("settled_at"), column("put_at"))
_outbox = table("outbox", column("state"), column("settled_at"), column("put_at"))
_cases = table("cases", column("id"), column("state"), column("opened_at"))
_lines = table("case_lines", column("case"))
_seekers = table("seekers", column("person"))
_pairs = table("pairs", column("one"), column("other"))

BY_AGE = {
    "memory": "saved_at",
    "taps": "made_at",
    "exchanges": "noted_at",
    "told": "noted_at",
    "corrections": "claimed_at",
    "reminder_claims": "at",
    "ratings": "at",
    "reports": "at",
    "model_calls": "day",
    "needs": "at",
    "console_lines": "at",
    "console_refusals": "at",
    "console_sessions": "until",
    "seekers": "at",
}
"""Table to its moment, in seconds since the epoch or as a day: what is older goes."""
ELSEWISE = frozenset({"inbox", "outbox", "seen", "cases", "case_lines", "pairs"})
"""Swept by more than an age."""
KEPT = {
    "wishes": "a reminder was asked for: it lasts until its deadline, /reminders or /forget",
    "reminder_items": "goes with its reminder_claims",
    "case_threads": "goes with its case",
    "erasures": "goes when the receipt of /forget has been sent",
    "follow_up_answers": "counts without persons",
    "tallies": "counts without persons",
    "model_tally": "counts without persons",
    "needs_known": "names programmes",
    "switches": "names no person",
    "holds": "names no person",
    "oversight": "names no person",
    "decisions": "what admins decided over the knowledge",
    "proposals": "what a model pointed at in documents, which name no visitor",
    "proposal_askings": "names documents",
    "acts": "the record of what admins did",
}
"""Tables that are not swept by age, and why."""
OF_PEOPLE = frozenset({*BY_AGE, *ELSEWISE, "wishes", "reminder_items", "case_threads", "erasures"})
"""Tables that hold something of a person."""


class SqlAges:
    """The Ages port, over the one database of people."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine

    @unbroken
    async def sweep(self, oldest: datetime, settled: datetime) -> dict[str, int]:
        """One short transaction a table, so that nobody waits for long; a table that is not there
        holds nothing.
        """
        async with self._engine.connect() as connection:
            there = await connection.run_sync(lambda c: frozenset(inspect(c).get_table_names()))
        return {
            name: await self._delete(statement)
            for name, statement in _statements(oldest, settled)
            if name in there
        }

    async def _delete(self, statement: Any) -> int:
        async with self._engine.begin() as connection:
            return (await connection.execute(statement)).rowcount


def _statements(oldest: datetime, settled: datetime) -> list[tuple[str, Any]]:
    old, done = oldest.timestamp(), settled.timestamp()
    found: list[tuple[str, Any]] = []
    for name, moment in BY_AGE.items():
        at: Any = column(moment)
        limit: Any = oldest.date() if moment == "day" else old
        found.append((name, delete(table(name, at)).where(at < limit)))
    for queue in (_inbox, _outbox):
        rows: Any = queue.c
        # what is set aside waits for somebody to look into it, but not for ever
        past = or_(
            and_(rows.state == "done", rows.settled_at < done),
            and_(rows.state == "aside", rows.settled_at < old),
            rows.put_at < old,
        )
        found.append((queue.name, delete(queue).where(past)))
    found.append(("seen", delete(table("seen", column("at"))).where(column("at") < done)))
    ended = and_(_cases.c.state == "ended", _cases.c.opened_at < old)
    gone = select(_cases.c.id).where(ended)
    found.append(("case_lines", delete(_lines).where(_lines.c.case.in_(gone))))
    found.append(("cases", delete(_cases).where(ended)))
    wish = select(_seekers.c.person)
    parted = or_(_pairs.c.one.not_in(wish), _pairs.c.other.not_in(wish))
    found.append(("pairs", delete(_pairs).where(parted)))
    return found
