"""Conditions and company facts in the reader's words."""

from __future__ import annotations

from datetime import date

from bot.company import Company
from bot.verdicts import Clause
from bot.wording import choice, day, listing, money, number
from knowledge import industries, regions
from knowledge.certifications import certifications
from knowledge.money import Money
from knowledge.programs import Age, Condition, ConditionKind, Language, Operator, Strength
from prompts import Phrasebook

DATES = {
    Operator.AT_LEAST: "from",
    Operator.MORE_THAN: "after",
    Operator.AT_MOST: "until",
    Operator.LESS_THAN: "before",
    Operator.IS: "on",
    Operator.NOT: "not_on",
}
NO_SUBJECT = frozenset({ConditionKind.FOUNDED, ConditionKind.SME_CLASS})
"""Their bounds are whole phrases: founded at least three years ago, a small or medium firm."""
NO_BOUND = frozenset({ConditionKind.PLAN, ConditionKind.CERTIFICATION, ConditionKind.SME_CLASS})
NAMES_IN_A_LINE = 4
"""A longer list of regions or industries says less than the gist of the clause."""


def sentence(book: Phrasebook, condition: Condition) -> str:
    """The clause as one sentence: its gist in our words, else composed from its parts."""
    gist = condition.evidence.gist.within(Language(book.language)) if condition.evidence else ""
    text = gist or composed(book, condition) or quote_of(condition)
    stop = "." if book.language == "ko" else "。"
    return text if text.endswith((".", "。", "?", "？", "!")) or not text else text + stop


def composed(book: Phrasebook, condition: Condition) -> str:
    """Subject and bound; empty where the clause has no machine form."""
    if condition.alternatives:
        return choice(book, [c for c in (composed(book, a) for a in condition.alternatives) if c])
    bound = bound_text(book, condition)
    if not bound or condition.kind in NO_SUBJECT:
        return bound
    return book.say("clause.bound_only", subject=subject(book, condition), bound=bound)


def met(book: Phrasebook, clause: Clause, company: Company) -> str:
    """The company's fact beside the bound it satisfies, as in: capital 80 million (at most 100)."""
    condition = clause.finding.by or clause.condition
    fact = fact_text(book, company, condition.kind.value)
    bound, name = bound_text(book, condition), subject(book, condition)
    if not fact:
        return bound
    if not bound or fact in bound or condition.kind in NO_BOUND:
        return book.say("clause.met_plain", subject=name, fact=fact)
    return book.say("clause.met", subject=name, fact=fact, bound=bound)


def mark(clause: Clause) -> str:
    """The verdict of one clause: the end of a key of ``details``."""
    if clause.condition.strength is Strength.DISCRETIONARY:
        return "noted"
    if not clause.finding.applies:
        return "not_applicable"
    if clause.truth is True:
        return "met"
    if clause.truth is False:
        return "unmet"
    if clause.readable and clause.finding.truth is False:
        return "office"
    return "unknown" if clause.missing else "unread"


def quote_of(condition: Condition) -> str:
    return condition.evidence.quote if condition.evidence else ""


def subject(book: Phrasebook, condition: Condition) -> str:
    return book.say(f"fact.{condition.kind}")


def bound_text(book: Phrasebook, condition: Condition) -> str:
    """The bound alone; empty if it has no short form."""
    if condition.operator is None or condition.bound is None:
        return ""
    bound = condition.bound
    if isinstance(bound, Age):
        years = book.say("number.years", count=bound.years)
        return book.say(f"bound.founded_{condition.operator}", years=years)
    if isinstance(bound, date):
        return book.say(f"bound.founded_{DATES[condition.operator]}", date=day(book, bound))
    if isinstance(bound, Money):
        return book.say(f"bound.{condition.operator}", value=money(book, bound))
    if isinstance(bound, int):
        if condition.kind is not ConditionKind.EMPLOYEES:
            return ""
        return book.say(f"bound.{condition.operator}", value=_count(book, bound))
    names = [name_of(book, condition.kind, code) for code in bound]
    if len(names) > NAMES_IN_A_LINE or not all(names):
        return ""
    return book.say(f"bound.{condition.operator}", values=choice(book, names))


def name_of(book: Phrasebook, kind: ConditionKind | str, code: str) -> str:
    """A code in words; empty if there are none."""
    language = Language(book.language)
    match str(kind):
        case "headquarters":
            return regions.name_of(code, language)
        case "industry":
            return industries.name_of(code, language)
        case "certification" | "certifications":
            names = certifications().get(code)
            return names.within(language) if names else ""
        case "plan":
            mode, _, target = code.partition(":")
            words = _value(book, "plan", mode)
            country = _value(book, "country", target) if target else ""
            return f"{words}({country})" if words and country else words
        case other:
            return _value(book, other, code)


def fact_text(book: Phrasebook, company: Company, fact: str) -> str:
    """What is known of ``fact``; empty if nothing is."""
    if fact in company.not_applicable:
        return book.say("value.not_applicable")
    value = getattr(company, fact, None)
    if value in (None, ()):
        return ""
    if isinstance(value, Money):
        return money(book, value)
    if isinstance(value, date):
        return _since(book, value)
    if isinstance(value, int):
        return _count(book, value)
    codes = value if isinstance(value, tuple) else (value,)
    return listing(book, [n for n in (name_of(book, fact, str(c)) for c in codes) if n])


def facts_line(book: Phrasebook, company: Company, facts: tuple[str, ...]) -> str:
    """Known facts of a company in one line, each with its name."""
    texts = ((fact, fact_text(book, company, fact)) for fact in facts)
    return listing(book, [f"{book.say(f'fact.{fact}')} {text}" for fact, text in texts if text])


def label_of(book: Phrasebook, company: Company) -> str:
    """How a reply names a company among several: its name, else its place and industry."""
    place = fact_text(book, company, "headquarters") or fact_text(book, company, "country")
    return company.name or " ".join(filter(None, (place, fact_text(book, company, "industry"))))


def _count(book: Phrasebook, value: int) -> str:
    return book.say("number.employees", count=number(book, value))


def _since(book: Phrasebook, founded: date) -> str:
    """A first of January or of a month stands for the year or the month (see ``Company``)."""
    if founded.day != 1:
        return day(book, founded)
    if founded.month == 1:
        return book.say("date.year", year=founded.year)
    return book.say("date.month", year=founded.year, month=founded.month)


def _value(book: Phrasebook, kind: str, code: str) -> str:
    key = f"value.{kind}_{code}"
    return book.say(key) if book.has(key) else ""
