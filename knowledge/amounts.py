"""Amounts of money in text, in both languages: 1億2,000万円, 5千万円以下, ₩30,000,000.

Apart from ``knowledge.money`` because a bound (以下) is an ``Operator`` of the programmes.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from knowledge.folding import fold
from knowledge.money import Currency, Money
from knowledge.numerals import Numeral, lexicon, numerals
from knowledge.programs import Operator

# An input field that nobody filled: J-Grants prints 0 or nines where no limit is stated.
_UNSTATED = frozenset({0, 999_999_999, 9_999_999_999, 99_999_999_999})


@dataclass(frozen=True, slots=True)
class FoundMoney:
    """``currency`` is None where the text names none and no default was given: never guessed.
    ``span`` covers number and currency in the text as received, not the word of the ``bound``.
    """

    amount: int
    currency: Currency | None
    span: tuple[int, int]
    raw: str
    bound: Operator | None = None

    @property
    def value(self) -> Money | None:
        return Money(self.amount, self.currency) if self.currency else None


def read_money(
    text: str, default: Currency | None = None, *, plain: bool = False
) -> tuple[FoundMoney, ...]:
    """Every amount, in order. A number counts when it has a currency or a unit (万, 億);
    with ``plain`` also a bare figure of five digits and more. Fractions of a yen are cut.
    """
    folded = fold(text)
    found: list[FoundMoney] = []
    for number in numerals(folded.text):
        sides = _sides(folded.text, number)
        if not _is_amount(folded.text, number, sides, plain=plain):
            continue
        start, end = folded.span(sides.start, sides.end)
        found.append(
            FoundMoney(
                int(number.value),
                sides.currency or default,
                (start, end),
                text[start:end],
                bound_around(folded.text, sides.start, sides.end),
            )
        )
    return _ranges(text, found, default)


def parse_amount(text: str, default: Currency | None = None) -> Money:
    """The one amount that ``text`` is: ``50000000 JPY``, ``5千万円``.

    Raises ``ValueError`` when there is none, or more in it, or no currency.
    """
    found = read_money(text, default, plain=True)
    if len(found) != 1 or found[0].raw.strip() != text.strip():
        raise ValueError(f"{text!r} is not an amount of money")
    value = found[0].value
    if value is None:
        raise ValueError(f"{text!r} names no currency")
    return value


def is_stated(amount: int | Money | None) -> bool:
    """False for None and for what a form prints where no limit was entered (0, 9,999,999,999)."""
    plain = amount.amount if isinstance(amount, Money) else amount
    return plain is not None and plain not in _UNSTATED


@dataclass(frozen=True, slots=True)
class _Sides:
    """The amount with its currency words, in folded offsets."""

    start: int
    end: int
    currency: Currency | None


@cache
def _currencies() -> tuple[re.Pattern[str], re.Pattern[str]]:
    money = lexicon()["money"]
    after = "|".join(f"(?P<{code}>{words})" for code, words in money["after"].items())
    before = "|".join(f"(?P<{code}>{words})" for code, words in money["before"].items())
    return re.compile(rf"\s?(?:{after})"), re.compile(rf"(?:{before})\s?$")


def _sides(text: str, number: Numeral) -> _Sides:
    after, before = _currencies()
    if match := after.match(text, number.end):
        return _Sides(number.start, match.end(), Currency(match.lastgroup or ""))
    if match := before.search(text, max(0, number.start - 8), number.start):
        return _Sides(match.start(), number.end, Currency(match.lastgroup or ""))
    return _Sides(number.start, number.end, None)


def _is_amount(text: str, number: Numeral, sides: _Sides, *, plain: bool) -> bool:
    money = lexicon()["money"]
    before = text[max(0, sides.start - 8) : sides.start]
    if re.search(money["vague"], before):
        return False
    if _heads_a_table(text, number, sides, before):
        return False
    if sides.currency is not None:  # a digit alone in letters with "won" is mostly another word
        return (number.scaled or not number.spelt) and _apart(text, number)
    if number.scaled:
        return _is_large(text, number) and not _counts_things(text, sides.end)
    return plain and number.value >= 10_000 and _apart(text, number)


def _heads_a_table(text: str, number: Numeral, sides: _Sides, before: str) -> bool:
    """(単位：千円): the unit of a table, no amount."""
    if not number.spelt or number.end - number.start > 2:
        return False
    money = lexicon()["money"]
    marked = re.search(money["unit_mark"], before)
    return marked is not None or re.match(money["unit_after"], text[sides.end :]) is not None


def _is_large(text: str, number: Numeral) -> bool:
    """Without a currency: 8千万, 1億, 三千万; but not two spelt letters, which are often words."""
    raw = text[number.start : number.end]
    if not _apart(text, number):
        return False
    if number.spelt:
        return number.value >= 100_000_000 or len(raw) > 2
    return any(unit in raw for unit in lexicon()["big"])


def _apart(text: str, number: Numeral) -> bool:
    """Spelt Korean numbers need an edge before them."""
    if not number.spelt or number.start == 0:
        return True
    previous, first = text[number.start - 1], text[number.start]
    return not (_hangul(previous) and _hangul(first)) or previous in lexicon()["money"]["edges"]


def _counts_things(text: str, end: int) -> bool:
    """3万人, 5万社: a unit of something else follows."""
    return re.match(lexicon()["money"]["things"], text[end:]) is not None


def _hangul(char: str) -> bool:
    return "\uac00" <= char <= "\ud7a3"


def bound_around(text: str, start: int, end: int) -> Operator | None:
    """The operator that the words right after or before ``text[start:end]`` make of it."""
    after, before = _bounds()
    if match := after.match(text, end):
        return Operator(match.lastgroup or "")
    if match := before.search(text, max(0, start - 12), start):
        return Operator(match.lastgroup or "")
    return None


@cache
def _bounds() -> tuple[re.Pattern[str], re.Pattern[str]]:
    bound = lexicon()["bound"]
    after = "|".join(f"(?P<{operator}>{words})" for operator, words in bound["after"])
    before = "|".join(f"(?P<{operator}>{words})" for operator, words in bound["before"])
    return re.compile(f"{bound['after_gap']}(?:{after})"), re.compile(before)


def _ranges(text: str, found: list[FoundMoney], default: Currency | None) -> tuple[FoundMoney, ...]:
    """100万~300万円: the first takes the currency of the second."""
    for place in range(len(found) - 2, -1, -1):
        here, following = found[place], found[place + 1]
        between = text[here.span[1] : following.span[0]]
        if here.currency in (None, default) and re.fullmatch(r"\s*[~〜～-]\s*", between):
            found[place] = FoundMoney(
                here.amount, following.currency, here.span, here.raw, here.bound
            )
    return tuple(found)
