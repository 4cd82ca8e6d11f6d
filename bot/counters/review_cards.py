"""What somebody who reviews sees: one fact or proposal with its quote, or one report."""

from __future__ import annotations

from dataclasses import replace

from bot import clauses
from bot.counters.counter import Visit
from bot.counters.wrong import Report
from bot.deadlines import deadline_line
from bot.library import Library
from bot.messages import Block, BlockKind, Button, Outcome, Reply, Role
from bot.oversight.docket import Matter
from bot.oversight.facts import Choice, Fact, FactKind
from bot.standings import standing
from bot.wording import money
from knowledge.programs import Condition, Program, Window

AROUND = 120
"""Characters of the document shown before and after a quote."""
CHOICES = (Choice.CONFIRMED, Choice.REJECTED)


def matter_card(visit: Visit, matter: Matter, library: Library, count: int) -> Reply:
    """One of ``count`` that wait, with a button for yes and for no."""
    fact, book = matter.fact, visit.book
    name = matter.program.names.within(visit.language)
    title = book.say("review.proposed" if matter.by else "review.title", count=count, name=name)
    told = book.say(f"review.{fact.kind}", fact=_told(visit, matter.program, fact))
    blocks = [Block(BlockKind.LEAD, title), Block(BlockKind.CARD, told)]
    if quote := _in_context(fact, library):
        blocks.append(Block(BlockKind.QUOTE, quote))
    if notes := _notes(visit, matter):
        blocks.append(Block(BlockKind.NOTE, "\n".join(notes)))
    row = tuple(
        _for_staff(visit.button(f"review.{choice}", "review.decide", fact.key, choice.value))
        for choice in CHOICES
    )
    return Reply(visit.language, Outcome.SMALL_TALK, tuple(blocks), buttons=(row,))


def report_card(visit: Visit, report: Report, library: Library, count: int) -> Reply:
    book, program = visit.book, library.programs.get(report.program)
    name = program.names.within(visit.language) if program else report.program
    text = book.say(
        "review.report",
        count=count,
        name=name,
        fact=book.say(f"review.report_{report.fact}"),
        said=report.said,
        reason=report.reason or "-",
    )
    button = visit.button("review.settled", "review.settle", report.id, report.program)
    blocks = (
        Block(BlockKind.LEAD, text, strong=(name,)),
        Block(BlockKind.NOTE, book.say("review.report_how", id=report.program)),
    )
    rows = ((_for_staff(button),),)
    return Reply(visit.language, Outcome.SMALL_TALK, blocks, buttons=rows)


def _for_staff(button: Button) -> Button:
    return replace(button, may=Role.STAFF)


def _notes(visit: Visit, matter: Matter) -> list[str]:
    fact, book = matter.fact, visit.book
    notes = [book.say("review.not_a_fact", by=matter.by)] if matter.by else []
    if isinstance(fact.value, Window):
        notes += [book.say(f"review.warning_{each}") for each in fact.value.warnings]
    if fact.kind is FactKind.WINDOW and not matter.by:
        notes.append(book.say("review.key", short=fact.key[:8]))
    return notes


def _told(visit: Visit, program: Program, fact: Fact) -> str:
    value, book = fact.value, visit.book
    if isinstance(value, Window):
        return deadline_line(book, standing(replace(program, windows=(value,)), visit.now))
    if isinstance(value, Condition):
        return clauses.bound_text(book, value) or clauses.sentence(book, value)
    amount = money(book, value.at_most) if value.at_most else ""
    return " ".join(part for part in (value.kind, amount, value.rate) if part)


def _in_context(fact: Fact, library: Library) -> str:
    evidence = fact.evidence
    if evidence is None or not evidence.quote:
        return ""
    document = library.documents.get(evidence.document)
    if document is None:
        return evidence.quote
    at = document.text.find(evidence.quote)
    before = document.text[max(0, at - AROUND) : at]
    after = document.text[at + len(evidence.quote) :][:AROUND]
    return f"…{before}【{evidence.quote}】{after}…"
