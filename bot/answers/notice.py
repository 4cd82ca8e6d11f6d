"""'Does this notice fit us?': a pasted notice, read and judged clause by clause, never kept."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any, cast

from bot import clauses
from bot.answers.about import answer_lead, verdict_lead
from bot.answers.replies import Around, with_cards
from bot.cards import Judged
from bot.messages import Block, BlockKind, Reply, Verdict
from bot.turn import Answer, Turn
from bot.understanding.reading import SHORTEST_NOTICE
from bot.verdicts import Clause
from bot.wording import said
from knowledge.extraction import read_notice
from knowledge.money import Currency, Money
from knowledge.programs import Country
from prompts import Phrasebook

NARROW = frozenset({"deadline", "amount", "apply"})
"""Who asks for these of a notice that was read before is not told all of its clauses again."""
MONEY = frozenset({"capital", "revenue"})
CURRENCIES = {Country.JP: "JPY", Country.KR: "KRW"}
MARKS = ("unmet", "office", "unread", "unknown", "noted", "not_applicable", "met")
"""Of several verdicts on one clause the first of these is said."""


def judge(turn: Turn, text: str) -> Answer | None:
    """None where ``text`` is no notice. It is kept for this conversation alone: nothing of it is
    indexed or shown to anybody else.
    """
    if len(text) < SHORTEST_NOTICE:
        return None
    programs = read_notice(text, None, turn.moment.date()).programs
    if not programs:
        return None
    turn = _in_its_money(turn, programs[0].country)
    judged = [turn.judged(programs[0], company) for company in turn.companies]
    lead = _lead(turn, judged, text)
    new = turn.conversation.notice != text
    if new:
        lead = said(turn.book, turn.book.say("lead.notice_read"), lead)
    memory = replace(turn.conversation, mode="notice", notice=text)
    whole = len(judged) == 1 and (new or turn.reading.intent not in NARROW)
    answer = with_cards(
        replace(turn, conversation=memory),
        lead,
        judged,
        judged,
        around=Around(before=[_clauses(turn.book, judged[0])]) if whole else Around(),
        next_step=turn.book.say("next.notice_office"),
    )
    reply = _once(turn.book, answer.reply, judged[0]) if whole else answer.reply
    return Answer(reply, replace(answer.conversation, focus=()))


def _in_its_money(turn: Turn, country: Country) -> Turn:
    """Amounts that the asker named without a currency are in that of the notice's country, unless
    it is known that their firm is elsewhere.
    """
    company = turn.company
    told = {
        fact: Money(int(amount), Currency(code))
        for fact, options in turn.reading.heard.unclear
        for amount, code in (option.split() for option in options if fact in MONEY)
        if code == CURRENCIES[country] and getattr(company, fact) is None
    }
    if not told or company.country not in (None, country):
        return turn
    known = replace(company, **cast(dict[str, Any], told))
    own = turn.conversation.companies
    if own and own[0] != company:
        return replace(turn, companies=(known, *turn.companies[1:]))
    memory = replace(turn.conversation, companies=(known, *own[1:]))
    return replace(turn, companies=(known, *turn.companies[1:]), conversation=memory)


def _lead(turn: Turn, judged: Sequence[Judged], text: str) -> str:
    """May they, and by when, for who pastes a notice or tells something of the firm; else what was
    asked of it.
    """
    reading, first = turn.reading, judged[0]
    told = turn.conversation.notice != text or bool(reading.heard.facts)
    asked = reading.intent == "deadline" or (reading.intent == "amount" and first.program.benefits)
    refused = first.verdict is Verdict.NOT_ELIGIBLE
    if len(judged) == 1 and told and (refused or not asked):
        return verdict_lead(turn, first)
    return answer_lead(turn, judged)


def _clauses(book: Phrasebook, judged: Judged) -> Block:
    """Every clause in the notice's own words, what it means for the firm, its term and its sum."""
    lines = [book.say("notice.clauses"), *_judged_lines(book, judged)]
    for key, facts in (("term", judged.program.windows), ("given", judged.program.benefits)):
        quotes = dict.fromkeys(f.evidence.quote for f in facts if f.evidence and f.evidence.quote)
        mark = book.say(f"notice.{key}")
        lines += [book.say("notice.line", mark=mark, quote=quote) for quote in quotes]
    return Block(BlockKind.NOTE, "\n".join(lines))


def _judged_lines(book: Phrasebook, judged: Judged) -> Iterator[str]:
    by_quote: dict[str, list[Clause]] = {}
    for clause in judged.judgement.clauses:
        quote = clauses.quote_of(clause.condition)
        if quote:
            by_quote.setdefault(quote, []).append(clause)
    for quote, found in by_quote.items():
        mark = min((clauses.mark(clause) for clause in found), key=MARKS.index)
        company = judged.judgement.company
        kinds = tuple(
            dict.fromkeys(c.condition.kind.value for c in found if clauses.mark(c) == mark)
        )
        fact = clauses.facts_line(book, company, kinds) if mark != "unread" else ""
        key = "notice.line_with_fact" if fact else "notice.line"
        label = book.say("notice.met" if mark == "met" else f"details.{mark}")
        yield book.say(key, mark=label, quote=quote, fact=fact)


def _once(book: Phrasebook, reply: Reply, judged: Judged) -> Reply:
    """The card without the clauses that were just quoted."""
    quoted = {
        book.say("card.unread", clause=clauses.sentence(book, c.condition).rstrip(".。"))
        for c in judged.judgement.unread
    }
    return replace(reply, blocks=tuple(_without(block, quoted) for block in reply.blocks))


def _without(block: Block, lines: set[str]) -> Block:
    if block.kind is not BlockKind.CARD:
        return block
    kept = [line for line in block.text.splitlines() if line not in lines]
    return replace(block, text="\n".join(kept))
