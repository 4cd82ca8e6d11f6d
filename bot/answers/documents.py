"""Questions that a document answers: its own sentences, quoted, never paraphrased."""

from __future__ import annotations

from bot.answers.replies import Around, plain, with_cards
from bot.cards import Judged
from bot.citations import Citations
from bot.messages import Block, BlockKind, Outcome, Reply
from bot.turn import Answer, Turn
from bot.understanding.sentences import sentences
from knowledge.documents import Passage
from knowledge.orders import speaks_to_answerers

POOL = 6
RELEVANT = 0.5
"""Passages below this relevance do not answer the question (docs/benchmarks/retrieval.md)."""
QUOTES = 3
KEPT = 0.06
"""A sentence this much less near than the best one is not quoted beside it."""
SHORTEST = 8


def from_documents(turn: Turn, *, reports: bool = False) -> Answer | None:
    """The sentences that answer; None where nothing is near enough. With ``reports`` only documents
    without a programme: what cannot be applied for cannot mislead.
    """
    found = turn.library.passages_about(turn.reading.text, POOL)
    passages = [turn.library.passages[s.id] for s in found if s.relevance >= RELEVANT]
    if reports:
        passages = [p for p in passages if not p.program]
    quotes = best_sentences(turn, passages)
    if not quotes:
        return None
    citations = Citations(turn.book)
    block = quoted(turn, quotes, citations)
    own = any(passage.language is turn.language for passage, _ in quotes)
    lead = turn.book.say("lead.from_documents" if own else "lead.from_documents_original")
    judged = _programs(turn, quotes)
    if judged:
        return with_cards(
            turn, lead, judged[:1], judged[:1], around=Around((block,)), citations=citations
        )
    sources = citations.block()
    blocks = [Block(BlockKind.LEAD, lead), block]
    if sources:
        blocks.append(sources)
    blocks.append(Block(BlockKind.NEXT, turn.book.say("next.tell_need")))
    reply = Reply(turn.language, Outcome.ANSWERED, tuple(blocks), citations=citations.all())
    return Answer(reply, plain(turn, Outcome.ANSWERED, lead).conversation)


def best_sentences(turn: Turn, passages: list[Passage]) -> list[tuple[Passage, str]]:
    """Up to three sentences nearest to the question, of one document, in its order.

    Where a document speaks both languages, only the asker's is quoted.
    """
    titles = _titles(turn, passages)
    both = {p.document for p in passages if p.language is turn.language}
    pool = [
        (passage, sentence)
        for passage in passages
        if passage.language is turn.language or passage.document not in both
        if not _holds_order(passage)
        for sentence in sentences(passage.text)
        if len(sentence) >= SHORTEST and sentence not in titles
    ]
    if not pool:
        return []
    near = turn.understanding.nearest(
        turn.reading.text,
        [sentence for _, sentence in pool],
        turn.language,
        beside=" ".join(titles | {turn.library.documents[p.document].title for p in passages}),
    )
    order = sorted(range(len(pool)), key=lambda place: -near[place])
    best = order[0]
    document = pool[best][0].document
    kept = [
        place
        for place in order
        if near[place] >= near[best] - KEPT and pool[place][0].document == document
    ]
    chosen = sorted(dict.fromkeys(kept[:QUOTES]))
    if len(chosen) == 1 and pool[best + 1 : best + 2] and pool[best + 1][0] == pool[best][0]:
        chosen.append(best + 1)  # one sentence alone often names what the next one tells
    return list(dict.fromkeys(pool[place] for place in chosen))


def _holds_order(passage: Passage) -> bool:
    """Then nothing of it is quoted: what stands beside an order may belong to it."""
    told = (*passage.headings, passage.text, *sentences(passage.text))
    return any(speaks_to_answerers(each) for each in told)


def _titles(turn: Turn, passages: list[Passage]) -> set[str]:
    """Headings and names: they name the matter and say nothing of it."""
    titles = {heading for passage in passages for heading in passage.headings}
    for passage in passages:
        program = turn.library.programs.get(passage.program or "")
        if program:
            titles |= {program.names.ko, program.names.ja, program.gist.ko, program.gist.ja}
            titles |= {program.agency.ko, program.agency.ja}
    return titles


def quoted(turn: Turn, quotes: list[tuple[Passage, str]], citations: Citations) -> Block:
    """One line a sentence: verbatim in quotation marks, our own summaries without."""
    lines = []
    for passage, sentence in quotes:
        document = turn.library.documents[passage.document]
        verbatim = not document.sources  # a sheet of ours names its sources
        marker = citations.passage(document, sentence, verbatim=verbatim)
        words = turn.book.say("quote.verbatim", text=sentence) if verbatim else sentence
        lines.append(f"{words} [{marker}]")
    return Block(BlockKind.QUOTE, "\n".join(lines))


def _programs(turn: Turn, quotes: list[tuple[Passage, str]]) -> list[Judged]:
    ids = dict.fromkeys(passage.program for passage, _ in quotes if passage.program)
    return [turn.judged(turn.library.programs[id]) for id in ids if id in turn.library.programs]
