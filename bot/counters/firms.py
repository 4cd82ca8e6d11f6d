"""A firm as its owner reads it: what is known, fact by fact, ranges as well."""

from __future__ import annotations

from bot import clauses
from bot.company import AMOUNTS, FACTS, Company
from bot.wording import money, number
from knowledge.money import Money
from prompts import Phrasebook


def described(book: Phrasebook, company: Company) -> str:
    """Its name and every known fact, a line each."""
    lines = [book.say("profile.company", name=label(book, company))]
    for fact in FACTS:
        text = known_text(book, company, fact)
        if text:
            lines.append(book.say("profile.line", fact=book.say(f"fact.{fact}"), value=text))
    return "\n".join(lines)


def known_text(book: Phrasebook, company: Company, fact: str) -> str:
    """What is known of ``fact``, also if it is only a range; empty if nothing is."""
    text = clauses.fact_text(book, company, fact)
    if text or fact not in AMOUNTS:
        return text
    bounds = [known for known in company.ranges if known.fact == fact]
    bounds.sort(key=lambda known: known.operator.value in ("at_most", "less_than"))
    return " ".join(
        book.say(f"bound.{known.operator}", value=_amount(book, known.bound)) for known in bounds
    )


def label(book: Phrasebook, company: Company) -> str:
    return clauses.label_of(book, company) or book.say("profile.unnamed")


def _amount(book: Phrasebook, amount: Money | int) -> str:
    if isinstance(amount, Money):
        return money(book, amount)
    return book.say("number.employees", count=number(book, amount))
