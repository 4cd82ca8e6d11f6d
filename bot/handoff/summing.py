"""What an official needs to know of a person before the first word."""

from __future__ import annotations

from collections.abc import Mapping

from bot import clauses
from bot.cards import Judged, label
from bot.company import FACTS
from bot.counters.counter import Visit
from bot.handoff import wording
from bot.standings import standing
from bot.verdicts import judge
from bot.wording import day
from knowledge.programs import Language, Program
from prompts import Phrasebook

PROGRAMS_LISTED = 5


def summary_of(visit: Visit, programs: Mapping[str, Program], book: Phrasebook) -> str:
    """The firms, and the programmes last spoken of with their verdicts; days, not days left."""
    memory = visit.memory
    facts = "; ".join(
        line for c in memory.companies if (line := clauses.facts_line(book, c, FACTS))
    )
    lines = []
    for id in (memory.focus or memory.shown)[:PROGRAMS_LISTED]:
        if id not in programs:
            continue
        where = standing(programs[id], visit.now)
        judged = Judged(judge(programs[id], memory.company, where.today), where)
        name = programs[id].names.within(Language(book.language))
        until = day(book, where.closes_at) if where.closes_at else ""
        lines.append(" · ".join(filter(None, (f"• {label(book, judged)}", name, until))))
    return wording.summary(book, facts, lines)
