"""Who may apply, clause by clause: what the source says, and what it means for this firm."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot import cards, clauses
from bot.cards import Judged
from bot.citations import Citations
from bot.messages import Block, BlockKind, Outcome, Reply
from bot.verdicts import Clause
from bot.wording import agency_of
from knowledge.programs import Coverage, Language, Status
from prompts import Phrasebook


def explained(book: Phrasebook, judged: Sequence[Judged]) -> Reply:
    """One programme, held against each company of ``judged`` (at least one)."""
    citations, language = Citations(book), Language(book.language)
    program = judged[0].program
    name = program.names.within(language)
    lead = Block(BlockKind.LEAD, book.say("details.title", name=name), strong=(name,))
    several = len(judged) > 1
    blocks = [_block(book, one, citations, named=several) for one in judged]
    citations.program(program)
    sources = citations.block()
    return Reply(
        language,
        Outcome.ANSWERED,
        (lead, *blocks, *((sources,) if sources else ())),
        tuple(cards.shown(book, one) for one in judged),
        citations.all(),
    )


def _block(book: Phrasebook, judged: Judged, citations: Citations, *, named: bool) -> Block:
    judgement = judged.judgement
    company = clauses.label_of(book, judgement.company) if named else ""
    lines = [book.say("card.for_company", company=company)] if company else []
    if judged.standing.status is Status.CLOSED:
        lines.append(book.say("details.closed"))
    for clause in judgement.clauses:
        lines += _lines(book, judged, clause, citations)
    if not judgement.clauses:
        lines.append(book.say("lead.unstated", agency=agency_of(book, judgement.program)))
    elif judgement.program.coverage is not Coverage.FULL:
        lines.append(book.say("details.partial"))
    return Block(BlockKind.CARD, "\n".join(lines))


def _lines(book: Phrasebook, judged: Judged, clause: Clause, citations: Citations) -> Iterator[str]:
    condition, company = clause.condition, judged.judgement.company
    mark = book.say(f"details.{clauses.mark(clause)}")
    text = clauses.sentence(book, condition)
    fact = clauses.fact_text(book, company, condition.kind.value)
    key = "details.clause_with_fact" if fact else "details.clause"
    yield book.say(key, mark=mark, clause=text.rstrip(".。"), fact=fact)
    quote = clauses.quote_of(condition)
    if quote and condition.evidence:
        marker = citations.evidence(judged.program, condition.evidence)
        own = judged.program.names.has(Language(book.language))
        yield book.say("card.quote" if own else "card.quote_original", quote=quote, marker=marker)
