"""Questions about programmes that were named, or spoken of just before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot import cards, clauses
from bot.answers.documents import best_sentences, from_documents, quoted
from bot.answers.premises import corrected
from bot.answers.replies import CARDS, Around, listed, office, with_cards
from bot.answers.rounds import deadline_lead
from bot.answers.years import of_another_year
from bot.cards import Judged
from bot.citations import Citations
from bot.deadlines import deadline_line
from bot.messages import Block, BlockKind, Verdict
from bot.tracing import span
from bot.turn import Answer, Turn
from bot.understanding.schemes import unknown_scheme
from bot.verdicts import Judgement
from bot.wording import agency_of, money, said
from knowledge.programs import Language, Program, Status

ELIGIBILITY = frozenset({"eligibility", "premise", "company", "yes", "no", "unsure", "find"})


ASPECTS = frozenset({"eligibility", "premise", "deadline", "apply", "amount"})
SHORT = frozenset({"deadline", "apply", "amount"})
FEWEST, CLAUSES = 2, 4
"""Clauses written out; a single one is asked for by the question at the end."""
MEANT, SURELY_MEANT = 0.5, 0.75
"""From this relevance on a programme is the one meant: with its agency named, and without."""


def meant(turn: Turn) -> tuple[str, ...]:
    """The programme asked about by its agency or its purpose, where no name was called."""
    reading = turn.reading
    if not reading.topic or reading.intent not in ASPECTS:
        return ()
    if unknown_scheme(reading.topic, turn.library.programs.values()):
        return ()
    found = turn.library.programs_about(reading.topic, 20)
    if reading.agencies:
        own = [s.id for s in found if s.id in reading.agencies and s.relevance >= MEANT]
        own.sort(key=lambda id: not turn.library.programs[id].windows)
        before = [id for id in turn.conversation.focus if id in own]
        return tuple([*before, *own][:1])
    of_one = reading.intent in SHORT and not reading.heard.facts
    return (found[0].id,) if of_one and found and found[0].relevance >= SURELY_MEANT else ()


def about(turn: Turn, ids: Sequence[str]) -> Answer:
    """The programmes asked about, each held against each company, the answer first."""
    programs = [turn.library.programs[id] for id in ids[:CARDS]]
    with span("judge"):
        judged = [turn.judged(p, company) for p in programs for company in turn.companies][:CARDS]
    if len(turn.companies) == 1:  # of several of the name the one that may be had comes first
        judged.sort(key=lambda one: one.verdict is Verdict.NOT_ELIGIBLE)
    citations = Citations(turn.book)
    if told := _told_elsewhere(turn):
        return told
    extra = [*_explained(turn, programs[0], citations), *_conditions(turn, judged)]
    shown = tuple(dict.fromkeys(p.id for p in programs))
    memory = replace(turn.conversation, mode="about", shown=shown, seen=len(shown))
    turn = replace(turn, conversation=memory)
    first = judged[0]
    closed = first.standing.status is Status.CLOSED
    if turn.reading.intent in SHORT and first.program.id in turn.conversation.focus:
        return _briefly(turn, first, citations)
    unfit = first.verdict is Verdict.NOT_ELIGIBLE
    step = office(turn, first)
    if closed or unfit:
        step = turn.book.say("next.closed_similar" if closed else "next.unfit_similar")
    return with_cards(
        turn,
        answer_lead(turn, judged),
        judged,
        judged,
        around=Around(extra),
        citations=citations,
        next_step=step,
    )


def pointed(turn: Turn, ids: Sequence[str]) -> Answer:
    """Those pointed at; what is asked of them is whether they may be had, if nothing else is."""
    reading = turn.reading
    if reading.intent not in ASPECTS | {"explain"}:
        turn = replace(turn, reading=replace(reading, intent="eligibility"))
    return several(turn, ids) if len(ids) > 1 else about(turn, ids)


def several(turn: Turn, ids: Sequence[str]) -> Answer:
    """A follow-up about several programmes: by when, how much, where: one line each, no cards."""
    if turn.reading.intent not in SHORT or len(turn.companies) > 1:
        return about(turn, ids)
    with span("judge"):
        judged = [turn.judged(turn.library.programs[id]) for id in ids[:CARDS]]
    citations = Citations(turn.book)
    names = [j.program.names.within(turn.language) for j in judged]
    lines = [
        turn.book.say("list.line", name=name, text=_aspect(turn, j))
        + f" [{citations.program(j.program)}]"
        for name, j in zip(names, judged, strict=True)
    ]
    block = Block(BlockKind.CARD, "\n".join(lines), strong=tuple(names))
    lead = turn.book.say(f"list.{turn.reading.intent}", count=len(judged))
    return listed(turn, lead, block, judged, citations)


def _aspect(turn: Turn, judged: Judged) -> str:
    """What was asked about one programme, without a full stop."""
    match turn.reading.intent:
        case "amount":
            text = cards.benefit_text(turn.book, judged.program)
            return text or turn.book.say("list.amount_unstated")
        case "apply":
            where = judged.program.apply.where.within(turn.language)
            return where or turn.book.say("list.apply_unstated")
        case _:
            return deadline_line(turn.book, judged.standing)


def _briefly(turn: Turn, judged: Judged, citations: Citations) -> Answer:
    """A follow-up about a card just shown needs the answer, not the card again."""
    name = judged.program.names.within(turn.language)
    marker = citations.program(judged.program)
    line = turn.book.say("list.line", name=name, text=deadline_line(turn.book, judged.standing))
    block = Block(BlockKind.CARD, f"{line} [{marker}]", strong=(name,))
    return listed(turn, answer_lead(turn, [judged]), block, [judged], citations)


def answer_lead(turn: Turn, judged: Sequence[Judged]) -> str:
    """The first sentence is the answer; which programme it is about, where nobody called it by its
    name, and that another year was asked about than the documents speak of, come before.
    """
    first = judged[0]
    return said(
        turn.book, _which(turn, judged), of_another_year(turn, first), _asked_for(turn, judged)
    )


def _which(turn: Turn, judged: Sequence[Judged]) -> str:
    first, several = judged[0].program, len({one.program.id for one in judged}) > 1
    known = {*turn.reading.named, *turn.conversation.focus}
    if (first.id in known and not several) or not turn.reading.topic or len(turn.companies) > 1:
        return ""
    return turn.book.say("lead.about", name=first.names.within(turn.language))


def _asked_for(turn: Turn, judged: Sequence[Judged]) -> str:
    """Closed before anything else, then what was asked."""
    book, first, intent = turn.book, judged[0], turn.reading.intent
    if len(turn.companies) > 1:
        texts = [_eligibility(turn, one, named=True) for one in judged]
        return said(book, book.say("lead.company_count", count=len(turn.companies)), *texts)
    deadline = deadline_lead(turn, first)
    over = first.standing.status is Status.CLOSED
    if premise := corrected(turn, first):
        return said(book, premise, deadline) if over else premise
    if first.standing.status is Status.CLOSED or first.standing.last_day:
        rest = {"amount": _amount, "apply": _apply}.get(intent)
        return said(book, deadline, rest(turn, first.program)) if rest else deadline
    match intent:
        case "deadline":
            return deadline
        case "amount":
            return said(book, _amount(turn, first.program), deadline)
        case "apply":
            return said(book, _apply(turn, first.program), deadline)
        case "explain":
            return first.program.gist.within(turn.language)
        case _ if intent in ELIGIBILITY:
            return verdict_lead(turn, first)
        case _:
            return deadline


def verdict_lead(turn: Turn, judged: Judged) -> str:
    """May they apply, and by when; closed before anything else."""
    deadline = deadline_lead(turn, judged)
    if judged.standing.status is Status.CLOSED:
        return deadline
    return said(turn.book, _eligibility(turn, judged), deadline)


def _eligibility(turn: Turn, judged: Judged, *, named: bool = False) -> str:
    book, judgement = turn.book, judged.judgement
    company = clauses.label_of(book, judgement.company) if named else ""
    if judgement.verdict is Verdict.NOT_ELIGIBLE:
        clause = clauses.sentence(book, judgement.unmet[0].condition)
        if company:
            return book.say("lead.not_eligible_of", company=company, clause=clause)
        return book.say("lead.not_eligible", clause=clause)
    if judgement.verdict is Verdict.ELIGIBLE:
        return (
            book.say("lead.eligible_of", company=company) if company else book.say("lead.eligible")
        )
    return _undecided(turn, judgement)


def _undecided(turn: Turn, judgement: Judgement) -> str:
    """Why neither yes nor no can be said, and what would decide."""
    book = turn.book
    if judgement.against_principle:
        clause = clauses.sentence(book, judgement.against_principle[0].condition)
        return book.say("lead.in_principle", clause=clause)
    deciding = [clause for clause in judgement.clauses if clause.decides]
    if not deciding:
        return book.say("lead.unstated", agency=agency_of(book, judgement.program))
    missing = judgement.missing
    if missing and judgement.met:
        facts = cards.missing_text(book, judgement)
        if len(missing) == 1:
            return book.say("lead.one_decides", fact=facts)
        met, total = len(judgement.met), len(deciding)
        return book.say("lead.some_missing", total=total, met=met, facts=facts)
    if missing:
        return book.say("lead.none_known", facts=cards.missing_text(book, judgement))
    if judgement.met:
        left = len(judgement.unread)
        key = "lead.met_and_left" if left else "lead.met_so_far"
        return book.say(key, facts=cards.met_text(book, judgement), count=left)
    return book.say("lead.unread")


def _amount(turn: Turn, program: Program) -> str:
    book = turn.book
    limit = next((b.at_most for b in program.benefits if b.at_most), None)
    rate = next((b.rate for b in program.benefits if b.rate), "")
    texts = []
    if limit:
        texts.append(book.say("lead.amount", amount=money(book, limit)))
    if rate:
        texts.append(book.say("lead.amount_rate", rate=rate))
    if not texts and (given := cards.benefit_text(book, program)):
        return book.say("lead.amount_given", given=given)
    return said(book, *texts) or book.say("lead.amount_unstated")


def _apply(turn: Turn, program: Program) -> str:
    language = Language(turn.book.language)
    where, papers = program.apply.where.within(language), program.apply.documents.within(language)
    if papers:
        place = turn.book.say("card.apply", where=where) + "\n" if where else ""
        return place + turn.book.say("answers.papers", papers=papers)
    if where:
        return turn.book.say("lead.apply_where", where=where)
    return turn.book.say("lead.apply_unstated", agency=agency_of(turn.book, program))


def _told_elsewhere(turn: Turn) -> Answer | None:
    """For 'where was it held': a report that is nearer to the question than the programme's own
    document is.
    """
    if turn.reading.intent != "explain":
        return None
    best = next(iter(turn.library.passages_about(turn.reading.text, 1)), None)
    if best is None or turn.library.passages[best.id].program:
        return None
    return from_documents(turn, reports=True)


def _conditions(turn: Turn, judged: Sequence[Judged]) -> list[Block]:
    """For who asks whether they may: the clauses that nothing is known of yet, in words."""
    first = judged[0]
    if len(judged) > 1 or turn.reading.intent not in ("eligibility", "premise", "find"):
        return []
    settled = first.standing.status is Status.CLOSED or first.verdict is Verdict.NOT_ELIGIBLE
    if settled or corrected(turn, first):
        return []
    open_ones = [clause for clause in first.judgement.clauses if clause.missing][:CLAUSES]
    if len(open_ones) < FEWEST:
        return []
    texts = [clauses.sentence(turn.book, clause.condition) for clause in open_ones]
    lines = [turn.book.say("answers.condition", clause=text) for text in dict.fromkeys(texts)]
    return [Block(BlockKind.NOTE, "\n".join([turn.book.say("answers.conditions"), *lines]))]


def _explained(turn: Turn, program: Program, citations: Citations) -> list[Block]:
    """For 'what is it', 'how many': the sentences of its own document that answer."""
    if turn.reading.intent != "explain":
        return []
    own = [p for p in turn.library.passages.values() if p.document == program.document]
    quotes = best_sentences(turn, own)
    return [quoted(turn, quotes, citations)] if quotes else []
