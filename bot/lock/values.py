"""Every value a text states, normalised, so that two ways of writing one fact are equal.

The grammars of dates, amounts, rates and numbers are those of ``knowledge``; a value that one of
them took is blanked out before the next one reads.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from bot.lock.days import read_days, read_times
from bot.lock.lexicon import bounds, lexicon
from bot.lock.numbers import read_numbers, read_shares
from bot.lock.roles import REACH, Role
from knowledge.amounts import read_money
from knowledge.programs import Operator


class Kind(StrEnum):
    URL = "url"
    PHONE = "phone"
    EMAIL = "email"
    CITATION = "citation"
    DATE = "date"
    TIME = "time"
    WEEKDAY = "weekday"
    RELATIVE = "relative"
    DAYS = "days"
    MONEY = "money"
    RATE = "rate"
    NUMBER = "number"
    CODE = "code"


@dataclass(frozen=True, slots=True)
class Value:
    """``key`` is what is compared: a date as (year, month, day) with None for what is not printed,
    money as (amount, currency), a rate as a fraction, a number as (number, unit).
    """

    kind: Kind
    key: tuple[object, ...]
    start: int
    end: int
    raw: str
    role: Role = Role.NONE
    bound: Operator | None = None


def read_values(text: str) -> tuple[Value, ...]:
    """All of them, in order. ``text`` as received, but for compatibility forms (``plain``)."""
    found: list[Value] = []
    rest = text
    for reader in (_addresses, _near_days, _dates, _clocks, _shares, _money, _numbers):
        new = list(reader(rest))
        found += new
        rest = blanked(rest, [(value.start, value.end) for value in new])
    return tuple(sorted(found, key=lambda value: (value.start, value.end)))


def blanked(text: str, spans: list[tuple[int, int]]) -> str:
    """The same length, with a mark that no grammar reads, not even as a space, for what was taken."""
    letters = list(text)
    for start, end in spans:
        letters[start:end] = ["\x02"] * (end - start)
    return "".join(letters)


def _addresses(text: str) -> Iterator[Value]:
    rest = text
    for kind in (Kind.EMAIL, Kind.URL, Kind.PHONE, Kind.CITATION):
        spans = []
        pattern = re.compile(lexicon().rule(f"shape.{kind}").pattern, re.IGNORECASE)
        for match in pattern.finditer(rest):
            raw = match.group().rstrip(".,;:)") if kind is Kind.URL else match.group()
            spans.append((match.start(), match.start() + len(raw)))
            yield Value(kind, (_address(kind, raw),), *spans[-1], raw)
        rest = blanked(rest, spans)


def _address(kind: Kind, raw: str) -> str:
    if kind is Kind.PHONE:
        return re.sub(r"\D", "", raw)
    if kind is Kind.CITATION:
        return str(int(raw.strip("[]")))
    return raw


def _near_days(text: str) -> Iterator[Value]:
    """Days, weeks and months said from today, which no calendar date carries."""
    for name in ("today", "tomorrow", "overmorrow", "vague"):
        for match in lexicon().rule(f"value.{name}").finditer(text):
            key = match.group() if name == "vague" else name
            yield Value(Kind.RELATIVE, (key,), *match.span(), match.group())


def _dates(text: str) -> Iterator[Value]:
    for day in read_days(text):
        raw = text[day.start : day.end]
        kind = Kind.DAYS if day.days is not None else Kind.DATE
        if day.year is day.month is day.days is None:
            kind = Kind.WEEKDAY
        key: tuple[object, ...] = (day.year, day.month, day.day)
        if kind is Kind.DAYS:
            key = (day.days,)
        elif kind is Kind.WEEKDAY:
            key = (day.weekday,)
        yield Value(kind, key, day.start, day.end, raw, day.role)
        if kind is Kind.DATE and day.weekday is not None:
            yield Value(Kind.WEEKDAY, (day.weekday, *key), day.start, day.end, raw)


def _clocks(text: str) -> Iterator[Value]:
    for hour, minute, start, end in read_times(text):
        yield Value(Kind.TIME, (hour, minute), start, end, text[start:end])


def _money(text: str) -> Iterator[Value]:
    for money in read_money(text):
        start, end = money.span
        key = (money.amount, money.currency.value if money.currency else None)
        bound = bound_of(text, start, end)
        denied = lexicon().rule("claim.renounced").match(text[end : end + REACH])
        role = Role.DENIED if denied else Role.NONE
        yield Value(Kind.MONEY, key, start, end, money.raw, role, bound)


def _shares(text: str) -> Iterator[Value]:
    for share, start, end in read_shares(text):
        bound = bound_of(text, start, end)
        yield Value(Kind.RATE, (share,), start, end, text[start:end], bound=bound)


def _numbers(text: str) -> Iterator[Value]:
    for number, unit, start, end in read_numbers(text):
        kind = Kind.CODE if isinstance(number, str) else Kind.NUMBER
        bound = bound_of(text, start, end)
        yield Value(kind, (number, unit), start, end, text[start:end], bound=bound)


REVERSED = {
    Operator.MORE_THAN: Operator.AT_MOST,
    Operator.AT_LEAST: Operator.LESS_THAN,
    Operator.AT_MOST: Operator.MORE_THAN,
    Operator.LESS_THAN: Operator.AT_LEAST,
}


def bound_of(text: str, start: int, end: int) -> Operator | None:
    """The comparator beside a value; over a limit that shuts out is at most that limit."""
    leading = bounds("before").search(text, max(0, start - 18), start)
    if leading and leading.lastgroup == Operator.AT_LEAST:
        return Operator.AT_LEAST
    if match := bounds("after").match(text, end):
        operator = Operator(match.lastgroup or "")
        if lexicon().rule("bound.reversed").match(text[match.end() : match.end() + 40]):
            return REVERSED[operator]
        return operator
    return Operator(leading.lastgroup or "") if leading else None
