"""One grammar for the dates and periods of Korean and Japanese notices. Pure."""

from knowledge.dates.found import FoundDate, read_dates
from knowledge.dates.model import Grain, Period, PeriodKind, Role, zone_of
from knowledge.dates.periods import read_periods

__all__ = [
    "FoundDate",
    "Grain",
    "Period",
    "PeriodKind",
    "Role",
    "read_dates",
    "read_periods",
    "zone_of",
]
