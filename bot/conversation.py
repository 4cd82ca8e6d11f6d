"""What is remembered of a conversation between two messages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from bot.company import Company, Range
from knowledge.money import Currency, Money
from knowledge.programs import Country, Language, Operator

ENDS_AFTER = timedelta(hours=24)
"""Issue D: without consent the facts of a firm end with the conversation, a day after its last word."""
ASKED, AGREED, REFUSED = "asked", "yes", "no"
"""What ``consent`` holds, once it was asked for."""
QUESTIONS_IN_A_ROW = 4
"""Issue B: at most four questions in a row, then the concierge answers with what it has."""


@dataclass(frozen=True, slots=True)
class Conversation:
    """``mode`` is what the last answer was: about programmes, a search, a list of what is open, a
    pasted notice. ``topic`` and ``purposes`` are of the last search; ``shown`` its programmes best
    first, of which ``seen`` were shown; ``focus`` those the last answer spoke of, ``listed``
    those of the last list in the order of their numbers; ``notice`` the text
    that was pasted, for this conversation alone. ``asked`` is the fact asked
    last (with ``asked_range`` where a yes or no was wanted); ``declined`` facts are not asked
    again; ``offered_question`` is whether the last reply ended with a question.

    ``set_aside`` are companies that nothing is judged for at present; ``hidden`` programmes are left
    out of lists. ``consent`` is what was said to keeping the facts beyond the conversation, and
    ``heard_at`` when the person was heard last (aware). ``undo`` are the states before each answer
    of the interview, the oldest first; ``awaiting`` is what the next text is taken for, with the
    moment it was asked for (ISO 8601) as its last part.
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
    listed: tuple[str, ...] = ()
    asked: str | None = None
    asked_range: Range | None = None
    asked_in_a_row: int = 0
    offered_question: bool = False
    declined: frozenset[str] = frozenset()
    greeted: bool = False
    spoke: Language | None = None
    set_aside: tuple[Company, ...] = ()
    hidden: frozenset[str] = frozenset()
    consent: str = ""
    heard_at: datetime | None = None
    undo: tuple[Mapping[str, Any], ...] = ()
    awaiting: tuple[str, ...] = ()

    @property
    def company(self) -> Company:
        return self.companies[0] if self.companies else Company()

    def knowing(self, *companies: Company) -> Conversation:
        return replace(self, companies=tuple(companies))

    @property
    def knows_a_firm(self) -> bool:
        return any(company != Company() for company in (*self.companies, *self.set_aside))


def lasting(conversation: Conversation, now: datetime) -> Conversation:
    """What is left of it ``now``: without consent the facts end with the conversation."""
    heard = conversation.heard_at
    if heard is None or conversation.consent == AGREED or now - heard <= ENDS_AFTER:
        return conversation
    return Conversation(
        language=conversation.language,
        greeted=conversation.greeted,
        spoke=conversation.spoke,
        hidden=conversation.hidden,
        consent=conversation.consent if conversation.consent == REFUSED else "",
        heard_at=heard,
    )


def to_json(conversation: Conversation) -> dict[str, Any]:
    values = asdict(conversation)
    values["companies"] = [_company_json(company) for company in conversation.companies]
    values["asked_range"] = conversation.asked_range and _range_json(conversation.asked_range)
    values["set_aside"] = [_company_json(company) for company in conversation.set_aside]
    values["declined"] = sorted(conversation.declined)
    values["hidden"] = sorted(conversation.hidden)
    values["heard_at"] = conversation.heard_at and conversation.heard_at.isoformat()
    values["undo"] = [dict(state) for state in conversation.undo]
    return values


def from_json(values: Mapping[str, Any] | None) -> Conversation:
    """The conversation as it was saved; unknown keys of a later release are passed over."""
    if not values:
        return Conversation()
    known = {k: v for k, v in values.items() if k in Conversation.__dataclass_fields__}
    known["language"] = Language(known["language"]) if known.get("language") else None
    known["spoke"] = Language(known["spoke"]) if known.get("spoke") else None
    known["companies"] = tuple(_company(c) for c in known.get("companies", ()))
    known["set_aside"] = tuple(_company(c) for c in known.get("set_aside", ()))
    known["declined"] = frozenset(known.get("declined", ()))
    known["hidden"] = frozenset(known.get("hidden", ()))
    heard_at = known.get("heard_at")
    known["heard_at"] = datetime.fromisoformat(heard_at) if heard_at else None
    known["asked_range"] = _range(known["asked_range"]) if known.get("asked_range") else None
    for name in ("shown", "focus", "listed", "purposes", "undo", "awaiting"):
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
