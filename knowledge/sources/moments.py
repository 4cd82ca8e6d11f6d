"""The moments that fields state, as windows of a programme."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from knowledge.programs import Bilingual, Precision, Warning, Window, WindowKind
from knowledge.sources.lexicon import table, wording

Moment = tuple[datetime | None, Precision]
NO_MOMENT: Moment = (None, Precision.DAY)
ONE_SECOND = timedelta(seconds=1)


def stated_window(opens: Moment, closes: Moment) -> Window:
    """A dated window; without an end its kind is unknown. The evidence holds the gist alone."""
    warnings: list[Warning] = []
    broken = opens[0] is not None and closes[0] is not None and closes[0] < opens[0]
    if broken:
        warnings.append(Warning.END_BEFORE_START)
    elif closes[0] and closes[1] is Precision.DAY:
        warnings.append(Warning.HOUR_MISSING)
    dated = closes[0] is not None and not broken
    return Window(
        WindowKind.DATED if dated else WindowKind.UNKNOWN,
        opens_at=None if broken else opens[0],
        closes_at=closes[0] if dated else None,
        opens_precision=opens[1],
        closes_precision=closes[1] if dated else Precision.DAY,
        warnings=tuple(warnings),
    )


def window_gist(opens: Moment, closes: Moment, portal: Bilingual) -> Bilingual:
    return wording(
        "window",
        portal_ko=portal.ko,
        portal_ja=portal.ja,
        **_written("opens", opens),
        **_written("closes", closes),
    )


def from_utc(text: str | None, zone: ZoneInfo, *, end: bool = False) -> Moment:
    """An ISO 8601 moment of UTC (seconds may be missing) in ``zone``, to the minute; an end at
    midnight is the end of the day before. What cannot be read is none.
    """
    try:
        at = datetime.fromisoformat(text or "").astimezone(zone)
    except ValueError:
        return NO_MOMENT
    if end and at.time() == time(0, 0):
        return at - ONE_SECOND, Precision.MINUTE
    return at, Precision.DAY if at.time() == time(0, 0) else Precision.MINUTE


def from_digits(text: str | None, zone: ZoneInfo, *, end: bool = False) -> Moment:
    """A day such as 20260821 or 2026-08-21 in ``zone``."""
    digits = "".join(c for c in text or "" if c.isdigit())[:8]
    try:
        day = datetime.strptime(digits, "%Y%m%d").date()  # noqa: DTZ007 - a day has no zone
    except ValueError:
        return NO_MOMENT
    return datetime.combine(day, time(23, 59, 59) if end else time(), zone), Precision.DAY


def _written(name: str, moment: Moment) -> dict[str, str]:
    at, precision = moment
    made = {}
    for language in ("ko", "ja"):
        words = table("words")
        text = words["day"][language].format(y=at.year, m=at.month, d=at.day) if at else ""
        if at and precision is Precision.MINUTE:
            text += words["clock"][language].format(hour=at.hour, minute=at.minute)
        made[f"{name}_{language}"] = text
    return made
