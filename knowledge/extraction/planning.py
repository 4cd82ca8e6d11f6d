"""What must be done by when, counted back from a deadline; only from what the source states."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from math import ceil

from knowledge.extraction.lexicon import rule, table
from knowledge.programs import Condition, ConditionKind, Evidence, Program

_SPOKEN = {ConditionKind.ACCOUNT, ConditionKind.TIMING, ConditionKind.OTHER}


@dataclass(frozen=True, slots=True)
class Step:
    """``by`` is the last day to begin (or to be done) in the deadline's zone; ``days`` were stated.

    ``condition`` is what the step serves; None for the deadline itself.
    """

    by: date
    days: int
    condition: Condition | None = None


def plan_back(program: Program, closes_at: datetime) -> tuple[Step, ...]:
    """The steps whose duration a clause of the programme states, earliest first, the deadline last.

    A range counts with its longer end, a month with 31 days, working days with half as many again.
    """
    end = closes_at.date()
    steps = [
        Step(end - timedelta(days=days), days, condition)
        for condition in program.conditions
        if condition.kind in _SPOKEN and (days := _stated(condition.evidence)) is not None
    ]
    ordered = sorted(steps, key=lambda step: step.by)
    return (*ordered, Step(end, 0))


def _stated(found: Evidence | None) -> int | None:
    """The longest time that the clause says something takes, or must lie before the deadline."""
    if found is None:
        return None
    texts = (found.quote,) if found.quote else (found.gist.ja, found.gist.ko)
    return max((days for text in texts for days in _durations(text)), default=None)


def states_duration(text: str) -> bool:
    """Whether the text says how long something takes, or how long before a deadline it must be."""
    return next(_durations(text), None) is not None


def _durations(text: str) -> Iterator[int]:
    units: dict[str, float] = table("warnings")["lead"]["days"]
    for match in rule("warnings", "lead", "duration").finditer(text):
        rest = match["after"]
        takes = rule("warnings", "lead", "takes").search(rest)
        if not takes and not rule("warnings", "lead", "ahead").match(rest):
            continue
        yield ceil(int(match["n2"] or match["n"]) * units[match["unit"]])
