"""Numbers of the last weeks as stacked bars, the same numbers as a table beside them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import ceil

from bot.counters.feedback import Rated

DAYS = 28
WIDTH, HEIGHT = 760, 220
LEFT, RIGHT, TOP, FOOT = 44, 16, 12, 28
STEPS = (1, 2, 3, 4, 5, 6, 8)
LINES = 4


@dataclass(frozen=True, slots=True)
class Segment:
    """A part of a bar; ``series`` is the number of its series, by which it is coloured."""

    y: float
    height: float
    series: int


@dataclass(frozen=True, slots=True)
class Bar:
    day: date
    x: float
    width: float
    segments: tuple[Segment, ...]
    counts: tuple[int, ...]
    total: int
    labelled: bool


@dataclass(frozen=True, slots=True)
class Chart:
    """``series`` are the codes of what is counted; ``ticks`` are pairs of a height and its number."""

    series: tuple[str, ...]
    bars: tuple[Bar, ...]
    ticks: tuple[tuple[float, int], ...]
    total: int
    width: int = WIDTH
    height: int = HEIGHT
    left: int = LEFT
    floor: int = HEIGHT - FOOT


def chart(counts: Iterable[tuple[date, str, int]], until: date, order: Sequence[str] = ()) -> Chart:
    """The last DAYS days up to ``until``, of (day, code, count) in any order; codes in ``order``
    come first.
    """
    days = [until - timedelta(days=n) for n in reversed(range(DAYS))]
    sums: Counter[tuple[date, str]] = Counter()
    for day, code, count in counts:
        if days[0] <= day <= until:
            sums[day, code] += count
    codes = {code for _, code in sums}
    series = (*(c for c in order if c in codes), *sorted(codes - frozenset(order)))
    totals = [sum(sums[day, code] for code in series) for day in days]
    top = _top(max(totals, default=0))
    slot, floor = (WIDTH - LEFT - RIGHT) / DAYS, HEIGHT - FOOT
    scale = (floor - TOP) / top
    bars = [
        Bar(
            day,
            LEFT + slot * n + slot * 0.15,
            slot * 0.7,
            tuple(_segments([sums[day, code] for code in series], floor, scale)),
            tuple(sums[day, code] for code in series),
            totals[n],
            (DAYS - 1 - n) % 7 == 0,
        )
        for n, day in enumerate(days)
    ]
    ticks = [(floor - scale * top * n / LINES, top * n // LINES) for n in range(LINES + 1)]
    return Chart(series, tuple(bars), tuple(ticks), sum(totals))


def _segments(counts: Sequence[int], floor: float, scale: float) -> Iterable[Segment]:
    at = float(floor)
    for number, count in enumerate(counts):
        if count:
            at -= count * scale
            yield Segment(at, count * scale, number)


def _top(largest: int) -> int:
    """A round number at least as large that LINES divides."""
    size = LINES
    while True:
        for step in STEPS:
            if size * step >= largest:
                return size * step
        size *= 10


@dataclass(frozen=True, slots=True)
class Quality:
    """What people thought of answers; ``reasons`` counts those given by a tap."""

    up: int
    down: int
    reasons: tuple[tuple[str, int], ...]

    @property
    def share(self) -> int | None:
        """Of thumbs up, in percent."""
        return round(100 * self.up / (self.up + self.down)) if self.up + self.down else None


def quality(rated: Iterable[Rated], codes: Sequence[str]) -> Quality:
    votes: Counter[str] = Counter()
    reasons: Counter[str] = Counter()
    for each in rated:
        votes[each.vote] += 1
        if each.reason:  # a reason in a person's own words is theirs
            reasons[each.reason if each.reason in codes else "other"] += 1
    return Quality(votes["up"], votes["down"], tuple(reasons.most_common()))


def percentile(values: Sequence[float], share: float) -> float | None:
    """The smallest value that ``share`` of them do not exceed."""
    ordered = sorted(values)
    return ordered[max(0, ceil(share * len(ordered)) - 1)] if ordered else None
