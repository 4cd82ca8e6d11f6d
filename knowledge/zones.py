"""The clock that a country's notices are written by."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from knowledge.programs import Country

ZONES = {Country.JP: ZoneInfo("Asia/Tokyo"), Country.KR: ZoneInfo("Asia/Seoul")}
