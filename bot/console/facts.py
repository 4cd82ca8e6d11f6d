"""One programme, fact by fact, each with what stands behind it; and the facts nobody has looked at."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from bot import clauses
from bot.console.words import Text, Words
from bot.library import Library
from bot.oversight.docket import Matter
from bot.oversight.facts import Choice, Decision, Decisions, FactKind, facts_in
from knowledge.programs import (
    Benefit,
    Condition,
    Country,
    Evidence,
    Program,
    Window,
    WindowKind,
)

AROUND = 140
"""Characters of the document shown before and after a quote."""
KINDS = (
    (FactKind.WINDOW, "windows"),
    (FactKind.CONDITION, "conditions"),
    (FactKind.BENEFIT, "benefits"),
)


@dataclass(frozen=True, slots=True)
class Quoted:
    """What stands behind a fact: a quote with what surrounds it, or our own gist of the source."""

    text: Text
    verbatim: bool
    before: str = ""
    after: str = ""
    document: str = ""
    source: str = ""
    url: str = ""
    read: str = ""


@dataclass(frozen=True, slots=True)
class Shown:
    """A fact of a page. ``key`` is empty where nobody needs to look at it; ``decided`` is what
    somebody said to it, empty as long as nobody has. ``by`` is the model that proposed it: then it
    is a fact only once it is confirmed.
    """

    kind: FactKind
    value: Text
    machine: str
    strength: str
    warnings: tuple[str, ...]
    quoted: Quoted | None
    key: str = ""
    decided: str = ""
    closes: str = ""
    currency: str = ""
    by: str = ""


@dataclass(frozen=True, slots=True)
class Waiting:
    """A fact that nobody has decided on."""

    program: str
    name: Text
    fact: Shown


def facts_of(
    program: Program,
    library: Library,
    decisions: Decisions,
    words: Words,
    proposed: Iterable[Matter] = (),
) -> list[Shown]:
    """All facts in the order of the source, then what a model proposed for it; ``program`` as it was
    loaded.
    """
    keys = {id(fact.value): fact.key for fact in facts_in(program)}
    found = []
    for kind, name in KINDS:
        for value in getattr(program, name):
            key = keys.get(id(value), "")
            found.append(_shown(kind, value, program, library, words, key, decisions.get(key)))
    mine = (matter for matter in proposed if matter.program.id == program.id)
    return [*found, *(proposal_of(matter, library, decisions, words) for matter in mine)]


def proposal_of(matter: Matter, library: Library, decisions: Decisions, words: Words) -> Shown:
    fact, decision = matter.fact, decisions.get(matter.fact.key)
    shown = _shown(fact.kind, fact.value, matter.program, library, words, fact.key, decision)
    return replace(shown, by=matter.by)


def waiting(
    library: Library,
    decisions: Decisions,
    words: Words,
    program: str = "",
    proposed: Iterable[Matter] = (),
) -> list[Waiting]:
    """What a model proposed, then in the order of the documents; of one programme alone where
    ``program`` names it.
    """
    found = [
        Waiting(
            matter.program.id,
            words.either(matter.program.names, matter.program.country),
            proposal_of(matter, library, decisions, words),
        )
        for matter in proposed
        if program in ("", matter.program.id)
    ]
    for each in library.programs.values():
        if each.extracted and program in ("", each.id):
            name = words.either(each.names, each.country)
            facts = facts_of(each, library, decisions, words)
            found += [Waiting(each.id, name, f) for f in facts if f.key and not f.decided]
    return found


def waiting_count(library: Library, decisions: Decisions) -> int:
    return sum(
        fact.key not in decisions
        for program in library.programs.values()
        for fact in facts_in(program)
    )


def _shown(
    kind: FactKind,
    value: Window | Condition | Benefit,
    program: Program,
    library: Library,
    words: Words,
    key: str,
    decision: Decision | None,
) -> Shown:
    window = value if isinstance(value, Window) else None
    told = in_words(value, program, words)
    return Shown(
        kind,
        told,
        words.machine(value, program.country) if isinstance(value, Condition) else "",
        words.label("strength", value.strength) if isinstance(value, Condition) else "",
        tuple(words.label("warning", each) for each in window.warnings) if window else (),
        _quoted(value.evidence, library, program, words),
        key,
        _decided(decision, words),
        f"{window.closes_at:%Y-%m-%d}" if window and window.closes_at else "",
        str(value.at_most.currency) if isinstance(value, Benefit) and value.at_most else "",
    )


def in_words(value: Window | Condition | Benefit, program: Program, words: Words) -> Text:
    country = program.country
    if isinstance(value, Window):
        return Text(_window(value, country, words))
    if isinstance(value, Condition):
        language = words.speaks(country)
        return Text(clauses.sentence(words.domain(country), value), language.value)
    amount = words.money(value.at_most) if value.at_most else ""
    upper = words("benefit.at_most", amount=amount) if amount else ""
    parts = (words.label("kind", value.kind), upper, value.rate)
    return Text(" · ".join(part for part in parts if part))


def _window(window: Window, country: Country, words: Words) -> str:
    opens = words.bound(window.opens_at, window.opens_precision) if window.opens_at else ""
    closes = words.bound(window.closes_at, window.closes_precision) if window.closes_at else ""
    if not closes and window.month and window.day:
        closes = words("window.no_year", month=window.month, day=window.day)
    span = f"{opens} – {closes}"
    if not (opens and closes):
        span = words("window.until", date=closes) if closes else ""
        span = words("window.from", date=opens) if opens else span
    label = words.either(window.label, country).text if window.label else ""
    kind = "" if window.kind is WindowKind.DATED and span else words.label("window", window.kind)
    arrival = words.label("arrival", window.arrival) if window.arrival else ""
    return " · ".join(part for part in (label, kind, span, arrival) if part)


def _quoted(
    evidence: Evidence | None, library: Library, program: Program, words: Words
) -> Quoted | None:
    if evidence is None or not (evidence.quote or evidence.gist):
        return None
    source = evidence.source
    about = {
        "document": evidence.document,
        "source": source.title if source else "",
        "url": (source.url or "") if source else "",
        "read": words.day(source.read) if source and source.read else "",
    }
    if not evidence.verbatim:
        return Quoted(words.either(evidence.gist, program.country), verbatim=False, **about)
    before, after = around(evidence, library)
    return Quoted(Text(evidence.quote), verbatim=True, before=before, after=after, **about)


def around(evidence: Evidence, library: Library) -> tuple[str, str]:
    """The text of the document before and after the quote; empty where it is not there."""
    document = library.documents.get(evidence.document)
    text = document.text if document else ""
    start = evidence.span[0] if evidence.span else text.find(evidence.quote)
    end = start + len(evidence.quote)
    if start < 0 or text[start:end] != evidence.quote:
        return "", ""
    return text[max(0, start - AROUND) : start], text[end : end + AROUND]


def _decided(decision: Decision | None, words: Words) -> str:
    if decision is None:
        return ""
    told = words.label("choice", decision.choice)
    if decision.choice is not Choice.CORRECTED:
        return told
    amount = words.money(decision.amount) if decision.amount else ""
    closes = words.day(decision.closes) if decision.closes else ""
    return f"{told}: {closes or amount}"


def paged(items: Sequence[Waiting], page: int, each: int) -> tuple[Sequence[Waiting], int, int]:
    """One page of them, its number, and how many pages there are."""
    pages = max(1, -(-len(items) // each))
    page = min(max(1, page), pages)
    return items[(page - 1) * each : page * each], page, pages


def by_program(items: Sequence[Waiting]) -> Mapping[str, tuple[Text, int]]:
    """How many facts of each programme wait."""
    found: dict[str, tuple[Text, int]] = {}
    for item in items:
        found[item.program] = item.name, found.get(item.program, (item.name, 0))[1] + 1
    return found
