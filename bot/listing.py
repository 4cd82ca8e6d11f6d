"""All programmes as rows, judged for a company at a moment."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from bot.cards import Judged, shown
from bot.company import Company
from bot.messages import ShownProgram, Verdict
from bot.standings import standing
from bot.verdicts import judge
from knowledge.programs import Program, Status
from prompts import Phrasebook

OPEN = frozenset({Status.OPEN, Status.ROLLING, Status.UNTIL_BUDGET})


def listing(
    programs: Iterable[Program],
    company: Company,
    moment: datetime,
    book: Phrasebook,
    *,
    only_open: bool = False,
) -> list[ShownProgram]:
    """``only_open`` keeps what may be applied for and is not ``not_eligible`` for ``company``."""
    rows = []
    for program in programs:
        where = standing(program, moment)
        judged = Judged(judge(program, company, where.today), where)
        unfit = judged.verdict is Verdict.NOT_ELIGIBLE
        if only_open and (where.status not in OPEN or unfit):
            continue
        rows.append(shown(book, judged))
    return rows


def open_to(
    programs: Iterable[Program], companies: Sequence[Company], moment: datetime
) -> list[Judged]:
    """What may be applied for, or closes today, and is not ``not_eligible`` for one of the
    companies at least; held against the first of those that fit it.
    """
    found = []
    for program in programs:
        where = standing(program, moment)
        if where.status not in OPEN and not where.last_day:
            continue
        judged = [Judged(judge(program, company, where.today), where) for company in companies]
        fitting = [one for one in judged if one.verdict is not Verdict.NOT_ELIGIBLE]
        found += fitting[:1]
    return found
