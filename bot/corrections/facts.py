"""The facts of a programme as they were told, and how they differ from those of today. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from enum import StrEnum
from hashlib import blake2b
from typing import Any

from bot.company import Company
from bot.standings import standing
from bot.verdicts import judge
from knowledge.programs import Program


class Changed(StrEnum):
    """In the order in which they are told: what can cost somebody most comes first."""

    EARLIER = "earlier"
    WITHDRAWN = "withdrawn"
    VERDICT = "verdict"
    NO_DATE = "no_date"
    LATER = "later"
    DATED = "dated"
    BENEFIT = "benefit"


@dataclass(frozen=True, slots=True)
class ToldFacts:
    """``closes`` is an ISO moment, empty where none was certain; ``benefit`` what is given, for
    comparing; ``conditions`` a fingerprint of the clauses, so that a verdict which changes because
    the company does is no correction.
    """

    closes: str = ""
    benefit: str = ""
    conditions: str = ""
    verdict: str = ""

    def as_json(self) -> Mapping[str, str]:
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Change:
    what: Changed
    before: str = ""
    after: str = ""


def facts_of(program: Program, company: Company, moment: datetime) -> ToldFacts:
    where = standing(program, moment)
    verdict = judge(program, company, where.today).verdict
    return ToldFacts(
        where.closes_at.isoformat() if where.closes_at else "",
        _benefit(program),
        _fingerprint(program),
        verdict.value,
    )


def changes(
    told: ToldFacts, program: Program | None, company: Company, moment: datetime
) -> tuple[Change, ...]:
    """What somebody who was told these facts has to be told now, most important first."""
    if program is None:
        return (Change(Changed.WITHDRAWN),)
    now = facts_of(program, company, moment)
    return tuple(
        sorted(_changes(told, now, program, moment), key=lambda c: list(Changed).index(c.what))
    )


def _changes(
    told: ToldFacts, now: ToldFacts, program: Program, moment: datetime
) -> Iterator[Change]:
    if not _still_stands(told.closes, program) and told.closes != now.closes:
        before = datetime.fromisoformat(told.closes) if told.closes else None
        after = datetime.fromisoformat(now.closes) if now.closes else None
        if before and after:
            what = Changed.EARLIER if after < before else Changed.LATER
            if before > moment or after > moment:
                yield Change(what, told.closes, now.closes)
        elif before and before > moment:
            yield Change(Changed.NO_DATE, told.closes)
        elif after and after > moment:
            yield Change(Changed.DATED, after=now.closes)
    if told.benefit != now.benefit:
        yield Change(Changed.BENEFIT, told.benefit, now.benefit)
    if told.conditions != now.conditions and told.verdict != now.verdict:
        yield Change(Changed.VERDICT, told.verdict, now.verdict)


def _still_stands(closes: str, program: Program) -> bool:
    """A round that is over while the next one is current has not been changed."""
    return any(w.closes_at and w.closes_at.isoformat() == closes for w in program.windows)


def _benefit(program: Program) -> str:
    """Amounts and rates alone: another wording of the same is no change."""
    return "; ".join(
        f"{b.kind} {f'{b.at_most.amount} {b.at_most.currency}' if b.at_most else ''} {b.rate}"
        for b in program.benefits
    )


def _fingerprint(program: Program) -> str:
    clauses = [
        (c.kind, c.operator, c.bound, c.strength, c.alternatives) for c in program.conditions
    ]
    return blake2b(repr((clauses, program.coverage)).encode(), digest_size=8).hexdigest()


def read_facts(values: Mapping[str, Any]) -> ToldFacts:
    """As ``as_json`` gave them; what a later release added is passed over."""
    return ToldFacts(
        **{k: str(v) for k, v in values.items() if k in ToldFacts.__dataclass_fields__}
    )
