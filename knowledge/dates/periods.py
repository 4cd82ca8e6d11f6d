"""From the text of a notice, or of its period field, to periods."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date

from knowledge.dates.cleaning import Clean, clean
from knowledge.dates.dating import Calendar
from knowledge.dates.lexicon import lexicon
from knowledge.dates.model import Period, PeriodKind, Role, zone_of
from knowledge.dates.moments import find_moments
from knowledge.dates.phrases import is_early, phrase_periods
from knowledge.dates.places import Line, Place, judged_role, place_of, read_lines
from knowledge.dates.rounds import joined
from knowledge.dates.stretches import Shape, Stretch, find_stretches
from knowledge.programs import Arrival, Country, Warning

_FIELD_LENGTH = 80
_LABEL_LENGTH = 24
_PROVISIONAL_REACH = 30


def read_periods(
    text: str, *, country: Country, published: date | None = None
) -> tuple[Period, ...]:
    """The periods of a notice or of a period field, in the order of the text.

    ``country`` is the provider's and gives the zone; the language may be either. ``published``
    gives a year to dates without one, with the warning ``year_inferred``; without it such an end
    stays None, with ``month``, ``day`` and the warning ``year_missing``. Never raises.
    """
    source = clean(text)
    stretches = find_stretches(source.text, find_moments(source.text))
    reader = _Reader(
        source,
        stretches,
        Calendar(zone_of(country), published),
        alone="\n" not in source.text.strip() and len(source.text) <= _FIELD_LENGTH,
        early=is_early(source.text),
    )
    lines = read_lines(source.text, stretches)
    dated: list[tuple[Period, Line]] = []
    for index, stretch in enumerate(stretches):
        place = place_of(source.text, lines, stretches, index)
        period = reader.period(stretch, place)
        if not reader.is_heading_month(stretch, place, period):
            dated.append((period, place.line))
    blocks = [(period, line.heading) for period, line in _without_events(dated)]
    return phrase_periods(source, lines, stretches, joined(blocks), alone=reader.alone)


def _without_events(dated: list[tuple[Period, Line]]) -> list[tuple[Period, Line]]:
    """A deadline for a briefing is not one for the programme, if the programme prints its own."""
    own = any(p.role is Role.APPLICATION and not line.event for p, line in dated)
    return [(replace(p, role=Role.OTHER) if own and line.event else p, line) for p, line in dated]


@dataclass(slots=True)
class _Reader:
    """``alone``: the text is a period field. ``early``: it says that it may close early.
    ``quoted``: where the last quote ended.
    """

    source: Clean
    stretches: list[Stretch]
    calendar: Calendar
    alone: bool
    early: bool
    quoted: int = 0

    def period(self, stretch: Stretch, place: Place) -> Period:
        shape, first, last = _shape(stretch, place), stretch.first, stretch.last
        if shape is Shape.FROM and first is None:
            first, last = last, None
        period = self.calendar.dated(shape, first, last)
        tail = self._tail(stretch)
        start, end = self._quoted(stretch, place, tail)
        span = self.source.span(start, end)
        period = replace(
            period,
            raw=self.source.original[span[0] : span[1]],
            span=span,
            arrival=_arrival(self.source.text[stretch.start : stretch.end] + tail),
            label=place.label,
            role=judged_role(self.source.text, place, stretch, alone=self.alone),
        )
        return self._kinded(self._worded(period, stretch, tail), place, tail)

    def is_heading_month(self, stretch: Stretch, place: Place, period: Period) -> bool:
        """A bare month that only heads its line, such as the month of a round."""
        beside = sum(place.line.start <= s.start <= place.line.end for s in self.stretches)
        return stretch.shape is Shape.BARE and period.kind is PeriodKind.APPROX and beside > 1

    def _tail(self, stretch: Stretch) -> str:
        found = lexicon().rule("tail").match(self.source.text, stretch.end)
        end = found.end() if found else stretch.end
        following = [each.start for each in self.stretches if each.start >= stretch.end]
        return self.source.text[stretch.end : min([end, *following])]

    def _quoted(self, stretch: Stretch, place: Place, tail: str) -> tuple[int, int]:
        """The stretch with the label before it and the rule of arrival after it."""
        text, start, end = self.source.text, stretch.start, stretch.end
        label = place.segment.lstrip(" \t),")
        if place.explicit and len(label) <= _LABEL_LENGTH:
            start = max(self.quoted, start - len(label))
            start += len(text[start:]) - len(text[start:].lstrip())
        found = lexicon().rule("closing").match(text, end, end + len(tail))
        opened = text.count("(", start, end) > text.count(")", start, end)
        if found and (opened or found[0].strip() != ")"):
            end = found.end()
        self.quoted = end
        return start, end

    def _worded(self, period: Period, stretch: Stretch, tail: str) -> Period:
        rules = lexicon().rules
        words = self.source.text[stretch.start : stretch.end] + tail[:_PROVISIONAL_REACH]
        warnings = list(period.warnings)
        provisional = rules["provisional"].search(words) is not None
        if provisional:
            warnings.append(Warning.PROVISIONAL)
        if self.alone and rules["variable"].search(self.source.text):
            warnings.append(Warning.SEVERAL_DEADLINES)
        return replace(period, provisional=provisional, warnings=tuple(dict.fromkeys(warnings)))

    def _kinded(self, period: Period, place: Place, tail: str) -> Period:
        """A budget or a number of places that may end it early makes another kind of it."""
        rules = lexicon().rules
        line = self.source.text[place.line.start : place.line.end]
        scope = self.source.text if self.alone else tail
        plain = period.kind in {PeriodKind.RANGE, PeriodKind.UNTIL}
        if plain and rules["earlier"].search(scope):
            return replace(period, kind=PeriodKind.RELATIVE)
        if not plain or period.role is Role.OTHER:
            return period
        if self.early or rules["budget"].search(scope):
            ranged = period.kind is PeriodKind.RANGE
            kind = PeriodKind.FROM_UNTIL_BUDGET if ranged else PeriodKind.BUDGET
            return replace(period, kind=kind)
        if rules["firstcome"].search(scope):
            return replace(period, kind=PeriodKind.FIRST_COME)
        open_ended = period.kind is PeriodKind.RANGE and not period.end and not period.month
        if open_ended and rules["rolling"].search(line):
            return replace(period, kind=PeriodKind.ROLLING)
        return period


def _shape(stretch: Stretch, place: Place) -> Shape:
    if stretch.shape is not Shape.BARE:
        return stretch.shape
    words = place.segment if place.explicit else place.line.words
    starts = lexicon().rule("startlabel").search(words)
    return Shape.FROM if starts else Shape.UNTIL


def _arrival(words: str) -> Arrival | None:
    rules = lexicon().rules
    arrive: re.Match[str] | None = rules["arrive"].search(words)
    post: re.Match[str] | None = rules["postmark"].search(words)
    if post and (arrive is None or post.start() < arrive.start()):
        return Arrival.POSTMARKED
    return Arrival.MUST_ARRIVE if arrive else None
