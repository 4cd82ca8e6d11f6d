"""What is remembered of a conversation between two messages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Any

from bot.company import Company, Range
from knowledge.money import Currency, Money
from knowledge.programs import Country, Language, Operator

QUESTIONS_IN_A_ROW = 4
"""Issue B: at most four questions in a row, then the concierge answers with what it has."""


@dataclass(frozen=True, slots=True)
class Conversation:
    """``mode`` is what the last answer was: about programmes, a search, a list of what is open, a
    pasted notice. ``topic`` and ``purposes`` are of the last search; ``shown`` its programmes best
    first, of which ``seen`` were shown; ``focus`` those the last answer spoke of; ``notice`` the text
    that was pasted, for this conversation alone. ``asked`` is the fact asked
    last (with ``asked_range`` where a yes or no was wanted); ``declined`` facts are not asked
    again; ``offered_question`` is whether the last reply ended with a question.
    """

    language: Language | None = None
    companies: tuple[Company, ...] = ()
    mode: str = ""
    topic: str = ""
    purposes: tuple[str, ...] = ()
    notice: str = ""
    shown: tuple[str, ...] = ()
    seen: int = 0
    focus: tuple[str, ...] = ()
    asked: str | None = None
    asked_range: Range | None = None
    asked_in_a_row: int = 0
    offered_question: bool = False
    declined: frozenset[str] = frozenset()
    greeted: bool = False
    spoke: Language | None = None

    @property
    def company(self) -> Company:
        return self.companies[0] if self.companies else Company()

    def knowing(self, *companies: Company) -> Conversation:
        return replace(self, companies=tuple(companies))


def to_json(conversation: Conversation) -> dict[str, Any]:
    values = asdict(conversation)
    values["companies"] = [_company_json(company) for company in conversation.companies]
    values["asked_range"] = conversation.asked_range and _range_json(conversation.asked_range)
    values["declined"] = sorted(conversation.declined)
    return values


def from_json(values: Mapping[str, Any] | None) -> Conversation:
    """The conversation as it was saved; unknown keys of a later release are passed over."""
    if not values:
        return Conversation()
    known = {k: v for k, v in values.items() if k in Conversation.__dataclass_fields__}
    known["language"] = Language(known["language"]) if known.get("language") else None
    known["spoke"] = Language(known["spoke"]) if known.get("spoke") else None
    known["companies"] = tuple(_company(c) for c in known.get("companies", ()))
    known["declined"] = frozenset(known.get("declined", ()))
    known["asked_range"] = _range(known["asked_range"]) if known.get("asked_range") else None
    for name in ("shown", "focus", "purposes"):
        known[name] = tuple(known.get(name, ()))
    return Conversation(**known)


def _company_json(company: Company) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for name in Company.__dataclass_fields__:
        value = getattr(company, name)
        if isinstance(value, Money):
            value = {"amount": value.amount, "currency": value.currency.value}
        elif isinstance(value, date):
            value = value.isoformat()
        elif isinstance(value, frozenset):
            value = sorted(value)
        elif name == "ranges":
            value = [_range_json(r) for r in company.ranges]
        values[name] = value
    return values


def _range_json(known: Range) -> dict[str, Any]:
    bound: Any = known.bound
    if isinstance(bound, Money):
        bound = {"amount": bound.amount, "currency": bound.currency.value}
    return {"fact": known.fact, "operator": known.operator.value, "bound": bound}


def _range(values: Mapping[str, Any]) -> Range:
    bound = values["bound"]
    if isinstance(bound, Mapping):
        bound = Money(bound["amount"], Currency(bound["currency"]))
    return Range(values["fact"], Operator(values["operator"]), bound)


def _company(values: Mapping[str, Any]) -> Company:
    facts: dict[str, Any] = {k: v for k, v in values.items() if k in Company.__dataclass_fields__}
    for name in ("capital", "revenue"):
        if facts.get(name):
            money = facts[name]
            facts[name] = Money(money["amount"], Currency(money["currency"]))
    for name in ("industry", "certifications", "plan"):
        facts[name] = tuple(facts.get(name, ()))
    facts["ranges"] = tuple(_range(r) for r in facts.get("ranges", ()))
    for name in ("not_applicable", "excluded"):
        facts[name] = frozenset(facts.get(name, ()))
    if facts.get("country"):
        facts["country"] = Country(facts["country"])
    if facts.get("founded"):
        facts["founded"] = date.fromisoformat(facts["founded"])
    return Company(**facts)
