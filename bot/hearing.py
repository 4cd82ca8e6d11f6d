"""What a message told of the company, taken into what is remembered."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from bot.company import AMOUNTS, Company, Range
from bot.conversation import Conversation
from bot.intervals import comparable, interval, within
from bot.speech import Heard
from bot.speech.lexicon import pattern
from bot.understanding.reading import Reading
from knowledge.money import Money
from knowledge.programs import Operator
from knowledge.regions import contains, country_of

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

    ``given`` are facts handed over beside the text; they win over what is remembered. What is only
    supposed, a firm of theirs elsewhere or of another size, is judged for this turn and not
    remembered; another firm is set aside for a new one, never dropped.
    """
    heard = reading.heard
    supposed = _supposed(reading)
    memory, elsewhere = _current(memory, reading, supposed)
    known = memory.company.merged(Heard(companies=(given,))) if given else memory.company
    if supposed and elsewhere:
        own = taken(known, heard) if speaks_of_own(reading.text) else known
        there = _with_amounts(_transplanted(own, supposed, heard), heard)
        rest = memory.companies[1:]
        return _remembering(memory, reading, (own, *rest)), (there, *rest)
    known = _answered(known, memory, heard, reading.intent)
    first = taken(known, heard)
    if supposed and not _same_place(first, supposed):
        first = _transplanted(first, supposed, Heard())
    others = heard.companies[1:] or memory.companies[1:]
    dropped = [one for one in memory.companies[1:] if not _is_among(one, (first, *others))]
    memory = replace(memory, set_aside=(*memory.set_aside, *dropped))
    remembered = _remembering(memory, reading, (first, *others))
    return remembered, (_with_amounts(first, heard), *others)


def _with_amounts(company: Company, heard: Heard) -> Company:
    """'And with five people?': as if it had what is only supposed."""
    told = {one.fact: one.value for one in heard.premises if one.operator is Operator.IS}
    amounts: dict[str, Any] = {fact: told[fact] for fact in AMOUNTS if fact in told}
    return company.merged(Heard(companies=(replace(Company(), **amounts),))) if amounts else company


def _remembering(
    memory: Conversation, reading: Reading, companies: tuple[Company, ...]
) -> Conversation:
    heard, declined = reading.heard, memory.declined
    if memory.asked and (heard.declined or reading.intent == "unsure"):
        declined |= {memory.asked}
    told = bool(heard.facts or heard.limits or heard.affirmed is not None or heard.declined)
    return replace(
        memory,
        companies=companies if companies[0] != Company() else memory.companies,
        declined=declined,
        asked=None,
        asked_range=None,
        asked_in_a_row=memory.asked_in_a_row if told or memory.asked else 0,
    )


def _current(
    memory: Conversation, reading: Reading, supposed: Company | None
) -> tuple[Conversation, bool]:
    """With the firm in front that the message is about; and whether what it supposes lies elsewhere.

    A firm known before becomes the current one again, a new one takes its place at the front.
    """
    said = supposed or reading.heard.company
    if not _elsewhere(memory.company, said):
        return memory, False
    every = (*memory.companies, *memory.set_aside)
    corrected = not supposed and corrects(reading.text)
    if not corrected:
        for known in every[1:]:
            if _same_place(known, said):
                rest = tuple(one for one in every if one != known)
                return replace(memory, companies=(known,), set_aside=rest), False
    if supposed or corrected or not another_firm(memory.company, said):
        return memory, bool(supposed)
    return replace(memory, companies=(), set_aside=every, declined=frozenset()), False


def corrects(text: str) -> bool:
    """Whether it says of the firm known that something else is true of it; a button always does."""
    return not text or pattern("correction", "own").search(text) is not None


def speaks_of_own(text: str) -> bool:
    """Whether it tells of the own firm, whatever else it supposes."""
    return pattern("correction", "we").search(text) is not None


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


def _elsewhere(known: Company, said: Company) -> bool:
    """Both places are known and neither lies in the other."""
    if known.country and said.country and known.country is not said.country:
        return True
    if not (known.headquarters and said.headquarters):
        return False
    return not _same_place(known, said)


def _same_place(one: Company, other: Company) -> bool:
    here, there = one.headquarters, other.headquarters
    if not (here and there):
        return False
    return contains(here, there) is True or contains(there, here) is True


def _is_among(company: Company, companies: tuple[Company, ...]) -> bool:
    return company == Company() or any(
        company == one or _same_place(company, one) for one in companies
    )


def _transplanted(company: Company, supposed: Company, heard: Heard) -> Company:
    """The same firm in the supposed place: what belongs to the other country stays behind."""
    kept = replace(company, headquarters=None, country=None, excluded=frozenset(), name="")
    if company.country and supposed.country is not company.country:
        plans = (p for p in company.plan if not p.endswith(f":{supposed.country}"))
        kept = replace(
            kept, capital=None, revenue=None, ranges=(), certifications=(), plan=tuple(plans)
        )
    return taken(kept.merged(Heard(companies=(supposed,))), heard)


def _supposed(reading: Reading) -> Company | None:
    """'And one in Osaka?': a follow-up that names a place alone supposes a firm there."""
    heard = reading.heard
    places = [place for place in heard.places if place.role == "supposed"]
    if not places and not (reading.topic or reading.named or heard.facts):
        places = [place for place in heard.places if place.role == "other" and "-" in place.code]
    if len(places) != 1:
        return None
    code = places[0].code
    return Company(country=country_of(code), headquarters=code if "-" in code else None)


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
