"""Working days of Korea and Japan, after the holidays package."""

from __future__ import annotations

from datetime import date

import holidays

from knowledge.programs import Country

SATURDAY = 5


class HolidayWorkdays:
    """The WorkingDays port; substitute and temporary holidays as far as the package knows them."""

    def __init__(self) -> None:
        self._holidays = {
            Country.JP: holidays.country_holidays("JP"),
            Country.KR: holidays.country_holidays("KR"),
        }

    def is_working(self, day: date, country: Country) -> bool:
        return day.weekday() < SATURDAY and day not in self._holidays[country]
