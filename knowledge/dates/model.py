"""What a notice says about time: periods as printed, before anybody decides what they mean."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

from knowledge.programs import Arrival, Country, Warning

_ZONES = {Country.JP: ZoneInfo("Asia/Tokyo"), Country.KR: ZoneInfo("Asia/Seoul")}


def zone_of(country: Country) -> ZoneInfo:
    """The zone in which a provider of this country counts its days."""
    return _ZONES[country]


class PeriodKind(StrEnum):
    """``NONE`` says that there is no period (blank, dash, ended); ``UNPARSED`` was not understood.

    ``TBA`` is announced later or elsewhere; ``APPROX`` names a month or a third of one.
    """

    RANGE = "range"
    UNTIL = "until"
    FROM_UNTIL_BUDGET = "from_until_budget"
    ROLLING = "rolling"
    BUDGET = "budget"
    FIRST_COME = "first_come"
    UNTIL_FILLED = "until_filled"
    PER_SUBPROGRAM = "per_subprogram"
    PER_ROUND = "per_round"
    RECURRING = "recurring"
    RELATIVE = "relative"
    APPROX = "approx"
    TBA = "tba"
    NONE = "none"
    UNPARSED = "unparsed"


class Grain(StrEnum):
    MINUTE = "minute"
    DAY = "day"
    DECADE = "decade"
    MONTH = "month"


class Role(StrEnum):
    """``OTHER``: a project period, an event, a consultation beforehand, a date of posting."""

    APPLICATION = "application"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Period:
    """One period as printed. ``raw`` is ``text[span[0]:span[1]]`` of the text that was read.

    Moments are aware, in the country's zone. Without a stated hour a start is 00:00 and an end
    23:59:59 of its day, precision ``day``; 24:00 is 23:59:59 with precision ``minute``.
    ``month`` and ``day`` are those of an end (else a start) whose year is nowhere stated; then the
    moment itself is None. ``RANGE`` without an end only opens. A budget, first-come or filled kind
    with an end closes then at the latest. ``label`` is the round or the group as printed.
    """

    kind: PeriodKind
    raw: str
    span: tuple[int, int]
    start: datetime | None = None
    end: datetime | None = None
    start_precision: Grain = Grain.DAY
    end_precision: Grain = Grain.DAY
    arrival: Arrival | None = None
    provisional: bool = False
    label: str = ""
    role: Role = Role.APPLICATION
    month: int | None = None
    day: int | None = None
    warnings: tuple[Warning, ...] = ()
