"""When applications are taken: the windows that a notice prints."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from knowledge.dates import Period, PeriodKind, Role, read_periods
from knowledge.documents import Document
from knowledge.extraction.lexicon import rule
from knowledge.extraction.model import Clause, Leftover, Section, Topic, evidence
from knowledge.orders import gives_orders
from knowledge.programs import Country, Window, WindowKind
from knowledge.windows import windows_from

_DAYS = {PeriodKind.UNTIL, PeriodKind.RANGE, PeriodKind.APPROX}


def windows_of(
    document: Document, clauses: Sequence[Clause], country: Country
) -> tuple[tuple[Window, ...], tuple[Leftover, ...]]:
    """The application windows printed in these clauses; one without its year keeps month and day."""
    first, last = clauses[0].start, clauses[-1].end
    mine = [
        p
        for p in read_periods(document.text, country=country, published=document.published)
        if p.role is Role.APPLICATION
        and first <= p.span[0]
        and p.span[1] <= last
        and not gives_orders(_line(document.text, p.span[0])[0])
    ]
    windows = _windows(document, mine)
    taken = {w.evidence.span for w in windows if w.evidence}
    left = tuple(
        Leftover(Topic.PERIOD, p.raw, p.span) for p in mine if p.raw and p.span not in taken
    )
    return windows, left


def windows_as_printed(
    document: Document, clauses: Sequence[Clause], country: Country
) -> tuple[Window, ...]:
    """In a short notice: the lines about a term, each by itself; where nobody can read a date in
    them their words alone, which are no date.
    """
    windows = _windows(document, list(_by_line(document, clauses, country)))
    if windows:
        return windows
    spans = [(c.start, c.end) for c in clauses if c.section is Section.PERIOD and not c.heading]
    spans = spans or [
        p.span
        for p in read_periods(document.text, country=country, published=document.published)
        if p.kind in _DAYS and not gives_orders(_line(document.text, p.span[0])[0])
    ]
    return tuple(
        Window(WindowKind.UNKNOWN, evidence=evidence(document, *span)) for span in spans[:1]
    )


def _by_line(document: Document, clauses: Sequence[Clause], country: Country) -> Iterator[Period]:
    lines = {_line(document.text, c.start): c for c in clauses if not gives_orders(c.text)}
    for (text, start), clause in lines.items():
        told = rule("notices", "applying").search(text)
        if not (told or clause.section is Section.PERIOD):
            continue
        for period in read_periods(text, country=country, published=document.published):
            if period.kind is PeriodKind.UNPARSED:
                continue
            if period.role is Role.APPLICATION or told:
                span = (period.span[0] + start, period.span[1] + start)
                yield replace(period, role=Role.APPLICATION, span=span)


def _windows(document: Document, periods: Sequence[Period]) -> tuple[Window, ...]:
    source = document.sources[0] if document.sources else None
    windows = windows_from(periods, document=document.id, source=source)
    return tuple(_dated(w, periods) for w in windows)


def _line(text: str, at: int) -> tuple[str, int]:
    """The line around a place of the text, and where it starts."""
    start, end = text.rfind("\n", 0, at) + 1, text.find("\n", at)
    return text[start : end if end >= 0 else None], start


def _dated(window: Window, periods: Sequence[Period]) -> Window:
    span = window.evidence.span if window.evidence else None
    period = next((p for p in periods if p.span == span), None)
    if period is None or window.closes_at is not None or window.month is not None:
        return window
    return replace(window, month=period.month, day=period.day)
