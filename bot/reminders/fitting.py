"""Which programmes fit a person's companies, for what is said unasked."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime

from bot.cards import Judged
from bot.company import Company
from bot.messages import Verdict
from bot.standings import standing
from bot.verdicts import judge
from knowledge.programs import ConditionKind, Program


def fitting(
    programs: Iterable[Program],
    companies: Iterable[Company],
    moment: datetime,
    hidden: Collection[str] = (),
) -> list[Judged]:
    """Open ones for which something besides the country is known to fit one of the companies and
    nothing is known not to; soonest closing first.
    """
    found: dict[str, Judged] = {}
    for program in programs:
        where = standing(program, moment)
        if program.id in hidden or not where.can_apply:
            continue
        for company in companies:
            if not _near(program, company):
                continue
            judged = Judged(judge(program, company, where.today), where)
            if fits(judged):
                found.setdefault(program.id, judged)
    return sorted(found.values(), key=lambda j: (j.standing.closes_at is None, _end(j)))


def _near(program: Program, company: Company) -> bool:
    """Of the company's own country, or of one that it plans to go to: unasked, nothing else."""
    if company.country is None or program.country is company.country:
        return True
    return any(plan.endswith(f":{program.country}") for plan in company.plan)


def fits(judged: Judged) -> bool:
    judgement = judged.judgement
    if judged.verdict is Verdict.NOT_ELIGIBLE or judgement.against_principle:
        return False
    return any(clause.condition.kind is not ConditionKind.COUNTRY for clause in judgement.met)


def _end(judged: Judged) -> float:
    closes = judged.standing.closes_at
    return closes.timestamp() if closes else 0.0
