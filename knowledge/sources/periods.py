"""One list of windows out of a portal's fields and the notice's text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from knowledge.dates import Period, read_periods
from knowledge.documents import Document
from knowledge.programs import Evidence, Warning, Window, WindowKind
from knowledge.sources.model import Draft
from knowledge.windows import reconcile, windows_from


def windows_of(draft: Draft, document: Document) -> tuple[Window, ...]:
    """The fields' windows; where there is one, it is held against what the text prints."""
    stated = draft.windows or _period(draft, document)
    if len(stated) > 1:
        return stated
    periods = [*_read(draft, document.title), *_in_text(draft, document)]
    printed = windows_from(periods, document=document.id, source=draft.source)
    if not stated or not printed:
        return stated or printed
    return (_agreed(stated[0], printed),)


def _in_text(draft: Draft, document: Document) -> list[Period]:
    """Behind the title, which is read by itself, and before the line of the period field, beside
    which a title's (~9/11) would count as said already.
    """
    text, first = document.text, len(document.title)
    last = text.rfind(draft.period.markup.strip()) if draft.period else -1
    read = _read(draft, text[:last] if last > 0 else text)
    return [period for period in read if period.span[0] > first]


def _read(draft: Draft, text: str) -> tuple[Period, ...]:
    return read_periods(text, country=draft.country, published=draft.published)


def _period(draft: Draft, document: Document) -> tuple[Window, ...]:
    """The text of the source's own field for the period, quoted at its place in the document."""
    if draft.period is None:
        return ()
    raw = draft.period.markup.strip()
    place = document.text.rfind(raw)
    windows = windows_from(
        _read(draft, raw),
        document=document.id,
        source=draft.source,
    )
    span = (place, place + len(raw))
    whole = Evidence(document.id, quote=raw, span=span, source=draft.source)
    return tuple(replace(w, evidence=whole if place >= 0 else w.evidence) for w in windows)


def _agreed(field: Window, printed: Sequence[Window]) -> Window:
    """With several printed ends: the one the field means, else the last before it, else the first;
    that there are several is said.
    """
    ended = [w for w in printed if w.closes_at is not None]
    if not ended:
        return reconcile(field, printed[0]) if _limits(printed[0]) else field
    if field.closes_at is None:
        chosen = min(ended, key=lambda w: w.closes_at.isoformat() if w.closes_at else "")
        return chosen if field.kind is WindowKind.UNKNOWN else reconcile(field, chosen)
    end = field.closes_at
    same = [w for w in ended if w.closes_at and w.closes_at.date() == end.date()]
    before = [w for w in ended if w.closes_at and w.closes_at < end]
    after = [w for w in ended if w.closes_at and w.closes_at > end]
    chosen = (same or before[-1:] or after)[0]
    window = reconcile(field, chosen)
    if len({w.closes_at for w in ended}) > 1:
        warnings = dict.fromkeys((*window.warnings, Warning.SEVERAL_DEADLINES))
        window = replace(window, warnings=tuple(warnings))
    return window


def _limits(window: Window) -> bool:
    """Whether a period without an end still promises less than a dated one."""
    return window.kind is WindowKind.UNTIL_BUDGET
