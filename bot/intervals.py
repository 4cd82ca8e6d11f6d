"""Bounds on whole amounts as intervals: what is known of a firm held against what is asked of it."""

from __future__ import annotations

from math import inf

from knowledge.money import Money
from knowledge.programs import Operator

Interval = tuple[float, float]
"""Both ends belong to it."""


def interval(operator: Operator | None, bound: object) -> Interval:
    """The whole numbers that ``bound`` allows; of ``NOT`` those that it denies."""
    size = bound.amount if isinstance(bound, Money) else int(str(bound))
    match operator:
        case Operator.AT_MOST:
            return -inf, size
        case Operator.LESS_THAN:
            return -inf, size - 1
        case Operator.AT_LEAST:
            return size, inf
        case Operator.MORE_THAN:
            return size + 1, inf
        case _:
            return size, size


def comparable(one: object, other: object) -> bool:
    if isinstance(one, Money) and isinstance(other, Money):
        return one.currency is other.currency
    return isinstance(one, int) and isinstance(other, int)


def within(known: Interval, wanted: Interval) -> bool | None:
    """True if all that is ``known`` is ``wanted``, False if none of it is."""
    if known[0] > known[1]:
        return None
    if wanted[0] <= known[0] and known[1] <= wanted[1]:
        return True
    return False if known[1] < wanted[0] or wanted[1] < known[0] else None
