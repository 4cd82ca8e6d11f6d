"""gBizINFO: what Japan's register says of one corporation. Needs GBIZINFO_TOKEN.

Its facts are often old or missing: they are shown to the owner as found, never taken as proof.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from knowledge.errors import SourceUnavailable
from knowledge.money import Currency, Money
from knowledge.programs import Country, Source
from knowledge.regions import find_regions
from knowledge.sources.asking import rows_in
from knowledge.sources.lexicon import folded, table
from knowledge.sources.moments import from_digits
from knowledge.sources.ports import Fetch
from knowledge.zones import ZONES

NAME = "gbizinfo"
DIGITS = 13


@dataclass(frozen=True, slots=True)
class Firm:
    """A corporation as registered; what the register does not hold is None or empty.

    ``headquarters`` is ISO 3166-2 with the municipality where the address tells it; ``updated`` the
    day the register last changed it; ``closed`` whether it was wound up.
    """

    number: str
    name: str
    address: str = ""
    headquarters: str | None = None
    capital: Money | None = None
    employees: int | None = None
    founded: date | None = None
    legal_form: str | None = None
    closed: bool = False
    updated: date | None = None
    source: Source | None = None


def corporate_number(text: str) -> str | None:
    """The 13 digits of ``text`` (hyphens and full-width digits are fine) if the check digit, the
    first one, is right; else None. The rule: Order of the Ministry of Finance on corporate numbers,
    9 minus the remainder by 9 of the digits from the right weighted 1, 2, 1, 2 ...
    """
    digits = "".join(c for c in folded(text) if c not in " -‐−–")
    if len(digits) != DIGITS or not (digits.isascii() and digits.isdigit()):
        return None
    weighted = (int(d) * (1 + n % 2) for n, d in enumerate(reversed(digits[1:])))
    return digits if int(digits[0]) == 9 - sum(weighted) % 9 else None


def find_firm(number: str, fetch: Fetch, token: str, root: str = "") -> Firm | None:
    """The corporation of a checked number; None where the register has none.

    Raises ``SourceUnavailable``.
    """
    words = table(NAME)
    address = f"{root or words['root']}/v2/hojin/{number}"
    try:
        page = fetch.get(address, headers={words["header"]: token})
    except SourceUnavailable as error:
        if str(error).endswith("status 404"):
            return None
        raise
    rows = [r for r in rows_in(page, "hojin-infos") if r.get("corporate_number") == number]
    return firm_from(rows[0]) if rows else None


def firm_from(row: Mapping[str, Any]) -> Firm:
    number = str(row["corporate_number"])
    address = folded(str(row.get("location") or ""))
    capital = _whole(row.get("capital_stock"))
    updated = _day(row.get("update_date"))
    return Firm(
        number,
        str(row.get("name") or ""),
        address,
        _region(address),
        Money(capital, Currency.JPY) if capital else None,
        _whole(row.get("employee_number")),
        _day(row.get("date_of_establishment")) or _year(row.get("founding_year")),
        _legal_form(str(row.get("name") or ""), str(row.get("kind") or "")),
        closed=bool(row.get("close_date")),
        updated=updated,
        source=Source(table(NAME)["publisher"], table(NAME)["page"].format(number=number), updated),
    )


def _region(address: str) -> str | None:
    """The region the address opens with."""
    found = find_regions(address)[:1]
    return found[0].code if found and found[0].span[0] == 0 and not found[0].others else None


def _legal_form(name: str, kind: str) -> str | None:
    forms: Mapping[str, str] = table(NAME)["legal_forms"]
    text = folded(f"{kind} {name}")
    return next((code for word, code in forms.items() if word in text), None)


def _whole(value: Any) -> int | None:
    """The register's numbers come as numbers and as texts; 0 employees is no statement."""
    text = str(value if value is not None else "").replace(",", "")
    return int(text) or None if text.isdigit() else None


def _day(value: Any) -> date | None:
    at, _ = from_digits(str(value or ""), ZONES[Country.JP])
    return at.date() if at else None


def _year(value: Any) -> date | None:
    year = _whole(value)
    return date(year, 1, 1) if year and 1800 <= year <= 2200 else None
