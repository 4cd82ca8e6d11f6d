"""A stretch of time put into the calendar: days, hours, what was assumed and what does not fit."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from zoneinfo import ZoneInfo

from knowledge.dates import years
from knowledge.dates.model import Grain, Period, PeriodKind
from knowledge.dates.moments import Moment
from knowledge.dates.stretches import Shape
from knowledge.programs import Warning


@dataclass(slots=True)
class Calendar:
    """Reads in the order of the text: ``last_year`` is the year that was printed last."""

    zone: ZoneInfo
    published: date | None
    last_year: int | None = None

    def dated(self, shape: Shape, first: Moment | None, last: Moment | None) -> Period:
        """A period without words: kind, moments, precision and warnings."""
        kind = PeriodKind.UNTIL if shape is Shape.UNTIL else PeriodKind.RANGE
        period = Period(kind, "", (0, 0))
        moments = [m for m in (first, last) if m is not None]
        if not all(m.valid for m in moments):
            return replace(period, kind=PeriodKind.UNPARSED)
        begin, finish = self._days(first, last)
        if finish.day or begin.day:
            self.last_year = (finish.day or begin.day or date.min).year
        period = self._placed(period, (first, begin.day), (last, finish.day))
        warnings = [Warning.YEAR_INFERRED] if begin.inferred or finish.inferred else []
        warnings = [
            *warnings,
            *years.weekday_warning(first, begin.day),
            *years.weekday_warning(last, finish.day),
        ]
        if period.start and period.end and period.end < period.start:
            warnings.append(Warning.END_BEFORE_START)
        return _lacking(replace(period, warnings=tuple(warnings)), first, last)

    def _days(self, first: Moment | None, last: Moment | None) -> tuple[years.Dated, years.Dated]:
        begin = self._printed(first, self.last_year)
        finish = self._printed(last, begin.day.year if begin.day else self.last_year)
        if last and not finish.day:
            finish = years.end_after(begin.day, last) if begin.day else self._inferred(last)
        if first and not begin.day and finish.day:
            begin = years.start_before(first, finish.day)
        elif first and not begin.day and last is None:
            begin = self._inferred(first)
        return begin, finish

    @staticmethod
    def _printed(moment: Moment | None, last_year: int | None) -> years.Dated:
        if moment is None:
            return years.Dated(None)
        return years.day_of(moment, last_year=last_year, published=None)

    def _inferred(self, moment: Moment) -> years.Dated:
        return years.day_of(moment, last_year=self.last_year, published=self.published)

    def _placed(
        self,
        period: Period,
        first: tuple[Moment | None, date | None],
        last: tuple[Moment | None, date | None],
    ) -> Period:
        if first[0] and first[1]:
            start, precision = years.opening(first[0], first[1], self.zone)
            period = replace(period, start=start, start_precision=precision)
        if last[0] and last[1]:
            end, precision = years.closing(last[0], last[1], self.zone)
            period = replace(period, end=end, end_precision=precision)
        return period


def _lacking(period: Period, first: Moment | None, last: Moment | None) -> Period:
    """The period with what its words leave open: no day (approximate), or no year."""
    if (first and first.day is None) or (last and last.day is None):
        rough = last or first
        return replace(
            period,
            kind=PeriodKind.APPROX,
            end=None,
            month=rough.month if rough else None,
            start_precision=_grain(first, period.start_precision),
            end_precision=_grain(last, period.end_precision),
        )
    missing = last if last and not period.end else first if first and not period.start else None
    if missing is None:
        return period
    return replace(
        period,
        month=missing.month,
        day=missing.day or None,
        warnings=(*period.warnings, Warning.YEAR_MISSING),
    )


def _grain(moment: Moment | None, otherwise: Grain) -> Grain:
    return moment.grain if moment and moment.day is None else otherwise
