"""May this company apply? Strong Kleene logic over the conditions, each with its reason.

A missing fact never decides, an unread clause never counts as met, an unmet in-principle clause is
for the office to say, and only a programme whose conditions are fully known can be plainly eligible.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from bot.company import Company
from bot.conditions import Finding, Truth, find, soften
from bot.messages import Verdict
from knowledge.programs import Condition, Coverage, Program, Strength


@dataclass(frozen=True, slots=True)
class Clause:
    condition: Condition
    finding: Finding

    @property
    def decides(self) -> bool:
        return self.finding.applies and self.condition.strength is not Strength.DISCRETIONARY

    @property
    def missing(self) -> tuple[str, ...]:
        """Facts that could still decide it; none could if it is unread."""
        undecided = self.decides and self.truth is None
        return self.finding.missing if undecided and self.readable else ()

    @property
    def readable(self) -> bool:
        return self.condition.strength is not Strength.UNREAD

    @property
    def truth(self) -> Truth:
        """Met, unmet or unknown, after the clause's strength: in principle is never a no."""
        if self.condition.strength is Strength.DISCRETIONARY:
            return self.finding.truth
        return soften(self.finding.truth, self.condition.strength)


@dataclass(frozen=True, slots=True)
class Judgement:
    program: Program
    company: Company
    verdict: Verdict
    clauses: tuple[Clause, ...]

    @property
    def missing(self) -> tuple[str, ...]:
        """Facts of the company that could still decide, in the order of the clauses."""
        return tuple(dict.fromkeys(fact for clause in self.clauses for fact in clause.missing))

    @property
    def met(self) -> tuple[Clause, ...]:
        return tuple(c for c in self.clauses if c.decides and c.truth is True)

    @property
    def unmet(self) -> tuple[Clause, ...]:
        return tuple(c for c in self.clauses if c.decides and c.truth is False)

    @property
    def against_principle(self) -> tuple[Clause, ...]:
        return tuple(
            c
            for c in self.clauses
            if c.decides
            and c.condition.strength is Strength.IN_PRINCIPLE
            and c.finding.truth is False
        )

    @property
    def unread(self) -> tuple[Clause, ...]:
        """Clauses that count and that nothing known of a company could settle."""
        return tuple(
            c
            for c in self.clauses
            if c.decides
            and c.truth is None
            and not c.missing
            and not (c.readable and c.finding.truth is False)
        )

    @property
    def said(self) -> tuple[Clause, ...]:
        """Discretionary clauses: they never decide and are always said."""
        return tuple(c for c in self.clauses if c.condition.strength is Strength.DISCRETIONARY)


def judge(program: Program, company: Company, today: date) -> Judgement:
    """Hold every condition of ``program`` against ``company`` on ``today`` (the programme's day)."""
    clauses = tuple(Clause(c, find(c, company, today)) for c in program.conditions)
    return Judgement(program, company, _verdict(program, clauses), clauses)


def _verdict(program: Program, clauses: tuple[Clause, ...]) -> Verdict:
    truths = [clause.truth for clause in clauses if clause.decides]
    if False in truths:
        return Verdict.NOT_ELIGIBLE
    if not truths or None in truths or program.coverage is not Coverage.FULL:
        return Verdict.UNKNOWN
    return Verdict.ELIGIBLE
