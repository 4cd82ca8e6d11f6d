"""'What closes this week?': from the structured rows, all of them, with the true count."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from bot.answers import ranking
from bot.answers.replies import CARDS, brief_lines, listed, plain
from bot.cards import Judged
from bot.citations import Citations
from bot.messages import Outcome
from bot.turn import Answer, Turn
from bot.understanding.pointing import Span, closing_span
from bot.understanding.schemes import unknown_scheme
from bot.wording import day, said

LINES = 10
"""Programmes written out; a long list is read on with 'more'."""


def closing(turn: Turn) -> Answer | None:
    """None where the message asks for no stretch of days."""
    memory = turn.conversation
    span = closing_span(
        turn.reading.text,
        turn.moment.date(),
        about_one=memory.mode == "about" and bool(memory.focus),
    )
    reading, programs = turn.reading, turn.library.programs
    if span is None or reading.named or reading.agencies:
        return None
    if unknown_scheme(reading.topic, programs.values()):
        return None
    dated = _dated(turn)
    found = [j for j in dated if span.first <= _closes(j) <= span.last]
    if found:
        found = sorted(found, key=lambda j: not _wanted(turn, j))
        return _list(turn, _lead(turn, span, found), found, found[:LINES])
    later = [j for j in dated if _closes(j) > span.last]
    lead = turn.book.say("closing.none", when=_when(turn, span))
    if not later:
        return plain(turn, Outcome.NOTHING_FOUND, lead, turn.book.say("lead.nothing_found_next"))
    page = later[:CARDS]
    return _list(turn, said(turn.book, lead, turn.book.say("closing.next")), later, page)


def _dated(turn: Turn) -> list[Judged]:
    """All that may be applied for and has a last day, the nearest first."""
    fits = ranking.everything_open(turn).fits
    once = {j.program.id: j for j in reversed(fits)}
    dated = [j for j in once.values() if j.standing.closes_at]
    return sorted(dated, key=lambda j: (_closes(j), j.program.id))


def _closes(judged: Judged) -> date:
    return judged.standing.today + timedelta(days=judged.standing.days_left_to_latest or 0)


def _wanted(turn: Turn, judged: Judged) -> bool:
    return bool(set(turn.reading.purposes[:2]) & set(judged.program.purposes))


def _lead(turn: Turn, span: Span, found: Sequence[Judged]) -> str:
    book, count = turn.book, len(found)
    text = book.say("closing.lead", when=_when(turn, span), count=count)
    if count > LINES:
        text = said(book, text, book.say("closing.first", shown=LINES))
    if _wanted(turn, found[0]) and not _wanted(turn, found[-1]):
        text = said(book, text, book.say("closing.wanted_first"))
    if span.first == span.last == turn.moment.date():
        text = said(book, text, book.say("closing.today"))
    return text


def _when(turn: Turn, span: Span) -> str:
    first, last = day(turn.book, span.first), day(turn.book, span.last)
    if span.first == span.last:
        return turn.book.say("closing.on", date=first)
    return turn.book.say("closing.between", first=first, last=last)


def _list(turn: Turn, lead: str, found: Sequence[Judged], page: Sequence[Judged]) -> Answer:
    memory = replace(
        turn.conversation,
        mode="open",
        topic="",
        shown=tuple(j.program.id for j in found),
        seen=len(page),
    )
    turn = replace(turn, conversation=memory)
    citations = Citations(turn.book)
    block = brief_lines(turn.book, page, citations)
    left = len(found) - len(page)
    step = turn.book.say("next.more", count=left) if left else ""
    return listed(turn, lead, block, page, citations, next_step=step)
