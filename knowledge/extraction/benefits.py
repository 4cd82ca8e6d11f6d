"""What is given: amounts and rates with a word beside them that says so; statistics are none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from knowledge.amounts import FoundMoney, is_stated, read_money
from knowledge.documents import Document
from knowledge.extraction.lexicon import rule, rules
from knowledge.extraction.model import Clause, Leftover, Section, Topic, evidence
from knowledge.money import Currency
from knowledge.programs import Benefit, Country, Operator
from knowledge.quantities import FoundRate, read_rates

_SILENT = {Section.COSTS, Section.CONTACT, Section.DOCUMENTS, Section.TARGET, Section.EXCLUDED}
_REACH = 30
_NO_LIMIT = {Operator.AT_LEAST, Operator.MORE_THAN, Operator.LESS_THAN}  # fractions of it are cut
_MOST = 6


def kind_of(*texts: str) -> str:
    """The kind of support that the words name first; a service if they name none."""
    for text in texts:
        for pattern, row in rules("benefits", "kind"):
            if pattern.search(text):
                return row["slug"]
    return "service"


def benefits_of(
    clauses: Sequence[Clause], document: Document, country: Country, kind: str
) -> tuple[tuple[Benefit, ...], tuple[Leftover, ...]]:
    """The benefits in the order of the text, at most six, and amounts that nobody could place."""
    found: list[Benefit] = []
    leftovers: list[Leftover] = []
    default = Currency.KRW if country is Country.KR else Currency.JPY
    for clause in clauses:
        if clause.heading or clause.section in _SILENT:
            continue
        mine = _in_clause(clause, document, default, kind)
        found.extend(mine)
        if not mine and clause.section is Section.AMOUNT and read_money(clause.text, default):
            quote = evidence(document, clause.start, clause.end)
            leftovers.append(Leftover(Topic.AMOUNT, quote.quote, quote.span or (0, 0)))
    return tuple(_once(found)[:_MOST]), tuple(leftovers)


def _in_clause(clause: Clause, document: Document, default: Currency, kind: str) -> list[Benefit]:
    amounts = [m for m in read_money(clause.text, default) if _is_given(clause, m)]
    rates = [r for r in read_rates(clause.text) if _is_share(clause, r)]
    if not amounts and not rates:
        return []
    quote = evidence(document, clause.start, clause.end)
    rate = rates[0].rate if len(rates) == 1 else ""
    if kind == "service" and amounts:  # money towards costs
        kind = "grant"
    given = [Benefit(_own_kind(clause, kind), a.value, rate, quote) for a in amounts[:2]]
    per_unit = rule("benefits", "unit").search(clause.text)
    if per_unit:  # so much a head or a month is no limit for one applicant
        given = [replace(b, at_most=None) for b in given[:1]]
    return given or [Benefit(_own_kind(clause, kind), None, rate, quote)]


def _own_kind(clause: Clause, kind: str) -> str:
    own = kind_of(clause.text)
    return own if kind == "service" and own != "service" else kind


def _is_given(clause: Clause, amount: FoundMoney) -> bool:
    start, end = amount.span
    before, after = clause.text[max(0, start - _REACH) : start], clause.text[end : end + _REACH]
    if not is_stated(amount.value) or amount.bound in _NO_LIMIT:
        return False
    if rule("benefits", "statistic_before").search(before):
        return False
    if rule("benefits", "statistic_after").match(after):
        return False
    cued = rule("benefits", "cue_before").search(before)
    cued = cued or rule("benefits", "cue_after").match(after)
    return bool(cued) or clause.section is Section.AMOUNT


def _is_share(clause: Clause, rate: FoundRate) -> bool:
    start, end = rate.span
    around = clause.text[max(0, start - _REACH) : end + 12]
    if rule("benefits", "rate_not").search(around):
        return False
    if rate.bound in _NO_LIMIT:
        return False
    return clause.section is Section.AMOUNT or bool(rule("benefits", "rate_cue").search(around))


def _once(benefits: Sequence[Benefit]) -> list[Benefit]:
    kept: dict[tuple[object, str], Benefit] = {}
    for benefit in benefits:
        kept.setdefault((benefit.at_most, benefit.rate), benefit)
    return list(kept.values())
