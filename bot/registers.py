"""A company found in a register: shown to its owner as found, never taken as proof."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from bot.company import Company
from knowledge.programs import Country, Source
from knowledge.sources.gbizinfo import Firm


@dataclass(frozen=True, slots=True)
class FoundCompany:
    """What the register holds; ``closed`` is true for a corporation that was wound up."""

    company: Company
    number: str
    address: str
    closed: bool
    source: Source | None


FindCompany = Callable[[str], Awaitable[FoundCompany | None]]
"""A corporate number as typed to what the register holds; None where it holds none. Raises BadInput
for a number whose check digit is wrong, NotReady where the register cannot be asked.
"""


def company_of(firm: Firm) -> FoundCompany:
    company = Company(
        country=Country.JP,
        headquarters=firm.headquarters,
        capital=firm.capital,
        employees=firm.employees,
        legal_form=firm.legal_form,
        founded=firm.founded,
        name=firm.name,
    )
    return FoundCompany(company, firm.number, firm.address, firm.closed, firm.source)
