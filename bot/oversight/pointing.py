"""What our own grammars read at a place of a document that somebody points at.

Whoever points says only where, and as what. The clause there is read whole, in its section: half of
a sentence may say the opposite of it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from functools import lru_cache

from bot.oversight.facts import FactKind, Value, bare
from knowledge.dates import PeriodKind, Role, read_periods
from knowledge.documents import Block, Document
from knowledge.extraction.benefits import benefits_of, kind_of
from knowledge.extraction.clauses import clauses_of
from knowledge.extraction.gathering import conditions_of, excepted
from knowledge.extraction.model import Clause, Section, evidence, stands
from knowledge.extraction.places import Home
from knowledge.extraction.reading import Context
from knowledge.money import Money
from knowledge.orders import gives_orders
from knowledge.programs import Benefit, Condition, Country, Source, Window, WindowKind
from knowledge.windows import windows_from

LONGEST_QUOTE = 300
"""Characters of a clause: a person is to hold it against the fact at a glance."""
_FOR_SOME = {Section.BONUS, Section.COSTS, Section.DOCUMENTS, Section.CONTACT}


def read_there(
    document: Document, kind: FactKind, quote: str, country: Country
) -> tuple[Value, ...]:
    """The facts of ``kind`` in the one clause that ``quote`` stands in, with that clause for their
    evidence. None where the quote is not in the text, reaches over several clauses, is an order
    and no statement, or where our grammars read nothing.
    """
    place = document.id, document.blocks, document.sources, document.published
    return _read_there(*place, kind, quote, country)


@lru_cache(maxsize=1024)
def _read_there(
    id: str,
    blocks: tuple[Block, ...],
    sources: tuple[Source, ...],
    published: date | None,
    kind: FactKind,
    quote: str,
    country: Country,
) -> tuple[Value, ...]:
    """Kept, since a proposal is read again whenever it is shown."""
    document = Document(id, "", blocks, "", published=published, sources=sources)
    clause = clause_at(document, quote)
    if clause is None or gives_orders(clause.text):
        return ()
    pointed = replace(clause, text=quote.strip(), start=_start(document, quote))
    if not _facts(document, kind, pointed, country):  # the words pointed at say nothing of the kind
        return ()
    found = _facts(document, kind, clause, country)
    return tuple(value for value in found if stands(document, value.evidence))


def clause_at(document: Document, quote: str) -> Clause | None:
    """The clause that holds all of ``quote``, at its first place in the text, with an exception that
    follows it in its line.
    """
    start = _start(document, quote)
    if start < 0 or not quote.strip():
        return None
    end = start + len(quote.strip())
    touched = [c for c in _clauses(document.blocks) if c.start < end and start < c.end]
    if len(touched) != 1 or touched[0].heading or len(touched[0].text) > LONGEST_QUOTE:
        return None
    return touched[0]


@lru_cache(maxsize=64)
def _clauses(blocks: tuple[Block, ...]) -> tuple[Clause, ...]:
    """Those with an exception behind them decide nothing: whoever does not meet it may be one."""
    single = clauses_of(Document("", "", blocks, ""))
    ends = {clause.start: clause.end for clause in single}
    return tuple(replace(c, framed=c.framed or c.end != ends[c.start]) for c in excepted(single))


def _start(document: Document, quote: str) -> int:
    return document.text.find(quote.strip())


def _facts(document: Document, kind: FactKind, clause: Clause, country: Country) -> list[Value]:
    match kind:
        case FactKind.WINDOW:
            return list(_windows(document, clause, country))
        case FactKind.CONDITION:
            return list(_conditions(document, clause, country))
        case FactKind.BENEFIT:
            return list(_benefits(document, clause, country))


def _windows(document: Document, clause: Clause, country: Country) -> Iterator[Window]:
    """Periods of the clause, for applications because whoever points says so."""
    told = read_periods(clause.text, country=country, published=document.published)
    mine = [
        replace(period, role=Role.APPLICATION)
        for period in told
        if period.kind is not PeriodKind.UNPARSED
    ]
    quote = evidence(document, clause.start, clause.end)
    for window in windows_from(mine, document=document.id):
        if window.kind is not WindowKind.UNKNOWN or window.opens_at or window.month:
            yield replace(window, evidence=quote)


def _conditions(document: Document, clause: Clause, country: Country) -> Iterator[Condition]:
    if clause.section in _FOR_SOME:
        return
    said = clause.section is Section.EXCLUDED
    placed = clause if said else replace(clause, section=Section.TARGET)
    found, _ = conditions_of((placed,), Context(document, Home(country)))
    yield from (c for c in found if c.operator or c.alternatives)


def _benefits(document: Document, clause: Clause, country: Country) -> Iterator[Benefit]:
    """An amount that bounds who may apply, or that applicants pay, is none that they get."""
    if clause.section in _FOR_SOME:
        return
    bounds = {c.bound for c in _conditions(document, clause, country) if isinstance(c.bound, Money)}
    placed = replace(clause, section=Section.AMOUNT)
    found, _ = benefits_of([placed], document, country, kind_of(clause.text))
    yield from (b for b in found if b.at_most is None or b.at_most not in bounds)


def same(one: Value, other: Value) -> bool:
    """Whether both say the same, wherever it is written and however strictly."""
    return _said(one) == _said(other)


def _said(value: Value) -> object:
    plain = bare(value)
    if isinstance(plain, Window):
        return plain.kind, plain.opens_at, plain.closes_at, plain.month, plain.day
    if isinstance(plain, Condition):
        return plain.kind, plain.operator, plain.bound, tuple(map(_said, plain.alternatives))
    return plain.at_most, plain.rate
