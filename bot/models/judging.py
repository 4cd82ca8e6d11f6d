"""Whether a model's words may open a reply: the fact lock, the containment, nothing left out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from bot.lock import Facts, violations
from bot.lock.agreeing import same_day
from bot.lock.lexicon import lexicon
from bot.lock.relative import absolute
from bot.lock.values import Kind, Value, read_values
from bot.messages import Block, BlockKind, Reply
from bot.models.containment import About, Speech
from bot.models.tokens import Tokens
from knowledge.programs import Language

KEPT = {Kind.DATE, Kind.TIME, Kind.MONEY, Kind.RATE, Kind.URL, Kind.PHONE, Kind.EMAIL}


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a text is not shown: ``kind`` is counted, ``reason`` told to the model."""

    kind: str
    reason: str


@dataclass(frozen=True, slots=True)
class Written:
    """``text`` is the opening as the model wrote it for ``instructions``."""

    text: str
    facts: Facts
    lead: Block
    tokens: Tokens
    instructions: str = ""

    @property
    def worded(self) -> Reply:
        """The reply with it instead of the composed opening."""
        lead, text = self.lead, self.text
        strong = tuple(stretch for stretch in lead.strong if stretch in text)
        links = tuple(link for link in lead.links if link[0] in text)
        opening = Block(BlockKind.LEAD, text, strong, links)
        reply = self.facts.reply
        return replace(reply, blocks=tuple(opening if b is lead else b for b in reply.blocks))


class Judge:
    """``speech`` is how our own phrases speak, by language."""

    def __init__(self, speech: Mapping[Language, Speech]) -> None:
        self._speech = speech

    def faults(self, written: Written) -> list[Fault]:
        """The lock reads the whole reply with its new opening, so that nothing the cards say counts
        as left out; what it holds against the composed reply itself is no fault of the opening.
        """
        text, facts, language = written.text, written.facts, written.facts.reply.language
        composed = facts.reply.text
        before = violations(composed, facts, language)
        faults = [
            Fault(violation.kind.value, violation.reason)
            for violation in violations(written.worded.text, facts, language)
            if violation not in before
        ]
        about = About(composed, written.lead.text, facts.question, facts.originals)
        strange = self._speech[language].strange(text, about, written.instructions)
        faults += [Fault(each.kind, each.reason) for each in strange]
        return [*faults, *_left_out(written), *_settled(written)]


def _left_out(written: Written) -> list[Fault]:
    """What of the composed opening's own a text must say as well, in whatever form: its days, hours,
    amounts and rates, its bounds, its addresses, and names among several.
    """
    said = read_values(_dated(written))
    lead = written.lead.text
    for name in written.facts.originals:  # an edition in a name may go
        lead = lead.replace(name, " ")
    values = [v for v in read_values(lead) if _must_stay(v) and not _is_aside(v, lead)]
    today = written.facts.today
    missing = [v.raw for v in values if not any(_says(each, v, today) for each in said)]
    if not missing:
        return []
    names = ", ".join(written.tokens.hide(raw) for raw in dict.fromkeys(missing))
    return [Fault("left_out", f"LEAD says {names}; say it as well.")]


def _settled(written: Written) -> list[Fault]:
    """What the composed opening leaves open, has not found, or sends elsewhere for, stays so."""
    lead, text = written.lead.text, written.text
    absent = any_of("claim.absent")
    unsure, checks = any_of("claim.unsure"), any_of("claim.checks")
    open_ = any_of("claim.unsure", "claim.wants")
    asked = any_of("claim.unknown", "claim.checks", "claim.indirect")
    kept = open_(text) if unsure(lead) else not checks(lead) or asked(text)
    kept = kept and (absent(text) or not absent(lead))
    return [] if kept else [Fault("settled", "LEAD leaves something open; leave it so.")]


def any_of(*rules: str) -> Callable[[str], bool]:
    """Whether a text has something of one of these rules of the lock."""
    patterns = [lexicon().rule(rule) for rule in rules]
    return lambda text: any(pattern.search(text) for pattern in patterns)


def _dated(written: Written) -> str:
    today = written.facts.today
    return absolute(written.text, today) if today else written.text


def _must_stay(value: Value) -> bool:
    return value.kind in KEPT or value.bound is not None


def _is_aside(value: Value, lead: str) -> bool:
    """A limit in the brackets behind what the asker has, which the cards say as well."""
    before = lead[: value.start]
    depth = sum(before.count(sign) for sign in "(（") - sum(before.count(sign) for sign in ")）")
    return depth > 0 and value.kind in (Kind.NUMBER, Kind.MONEY, Kind.RATE)


def _says(said: Value, told: Value, today: date | None) -> bool:
    if said.kind is Kind.RELATIVE and told.kind is Kind.DATE and today:
        days = {"today": 0, "tomorrow": 1, "overmorrow": 2}.get(str(said.key[0]))
        day = today + timedelta(days=days) if days is not None else date.min
        return same_day((day.year, day.month, day.day), told.key)
    if said.kind is not told.kind:
        return False
    if said.kind is Kind.DATE:
        return same_day(said.key, told.key)
    return said.key == told.key
