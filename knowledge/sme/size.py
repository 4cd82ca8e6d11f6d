"""What is asked of a firm's size, and what is found."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from knowledge.money import Money
from knowledge.programs import Country


@dataclass(frozen=True, slots=True)
class Size:
    """The facts that decide; None and the empty tuple are missing. ``industry`` holds codes of
    ``knowledge/industries``; ``revenue`` stands for the yearly average of three years.
    ``ownership`` ``large_group`` settles Korea's test of independence, nothing else does.
    """

    country: Country | None = None
    industry: tuple[str, ...] = ()
    capital: Money | None = None
    employees: int | None = None
    revenue: Money | None = None
    sole_proprietor: bool = False
    ownership: str | None = None


@dataclass(frozen=True, slots=True)
class SizeFinding:
    """``truth`` in three values; ``missing`` are facts that would help to decide it.

    ``unchecked`` are parts of the definition that no fact of ours covers: they are to be said.
    ``since`` is the day the table is in force from, ``source`` its address.
    """

    truth: bool | None
    missing: tuple[str, ...] = ()
    unchecked: tuple[str, ...] = ()
    source: str = ""
    since: date | None = None
