"""Application windows: made of periods, judged at a moment. No clock of its own, no I/O."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

from knowledge.dates.model import Grain, Period, PeriodKind, Role
from knowledge.programs import (
    Bilingual,
    Evidence,
    Precision,
    Source,
    Status,
    Warning,
    Window,
    WindowKind,
)

_PROMISES_LESS = (
    WindowKind.UNTIL_BUDGET,
    WindowKind.DATED,
    WindowKind.ROLLING,
    WindowKind.UNKNOWN,
)
STALE_AFTER = timedelta(days=30)
"""An ``until_budget`` or ``rolling`` window read longer ago is no longer said to be open."""

_UNTIL_USED = {
    PeriodKind.BUDGET,
    PeriodKind.FROM_UNTIL_BUDGET,
    PeriodKind.FIRST_COME,
    PeriodKind.UNTIL_FILLED,
}
_DATED = {PeriodKind.RANGE, PeriodKind.UNTIL}
_PRECISE = {Grain.MINUTE: Precision.MINUTE}


def windows_from(
    periods: Iterable[Period],
    *,
    document: str = "",
    source: Source | None = None,
    read: date | None = None,
) -> tuple[Window, ...]:
    """The windows of the periods that take applications, in their order, each said once.

    Without a certain end the kind is ``UNKNOWN`` and there is no ``closes_at``; it may still carry
    ``opens_at``. ``UNTIL_BUDGET`` covers first come and until filled: it may end any day.
    """
    mine = [p for p in periods if p.role is Role.APPLICATION and p.kind is not PeriodKind.NONE]
    windows: list[Window] = []
    for period in mine:
        if _said_elsewhere(period, mine):
            continue
        evidence = Evidence(document, quote=period.raw, span=period.span, source=source)
        window = replace(_window(period), evidence=evidence, read=read)
        if not any(_same(window, each) for each in windows):
            windows.append(window)
    certain = any(w.kind is not WindowKind.UNKNOWN for w in windows)
    return tuple(w for w in windows if not certain or _tells(w))


def _tells(window: Window) -> bool:
    """Beside a window that is known, an unknown one tells something by its round or its opening."""
    named = bool(window.label) or window.opens_at is not None
    return window.kind is not WindowKind.UNKNOWN or named


def _said_elsewhere(period: Period, others: Sequence[Period]) -> bool:
    """A date without its year, or an opening alone, that another period states in full."""
    dated = [p for p in others if p is not period and p.end is not None]
    if period.end is None and period.month is not None and period.kind in _DATED:
        return any((p.end.month, p.end.day) == (period.month, period.day) for p in dated if p.end)
    return period.kind is PeriodKind.RANGE and period.end is None and bool(dated)


def _same(one: Window, other: Window) -> bool:
    def key(window: Window) -> tuple[object, ...]:
        return window.kind, window.opens_at, window.closes_at, window.label.ja

    return key(one) == key(other)


def _window(period: Period) -> Window:
    kind = _kind(period)
    warnings = list(period.warnings)
    certain = kind is not WindowKind.UNKNOWN
    closes = period.end if certain else None
    if closes and period.end_precision is not Grain.MINUTE:
        warnings.append(Warning.HOUR_MISSING)
    broken = Warning.END_BEFORE_START in warnings or period.kind is PeriodKind.RELATIVE
    return Window(
        kind,
        opens_at=None if broken else period.start,
        closes_at=closes,
        opens_precision=_PRECISE.get(period.start_precision, Precision.DAY),
        closes_precision=_PRECISE.get(period.end_precision, Precision.DAY),
        arrival=period.arrival,
        label=Bilingual(ko=period.label, ja=period.label),
        warnings=tuple(dict.fromkeys(warnings)),
    )


def _kind(period: Period) -> WindowKind:
    if Warning.END_BEFORE_START in period.warnings:
        return WindowKind.UNKNOWN
    if period.kind in _UNTIL_USED:
        return WindowKind.UNTIL_BUDGET
    if period.kind is PeriodKind.ROLLING:
        return WindowKind.ROLLING
    if period.kind in _DATED and period.end is not None:
        return WindowKind.DATED
    return WindowKind.UNKNOWN


def status_of(window: Window, moment: datetime) -> Status:
    """The status at an aware ``moment``.

    Where the hour of closing is not stated, the closing day itself is ``UNKNOWN`` (the office may
    have closed) and the next day ``CLOSED``. A stated minute still counts as open.
    """
    if _is_over(window, moment):
        return Status.CLOSED
    if window.opens_at is not None and moment < window.opens_at:
        return Status.UPCOMING
    if window.kind is WindowKind.ROLLING:
        return Status.ROLLING
    if window.kind is WindowKind.UNTIL_BUDGET:
        return Status.UNTIL_BUDGET
    if window.kind is WindowKind.UNKNOWN or window.closes_at is None:
        return Status.UNKNOWN
    last_day = _local(moment, window.closes_at) == window.closes_at.date()
    if last_day and window.closes_precision is Precision.DAY:
        return Status.UNKNOWN
    return Status.OPEN


def _is_over(window: Window, moment: datetime) -> bool:
    closes = window.closes_at
    if closes is None:
        return False
    if window.closes_precision is Precision.DAY:
        return _local(moment, closes) > closes.date()
    return moment > closes


def _local(moment: datetime, other: datetime) -> date:
    """The calendar day of ``moment`` in the zone of ``other``."""
    return moment.astimezone(other.tzinfo).date()


def days_left(window: Window, moment: datetime) -> int | None:
    """Calendar days to the closing day, in the window's zone; 0 on the day itself.

    None unless the closing is certain and not yet over; so for rolling and until_budget too.
    """
    closes = window.closes_at
    if closes is None or window.kind is not WindowKind.DATED or _is_over(window, moment):
        return None
    return (closes.date() - _local(moment, closes)).days


def is_stale(window: Window, moment: datetime) -> bool:
    """Whether an end that nobody printed may have come since: read over 30 days ago, or never."""
    if window.kind not in {WindowKind.ROLLING, WindowKind.UNTIL_BUDGET}:
        return False
    source = window.evidence.source if window.evidence else None
    read = window.read or (source.read if source else None)
    return read is None or moment.date() - read > STALE_AFTER


def current_window(windows: Sequence[Window], moment: datetime) -> Window | None:
    """The one to speak of: open and closing first, else opening next, else rolling or until the
    budget is used, else a later round whose days are not known, else the one closed last, else
    unknown. None only if there are none.
    """
    by_status: dict[Status, list[Window]] = {}
    for window in windows:
        by_status.setdefault(status_of(window, moment), []).append(window)
    closing_today = [w for w in by_status.get(Status.UNKNOWN, []) if w.kind is WindowKind.DATED]
    if running := [*by_status.get(Status.OPEN, []), *closing_today]:
        return min(running, key=lambda w: w.closes_at or moment)
    if upcoming := by_status.get(Status.UPCOMING):
        return min(upcoming, key=lambda w: w.opens_at or moment)
    if lasting := by_status.get(Status.UNTIL_BUDGET) or by_status.get(Status.ROLLING):
        return lasting[0]
    if later := [w for w in by_status.get(Status.UNKNOWN, []) if w.label]:
        return later[0]
    if closed := by_status.get(Status.CLOSED):
        return max(closed, key=lambda w: w.closes_at or moment)
    return windows[0] if windows else None


def reconcile(field: Window, text: Window) -> Window:
    """One window of a portal's field and the notice's text; ``SOURCES_DIFFER`` when they do.

    The earlier end wins, the later opening, and the kind that promises less: one that may end any
    day over a dated one, a dated one over a rolling one. A text whose end lies before the field's
    opening speaks of another round: then the field is kept, with the warning.
    """
    kind = min(field.kind, text.kind, key=_PROMISES_LESS.index)
    ended = [each for each in (field, text) if each.closes_at is not None]
    opens = max((w.opens_at for w in (field, text) if w.opens_at), default=None)
    opening = next((w for w in (field, text) if w.opens_at == opens), field)
    last = min(ended, key=_end_key, default=field)
    if last.closes_at and opens and last.closes_at < opens:
        last = opening = field
    return replace(
        last,
        kind=kind,
        opens_at=opening.opens_at,
        opens_precision=opening.opens_precision,
        arrival=text.arrival or field.arrival,
        label=text.label or field.label,
        read=max((w.read for w in (field, text) if w.read), default=None),
        warnings=_joint_warnings(field, text, last),
    )


def _joint_warnings(field: Window, text: Window, kept: Window) -> tuple[Warning, ...]:
    """Those of both but for what the other one states; ``kept`` is the one whose end is shown."""
    warnings: list[Warning] = [
        w for w in (*field.warnings, *text.warnings) if w is not Warning.HOUR_MISSING
    ]
    if field.closes_at and text.closes_at and not _agree(field, text):
        warnings.append(Warning.SOURCES_DIFFER)
    if kept.closes_at:
        warnings = [w for w in warnings if w is not Warning.YEAR_MISSING]
        if kept.closes_precision is Precision.DAY:
            warnings.append(Warning.HOUR_MISSING)
    return tuple(dict.fromkeys(warnings))


def _end_key(window: Window) -> tuple[date, int, datetime]:
    """Earlier days first; on one day a stated minute before a missing hour."""
    closes = window.closes_at
    if closes is None:
        raise ValueError("only windows with an end are compared")
    return closes.date(), int(window.closes_precision is Precision.DAY), closes


def _agree(field: Window, text: Window) -> bool:
    if field.closes_at == text.closes_at:
        return True
    one, other = field.closes_at, text.closes_at
    hourless = Precision.DAY in {field.closes_precision, text.closes_precision}
    return bool(one and other and hourless and one.date() == _local(other, one))
