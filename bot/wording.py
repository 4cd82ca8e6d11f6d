"""Dates, money and lists in the reader's own form, with the units of the phrasebook."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from knowledge.money import Money
from knowledge.programs import Language, Precision, Program
from prompts import Phrasebook

GROUP = 10_000
"""Korean and Japanese count large numbers by ten thousands."""


def agency_of(book: Phrasebook, program: Program) -> str:
    """Whose programme it is, to be asked; where the source names nobody, who announced it."""
    return program.agency.within(Language(book.language)) or book.say("office.unnamed")


def day(book: Phrasebook, when: date) -> str:
    """``when`` as a day with its weekday; an aware moment is taken in its own zone."""
    weekdays = book.list("date.weekdays")
    return book.say(
        "date.day",
        year=when.year,
        month=when.month,
        day=when.day,
        weekday=weekdays[when.weekday()],
    )


def moment(book: Phrasebook, when: datetime, precision: Precision) -> str:
    """The day, with the hour only where it is stated."""
    if precision is Precision.DAY:
        return day(book, when)
    weekdays = book.list("date.weekdays")
    return book.say(
        "date.minute",
        year=when.year,
        month=when.month,
        day=when.day,
        weekday=weekdays[when.weekday()],
        hour=when.hour,
        minute=when.minute,
    )


def number(book: Phrasebook, amount: int) -> str:
    """``120_000_000`` as 1 oku 2,000 man, in the language's units; small ones with commas."""
    units = ("", *book.list("money.units"))
    groups: list[str] = []
    rest, power = amount, 0
    while rest and power < len(units):
        rest, part = divmod(rest, GROUP) if power < len(units) - 1 else (0, rest)
        if part:
            groups.append(f"{part:,}{units[power]}")
        power += 1
    joiner = " " if book.language == "ko" else ""
    return joiner.join(reversed(groups)) or "0"


def money(book: Phrasebook, amount: Money) -> str:
    return book.say(f"money.{amount.currency}", amount=number(book, amount.amount))


def listing(book: Phrasebook, items: Iterable[str]) -> str:
    return book.say("number.list_join").join(items)


def choice(book: Phrasebook, items: Iterable[str]) -> str:
    return book.say("number.or_join").join(items)


def said(book: Phrasebook, *sentences: str) -> str:
    """Sentences one after the other, with a space between them where the language has one."""
    return (" " if book.language == "ko" else "").join(filter(None, sentences))
