"""Where a programme stands at a moment: computed when asked, never stored."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from knowledge.programs import Precision, Program, Status, Window
from knowledge.windows import current_window, days_left, is_stale, status_of
from knowledge.zones import ZONES


@dataclass(frozen=True, slots=True)
class Standing:
    """``today`` is the moment's day in the programme's zone; ``stale`` means that an open-ended
    window was read too long ago to count as open; ``held`` that somebody is looking into it.
    """

    status: Status
    window: Window | None
    moment: datetime
    today: date
    days_left: int | None
    stale: bool
    held: bool = False

    @property
    def closes_at(self) -> datetime | None:
        return self.window.closes_at if self.window else None

    @property
    def precision(self) -> Precision | None:
        return self.window.closes_precision if self.window and self.window.closes_at else None

    @property
    def last_day(self) -> bool:
        return self.days_left == 0 and self.status in (Status.OPEN, Status.UNKNOWN)

    @property
    def days_left_to_latest(self) -> int | None:
        """Days to the closing day of any window that has one, also an open-ended one's latest."""
        if self.closes_at is None:
            return None
        return (self.closes_at.astimezone(self.moment.tzinfo).date() - self.today).days

    @property
    def can_apply(self) -> bool:
        """Plainly open now: not on a last day without an hour, not read long ago."""
        return self.status in (Status.OPEN, Status.ROLLING, Status.UNTIL_BUDGET) and not self.stale

    @property
    def may_apply(self) -> bool:
        """Not known to be closed or still to come: worth asking the office."""
        return self.status not in (Status.CLOSED, Status.UPCOMING)


def standing(program: Program, moment: datetime) -> Standing:
    """``moment`` aware, any zone."""
    local = moment.astimezone(ZONES[program.country])
    window = current_window(program.windows, local)
    if window is None:
        day = local.date()
        return Standing(Status.UNKNOWN, None, local, day, None, stale=False, held=program.held)
    return Standing(
        status_of(window, local),
        window,
        local,
        local.date(),
        days_left(window, local),
        is_stale(window, local),
        held=program.held,
    )
