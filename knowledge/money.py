"""Amounts of money as notices print them, in Korean and Japanese."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from knowledge.numerals import lexicon


class Currency(StrEnum):
    JPY = "JPY"
    KRW = "KRW"
    USD = "USD"


@dataclass(frozen=True, slots=True, order=True)
class Money:
    """A whole amount in the currency's own unit (yen, won, dollars)."""

    amount: int
    currency: Currency

    def __str__(self) -> str:
        return f"{self.amount} {self.currency}"


def write_money(money: Money, language: str) -> str:
    """As people write it, in steps of ten thousand: 1億2,000万円; ``language`` is ko or ja."""
    words = lexicon()["written"][language]
    parts: list[str] = []
    rest = money.amount
    for step, size in words["steps"]:
        count, rest = divmod(rest, size)
        if count:
            parts.append(f"{count:,}{step}")
    if rest or not parts:
        parts.append(f"{rest:,}")
    return f"{words['joint'].join(parts)}{words['gap']}{words[money.currency]}"
