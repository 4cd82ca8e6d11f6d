"""What a message told of the company, taken into what is remembered."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from bot.company import Company, Range
from bot.conversation import Conversation
from bot.intervals import comparable, interval, within
from bot.speech import Heard
from bot.understanding.reading import Reading
from knowledge.money import Money
from knowledge.programs import Operator
from knowledge.regions import country_of

OPPOSITE = {
    Operator.AT_MOST: Operator.MORE_THAN,
    Operator.MORE_THAN: Operator.AT_MOST,
    Operator.LESS_THAN: Operator.AT_LEAST,
    Operator.AT_LEAST: Operator.LESS_THAN,
}


def hear(
    memory: Conversation, reading: Reading, given: Company | None
) -> tuple[Conversation, tuple[Company, ...]]:
    """The conversation with the new facts, and the companies to judge (at least one).

    ``given`` are facts handed over beside the text; they win over what is remembered.
    """
    heard = reading.heard
    before = Company() if another_firm(memory.company, heard.company) else memory.company
    known = before.merged(Heard(companies=(given,))) if given else before
    known = _answered(known, memory, heard, reading.intent)
    first = taken(known, heard)
    if supposed := _supposed(reading):
        elsewhere = replace(first, headquarters=None, country=None, excluded=frozenset())
        first = elsewhere.merged(Heard(companies=(supposed,)))
    others = heard.companies[1:] or memory.companies[1:]
    companies = (first, *others)
    declined = memory.declined
    if memory.asked and (heard.declined or reading.intent == "unsure"):
        declined |= {memory.asked}
    told = bool(heard.facts or heard.limits or heard.affirmed is not None or heard.declined)
    remembered = replace(
        memory,
        companies=companies if first != Company() else memory.companies,
        declined=declined,
        asked=None,
        asked_range=None,
        asked_in_a_row=memory.asked_in_a_row if told or memory.asked else 0,
    )
    return remembered, companies


def taken(known: Company, heard: Heard) -> Company:
    """``known`` with the facts and bounds that were heard of the same firm."""
    return _limited(known.merged(heard), heard)


def another_firm(known: Company, heard: Company) -> bool:
    """A firm of the other country, or one of another trade elsewhere, is not the one known so far:
    its place must not be judged with the other's capital and headcount.
    """
    if known.country and heard.country and known.country is not heard.country:
        return True
    moved = known.headquarters and heard.headquarters and known.headquarters != heard.headquarters
    trade = known.industry and heard.industry and not set(known.industry) & set(heard.industry)
    return bool(moved and trade)


def _supposed(reading: Reading) -> Company | None:
    """'And one in Osaka?': a follow-up that names a place alone supposes a firm there."""
    heard = reading.heard
    places = [place for place in heard.places if place.role == "supposed"]
    if not places and not (reading.topic or reading.named or heard.facts):
        places = [place for place in heard.places if place.role == "other"]
    if len(places) != 1:
        return None
    code = places[0].code
    if "-" not in code:
        return None
    return Company(country=country_of(code), headquarters=code)


def _answered(company: Company, memory: Conversation, heard: Heard, intent: str) -> Company:
    """A yes or no to a question about a bound is a range, not an amount; the question about the
    owners asks whether a large company holds half of it.
    """
    asked, yes = memory.asked_range, heard.affirmed
    if yes is None and intent in ("yes", "no"):
        yes = intent == "yes"
    if yes is not None and memory.asked == "ownership":
        return replace(company, ownership="large_group" if yes else "independent")
    if asked is None or yes is None:
        return company
    operator = asked.operator if yes else OPPOSITE[asked.operator]
    return _with_range(company, Range(asked.fact, operator, asked.bound))


def _limited(company: Company, heard: Heard) -> Company:
    for limit in heard.limits:
        if isinstance(limit.value, Money | int):
            company = _with_range(company, Range(limit.fact, limit.operator, limit.value))
    return company


def _with_range(company: Company, new: Range) -> Company:
    """What was said later holds: an earlier bound of the same kind goes, and what contradicts."""
    kept = tuple(
        known
        for known in company.ranges
        if known.fact != new.fact
        or (known.operator is not new.operator and not _contradict(known, new))
    )
    value = getattr(company, new.fact, None)
    if value is not None and _contradict(Range(new.fact, Operator.IS, value), new):
        unsaid: dict[str, Any] = {new.fact: None}
        company = replace(company, **unsaid)
    return replace(company, ranges=(*kept, new))


def _contradict(one: Range, other: Range) -> bool:
    if not comparable(one.bound, other.bound):
        return False
    spans = interval(one.operator, one.bound), interval(other.operator, other.bound)
    return within(*spans) is False
