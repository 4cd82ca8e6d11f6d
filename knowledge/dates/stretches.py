"""Moments joined to stretches of time: a range, an end, a beginning, or a bare date."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from knowledge.dates.lexicon import lexicon
from knowledge.dates.model import Grain
from knowledge.dates.moments import Moment, is_possible, with_clock


class Shape(StrEnum):
    RANGE = "range"
    UNTIL = "until"
    FROM = "from"
    BARE = "bare"


@dataclass(frozen=True, slots=True)
class Stretch:
    """``start`` and ``end`` are places in the folded text, with a tilde before or a word after."""

    shape: Shape
    first: Moment | None
    last: Moment | None
    start: int
    end: int

    @property
    def moments(self) -> tuple[Moment, ...]:
        return tuple(m for m in (self.first, self.last) if m is not None)


def find_stretches(text: str, moments: list[Moment]) -> list[Stretch]:
    stretches: list[Stretch] = []
    place = 0
    while place < len(moments):
        first = moments[place]
        following = moments[place + 1] if place + 1 < len(moments) else None
        if following and _linked(text, first, following):
            stretches.append(_range(text, first, following))
            place += 2
            continue
        place += 1
        if last := _day_end(text, first):
            stretches.append(_range(text, first, last))
        else:
            stretches.append(_single(text, first))
    return stretches


def _linked(text: str, first: Moment, following: Moment) -> bool:
    between = text[first.end : following.start]
    return len(between) < 24 and lexicon().rule("gap").fullmatch(between) is not None


def _range(text: str, first: Moment, last: Moment) -> Stretch:
    end = last.end
    if after := lexicon().rule("after_until").match(text, end):
        end = after.end()
    return Stretch(Shape.RANGE, first, last, first.start, end)


def _day_end(text: str, first: Moment) -> Moment | None:
    """The end of a range that prints its day alone, in the month of its start."""
    match = lexicon().rule("dayend").match(text, first.end)
    if match is None or first.grain is not Grain.DAY:
        return None
    day = int(match["d"])
    possible = is_possible(first.year, first.month, day)
    place = match.start("d")
    return with_clock(
        text,
        Moment(place, match.end(), first.year, first.month, day, Grain.DAY, valid=possible),
    )


def _single(text: str, moment: Moment) -> Stretch:
    rules = lexicon().rules
    tilde = rules["tilde"].search(text, max(0, moment.start - 4), moment.start)
    start = tilde.start() if tilde else moment.start
    if after := rules["after_until"].match(text, moment.end):
        return Stretch(Shape.UNTIL, None, moment, start, after.end())
    if after := rules["after_from"].match(text, moment.end):
        return Stretch(Shape.FROM, moment, None, moment.start, after.end())
    if tilde:
        return Stretch(Shape.UNTIL, None, moment, start, moment.end)
    return Stretch(Shape.BARE, None, moment, moment.start, moment.end)
