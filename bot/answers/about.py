"""Questions about programmes that were named, or spoken of just before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot import cards, clauses
from bot.answers.documents import best_sentences, quoted
from bot.answers.replies import CARDS, listed, office, with_cards
from bot.cards import Judged
from bot.citations import Citations
from bot.conditions import Truth
from bot.deadlines import deadline_line, open_ended, says_nothing
from bot.messages import Block, BlockKind, Verdict
from bot.speech import Bounded
from bot.turn import Answer, Turn
from bot.understanding.schemes import unknown_scheme
from bot.verdicts import Clause, Judgement
from bot.wording import day, moment, money, number, said
from knowledge.money import Money
from knowledge.programs import Language, Operator, Precision, Program, Status, WindowKind

ELIGIBILITY = frozenset({"eligibility", "premise", "company", "yes", "no", "unsure", "find"})


ASPECTS = frozenset({"eligibility", "premise", "deadline", "apply", "amount"})
SHORT = frozenset({"deadline", "apply", "amount"})
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
    judged = [turn.judged(p, company) for p in programs for company in turn.companies][:CARDS]
    citations = Citations(turn.book)
    extra = _explained(turn, programs[0], citations)
    shown = tuple(dict.fromkeys(p.id for p in programs))
    memory = replace(turn.conversation, mode="about", shown=shown, seen=len(shown))
    turn = replace(turn, conversation=memory)
    first = judged[0]
    closed = first.standing.status is Status.CLOSED
    if turn.reading.intent in SHORT and first.program.id in turn.conversation.focus:
        return _briefly(turn, first, citations)
    step = turn.book.say("next.closed_similar") if closed else office(turn, first)
    return with_cards(
        turn,
        answer_lead(turn, judged),
        judged,
        judged,
        extra=extra,
        citations=citations,
        next_step=step,
    )


def several(turn: Turn, ids: Sequence[str]) -> Answer:
    """A follow-up about several programmes: by when, how much, where: one line each, no cards."""
    if turn.reading.intent not in SHORT or len(turn.companies) > 1:
        return about(turn, ids)
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
    """The first sentence is the answer: closed before anything else, then what was asked."""
    book, first, intent = turn.book, judged[0], turn.reading.intent
    if len(turn.companies) > 1:
        texts = [_eligibility(turn, one, named=True) for one in judged]
        return said(book, book.say("lead.company_count", count=len(turn.companies)), *texts)
    premise = _premise(turn, first)
    if premise:
        return premise
    deadline = deadline_lead(turn, first)
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


def deadline_lead(turn: Turn, judged: Judged) -> str:
    """By when, in whole sentences."""
    book, standing = turn.book, judged.standing
    window, agency = standing.window, judged.program.agency.within(turn.language)
    if window is None or says_nothing(window):
        return book.say("lead.deadline_unknown", agency=agency)
    open_end = window.kind in (WindowKind.ROLLING, WindowKind.UNTIL_BUDGET)
    if open_end and standing.status is not Status.CLOSED:
        return book.say("lead.deadline_rolling", line=open_ended(book, standing))
    if window.closes_at is None:
        return book.say("lead.deadline_rolling", line=deadline_line(book, standing))
    date = moment(book, window.closes_at, window.closes_precision)
    if standing.status is Status.CLOSED:
        closed = book.say("lead.deadline_closed", date=date)
        read = judged.program.read
        if read is None:
            return said(book, closed, book.say("lead.next_round_unknown_undated"))
        return said(book, closed, book.say("lead.next_round_unknown", read=day(book, read)))
    if standing.status is Status.UPCOMING and window.opens_at:
        opens = moment(book, window.opens_at, window.opens_precision)
        return book.say("lead.deadline_upcoming", opens=opens)
    if standing.last_day:
        hourless = window.closes_precision is Precision.DAY
        key = "lead.deadline_last_day" if hourless else "lead.deadline_last_day_hour"
        return book.say(key, date=date)
    return book.say("lead.deadline_open", date=date, days=standing.days_left)


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
        agency = judgement.program.agency.within(turn.language)
        return book.say("lead.unstated", agency=agency)
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
        return book.say("lead.met_so_far", facts=cards.met_text(book, judgement))
    return book.say("lead.unread")


def _premise(turn: Turn, judged: Judged) -> str:
    """'Up to 200 million, right?' is held against the clause, not taken for a fact."""
    for premise in turn.reading.heard.premises:
        for clause in judged.judgement.clauses:
            if clause.condition.kind.value != premise.fact:
                continue
            truth = _agrees(premise, clause)
            text = clauses.sentence(turn.book, clause.condition)
            if truth is True:
                return turn.book.say("lead.premise_right", clause=text)
            if truth is False and isinstance(premise.value, Money | int):
                asked = _value(turn, premise.value)
                return turn.book.say("lead.premise_wrong", asked=asked, clause=text)
    return ""


def _agrees(premise: Bounded, clause: Clause) -> Truth:
    bound, value = clause.condition.bound, premise.value
    if not isinstance(bound, Money | int) or type(bound) is not type(value):
        return None
    if isinstance(bound, Money) and isinstance(value, Money) and bound.currency != value.currency:
        return None
    same_way = premise.operator in (None, clause.condition.operator, Operator.IS)
    return bool(bound == value and same_way)


def _value(turn: Turn, value: object) -> str:
    if isinstance(value, Money):
        return money(turn.book, value)
    if isinstance(value, int):
        return turn.book.say("number.employees", count=number(turn.book, value))
    return ""


def _amount(turn: Turn, program: Program) -> str:
    book = turn.book
    limit = next((b.at_most for b in program.benefits if b.at_most), None)
    rate = next((b.rate for b in program.benefits if b.rate), "")
    texts = []
    if limit:
        texts.append(book.say("lead.amount", amount=money(book, limit)))
    if rate:
        texts.append(book.say("lead.amount_rate", rate=rate))
    return said(book, *texts) or book.say("lead.amount_unstated")


def _apply(turn: Turn, program: Program) -> str:
    language = Language(turn.book.language)
    if program.apply.where:
        return turn.book.say("lead.apply_where", where=program.apply.where.within(language))
    agency = program.agency.within(language)
    return turn.book.say("lead.apply_unstated", agency=agency)


def _explained(turn: Turn, program: Program, citations: Citations) -> list[Block]:
    """For 'what is it', 'how many': the sentences of its own document that answer."""
    if turn.reading.intent != "explain":
        return []
    own = [p for p in turn.library.passages.values() if p.document == program.document]
    quotes = best_sentences(turn, own)
    return [quoted(turn, quotes, citations)] if quotes else []
