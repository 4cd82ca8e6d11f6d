"""Periods of one block seen together: a common opening, and more than one deadline."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace

from knowledge.dates.lexicon import lexicon
from knowledge.dates.model import Period, PeriodKind, Role
from knowledge.programs import Warning

_ENDED = {PeriodKind.UNTIL, PeriodKind.RANGE, PeriodKind.BUDGET, PeriodKind.FROM_UNTIL_BUDGET}
_OPENING = {PeriodKind.RANGE, PeriodKind.FROM_UNTIL_BUDGET}
_CLOSING = {
    PeriodKind.UNTIL: PeriodKind.RANGE,
    PeriodKind.BUDGET: PeriodKind.FROM_UNTIL_BUDGET,
}


def joined(dated: list[tuple[Period, int | None]]) -> tuple[Period, ...]:
    """``dated`` pairs each period with its block (the place of its heading, None in prose)."""
    return tuple(_warned(_opened(dated)))


def _opened(dated: list[tuple[Period, int | None]]) -> list[tuple[Period, int | None]]:
    """A lone opening goes to the deadlines that follow it, and then is said by them."""
    result: list[tuple[Period, int | None]] = []
    opening: tuple[int, Period, int | None] | None = None
    used: set[int] = set()
    for period, block in dated:
        lone = period.start is not None and period.end is None and period.month is None
        mine = period.role is Role.APPLICATION
        if mine and lone and period.kind in _OPENING:
            opening = (len(result), period, block)
        elif mine and period.kind in _CLOSING and period.end and not period.start and opening:
            at, first, where = opening
            near = where == block or period.span[0] - first.span[1] <= 60
            if near and first.start and first.start < period.end:
                period = replace(  # noqa: PLW2901 - the same period, completed
                    period,
                    kind=_CLOSING[period.kind],
                    start=first.start,
                    start_precision=first.start_precision,
                )
                used.add(at)
        result.append((period, block))
    return [pair for place, pair in enumerate(result) if place not in used]


def _warned(dated: list[tuple[Period, int | None]]) -> list[Period]:
    ends: dict[int | None, set[object]] = defaultdict(set)
    for period, block in dated:
        if _counts(period):
            ends[block].add(period.end)
    return [
        replace(period, warnings=(*period.warnings, Warning.SEVERAL_DEADLINES))
        if _counts(period) and len(ends[block]) > 1
        else period
        for period, block in dated
    ]


def _counts(period: Period) -> bool:
    if period.role is not Role.APPLICATION or period.end is None or period.kind not in _ENDED:
        return False
    return lexicon().rule("round").search(period.label) is None
