"""Whether a value that is said and one that is given are the same fact."""

from __future__ import annotations

from bot.lock.roles import Role
from bot.lock.values import Kind, Value
from knowledge.programs import Operator


def agree(value: Value, fact: Value) -> bool:
    if value.kind is Kind.NUMBER and value.key[1] == "calendar":
        return fact.kind is Kind.DATE and fact.key[1] == value.key[0]
    if value.kind is not fact.kind:
        return False
    match value.kind:
        case Kind.DATE:
            return same_day(value.key, fact.key) and _fits_role(value.role, fact.role)
        case Kind.DAYS:
            return value.key == fact.key and _counts_alike(value.role, fact.role)
        case Kind.MONEY:
            same = value.key[1] is None or value.key[1] == fact.key[1]
            alike = value.role is fact.role and value.key[0] == fact.key[0]
            return same and alike and _bounded(value, fact)
        case Kind.NUMBER if fact.key[1] is None and value.key[1] == "rank":
            return value.key[0] == fact.key[0] and _bounded(value, fact)  # '#12' is the 12th
        case Kind.RATE | Kind.NUMBER:
            return value.key == fact.key and _bounded(value, fact)
        case _:
            return value.key == fact.key


def same_day(said: tuple[object, ...], fact: tuple[object, ...]) -> bool:
    """A date may leave out its year, or its day, but not be another one."""
    return all(one is None or one == other for one, other in zip(said, fact, strict=True)) and (
        said[1] is not None or said[2] is None
    )


def _fits_role(said: Role, fact: Role) -> bool:
    if said is Role.NONE or said is fact:
        return True
    if said is Role.END:
        return fact is Role.DEADLINE
    return fact is Role.NONE and said is not Role.DEADLINE


def _counts_alike(said: Role, fact: Role) -> bool:
    return said is Role.NONE or said is fact


def _bounded(value: Value, fact: Value) -> bool:
    """A comparator stays with its bound; only 'at most' may be added to an amount given."""
    if value.bound is fact.bound:
        return True
    given = value.kind in (Kind.MONEY, Kind.RATE) and fact.bound is None
    return given and value.bound is Operator.AT_MOST and value.key[0] != "fixed"


def same_value(value: Value, asked: Value) -> bool:
    return value.kind is asked.kind and value.key == asked.key
