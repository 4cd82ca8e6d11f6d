"""Bounds on capital, sales, people and age, as a clause states them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from knowledge.amounts import FoundMoney, read_money
from knowledge.dates import read_dates
from knowledge.extraction.lexicon import rule, table
from knowledge.money import Currency
from knowledge.programs import Age, Bound, Condition, ConditionKind, Language, Operator
from knowledge.quantities import FoundCount, read_headcounts
from knowledge.scripts import language_of

_REACH = 48
_CURRENCIES = {Language.KO: Currency.KRW, Language.JA: Currency.JPY}
"""Of amounts without a unit (annual sales of 1 eok)."""


@dataclass(frozen=True, slots=True)
class Bounded:
    """A condition with the range of the clause's text that states it."""

    condition: Condition
    start: int
    end: int


def read_bounds(text: str) -> tuple[Bounded, ...]:
    """Every bound on capital, sales, headcount and age, in the order of the text."""
    language = language_of(text)
    amounts = read_money(text, _CURRENCIES[language] if language else None)
    found = [
        *_labelled(text, ConditionKind.CAPITAL, amounts, _money),
        *_labelled(text, ConditionKind.REVENUE, amounts, _money),
        *_labelled(text, ConditionKind.EMPLOYEES, read_headcounts(text), _count),
        *_ages(text),
        *_since(text),
    ]
    return tuple(sorted(found, key=lambda each: each.start))


def _money(found: FoundMoney | FoundCount) -> Bound:
    return found.value if isinstance(found, FoundMoney) else None


def _count(found: FoundMoney | FoundCount) -> Bound:
    return found.value if isinstance(found, FoundCount) else None


def _labelled(
    text: str,
    kind: ConditionKind,
    amounts: Sequence[FoundMoney] | Sequence[FoundCount],
    bound_of: Callable[[FoundMoney | FoundCount], Bound],
) -> Iterator[Bounded]:
    """Amounts with a bound right behind their label, or behind another that is."""
    words = table("conditions")[kind.value]
    label = re.compile(rf"{words['label']}{words['gap']}$", re.IGNORECASE)
    last = -1
    for each in amounts:
        start, end = each.span
        named = label.search(text, max(0, start - _REACH), start)
        chained = last >= 0 and rule("conditions", "amounts", "between").fullmatch(
            text, last, start
        )
        if not (named or chained):
            last = -1
            continue
        value = bound_of(each)
        if each.bound is None or value is None or _is_other(text, words, named, end):
            last = -1
            continue
        begin = named.start() if named else start
        yield Bounded(Condition(kind, each.bound, value), begin, end)
        last = end


def _is_other(text: str, words: dict[str, str], named: re.Match[str] | None, end: int) -> bool:
    """New hires, people on a course, sales that fell: not the size of the firm."""
    before, after = words.get("not_before"), words.get("not_after")
    if named and before and re.search(before, text[: named.start()]):
        return True
    rest = rule("conditions", "amounts", "bound").sub("", text[end:])
    return bool(after and re.match(after, rest))


def _ages(text: str) -> Iterator[Bounded]:
    words = table("conditions")["founded"]
    operators = words["operators"]
    for language in ("ko", "ja"):
        for found in rule("conditions", "founded", language).finditer(text):
            if rule("conditions", "founded", "not_before").search(text[: found.start()]):
                continue
            if rule("conditions", "founded", "not_after").match(text, found.end()):
                continue
            for count, word in (("n", "op"), ("n2", "op2")):
                if found[count]:
                    operator = Operator(operators[found[word].replace(" ", "")])
                    condition = Condition(ConditionKind.FOUNDED, operator, Age(int(found[count])))
                    yield Bounded(condition, found.start(), found.end())


def _since(text: str) -> Iterator[Bounded]:
    operators = table("conditions")["founded"]["since_operators"]
    since = rule("conditions", "founded", "since")
    for day in read_dates(text):
        rest = re.compile(r"[\s)）]*(?:\([^()]{0,4}\))?\s*").match(text, day.span[1])
        found = since.match(text, rest.end() if rest else day.span[1])
        if found and day.value:
            operator = Operator(operators[found["op"]])
            condition = Condition(ConditionKind.FOUNDED, operator, day.value)
            yield Bounded(condition, day.span[0], found.end())


def either(one: Bounded, other: Bounded) -> Bounded:
    """The two as alternatives of one condition."""
    kinds = {one.condition.kind, other.condition.kind}
    kind = kinds.pop() if len(kinds) == 1 else ConditionKind.OTHER
    pair = tuple(replace(each.condition, evidence=None) for each in (one, other))
    return Bounded(Condition(kind, alternatives=pair), one.start, other.end)
