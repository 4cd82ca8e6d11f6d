"""Single dates for other uses: the year a firm was founded, the day an article appeared."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from knowledge.dates.cleaning import clean
from knowledge.dates.lexicon import lexicon
from knowledge.dates.moments import Moment, find_moments


@dataclass(frozen=True, slots=True)
class FoundDate:
    """``day`` and then ``month`` are None where only the year is printed; ``raw`` as printed."""

    year: int
    month: int | None
    day: int | None
    raw: str
    span: tuple[int, int]

    @property
    def value(self) -> date | None:
        """The calendar day, if it is printed whole."""
        if self.month is None or self.day is None:
            return None
        return date(self.year, self.month, self.day)


def read_dates(text: str) -> tuple[FoundDate, ...]:
    """Every date that prints its year, in the order of the text; a year alone counts."""
    source = clean(text)
    moments = [m for m in find_moments(source.text) if m.valid and m.year is not None]
    found = [_found(m.year or 0, m, (m.start, m.end)) for m in moments]
    rules = lexicon().rules
    for name in ("yearonly", "ymonly"):
        for match in rules[name].finditer(source.text):
            if any(match.start() < m.end and m.start < match.end() for m in moments):
                continue
            part = match.groupdict()
            month = int(part["m"]) if part.get("m") else None
            found.append((_year(part), month, None, (match.start(), match.end())))
    found.sort(key=lambda each: each[3])
    dates = []
    for year, month, day, (start, end) in found:
        span = source.span(start, end)
        dates.append(FoundDate(year, month, day, source.original[span[0] : span[1]], span))
    return tuple(dates)


def _found(
    year: int, moment: Moment, span: tuple[int, int]
) -> tuple[int, int | None, int | None, tuple[int, int]]:
    return year, moment.month, moment.day or None, span


def _year(part: dict[str, str | None]) -> int:
    if part.get("y"):
        return int(part["y"] or 0)
    count = part["ey"] or ""
    return lexicon().eras[part["era"] or ""] + (int(count) if count.isdigit() else 1)
