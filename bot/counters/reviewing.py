"""Facts won by extraction, one by one: with the quote in its context, and a tap to decide."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from bot import clauses
from bot.counters.counter import Counter, Handle, Visit
from bot.counters.wrong import Report, Reports
from bot.deadlines import deadline_line
from bot.library import Library
from bot.messages import Block, BlockKind, Outcome, Reply, Role
from bot.oversight.audit import Act, AuditLog
from bot.oversight.facts import Choice, Decision, Fact, FactKind, facts_in
from bot.oversight.overlay import OrderBook
from bot.ports import Roles
from bot.standings import standing
from bot.wording import money
from knowledge.programs import Condition, Program, Warning, Window

AROUND = 120
"""Characters of the document shown before and after a quote."""


class Reviewing(Counter):
    """``library`` as it was loaded, without the decisions: what was decided may be looked at again."""

    def __init__(
        self,
        orders: OrderBook,
        audit: AuditLog,
        library: Callable[[], Library],
        roles: Roles,
        reports: Reports,
    ) -> None:
        self._orders = orders
        self._audit = audit
        self._library = library
        self._roles = roles
        self._reports = reports

    @property
    def commands(self) -> Mapping[str, Handle]:
        return {"review": self.show, "correct": self.correct}

    @property
    def actions(self) -> Mapping[str, Handle]:
        return {
            "review.decide": self.decide,
            "review.next": self.show,
            "review.settle": self.settle,
        }

    def queue(self) -> Iterator[tuple[Program, Fact]]:
        """What nobody has decided on, in the order of the documents."""
        decisions = self._orders.read().decisions
        for program in self._library().programs.values():
            for fact in facts_in(program):
                if fact.key not in decisions:
                    yield program, fact

    async def show(self, visit: Visit) -> Reply:
        if not await self._roles.is_staff(visit.person):
            return visit.say("refusal.not_admin")
        return await self._next(visit, in_place=bool(visit.incoming.pressed))

    async def settle(self, visit: Visit) -> Reply:
        """Somebody has looked at what a person held for wrong."""
        await self._reports.settle(visit.values[0])
        self._record(visit, "report_settled", visit.values[1])
        return await self._next(visit, in_place=True)

    async def decide(self, visit: Visit) -> Reply:
        key, choice = visit.values
        found = self._find(key)
        if found is None:
            return visit.say("review.gone")
        program, fact = found
        self._orders.decide(key, program.id, Decision(Choice(choice)), visit.person)
        self._record(visit, f"review_{choice}", f"{program.id} {fact.kind}")
        return await self._next(visit, in_place=True)

    async def correct(self, visit: Visit) -> Reply:
        """``/correct KEY 2026-12-25``: the closing day of a window as somebody has read it."""
        if not await self._roles.is_staff(visit.person):
            return visit.say("refusal.not_admin")
        short, _, text = visit.incoming.text.strip().partition(" ")
        found = next(
            (pair for pair in self._all() if short and pair[1].key.startswith(short)), None
        )
        if found is None or found[1].kind is not FactKind.WINDOW:
            return visit.say("review.correct_how")
        try:
            closes = date.fromisoformat(text.strip())
        except ValueError:
            return visit.say("review.correct_how")
        program, fact = found
        decision = Decision(Choice.CORRECTED, closes=closes)
        self._orders.decide(fact.key, program.id, decision, visit.person)
        self._record(visit, "review_corrected", f"{program.id} {closes}")
        return await self._next(visit, in_place=False)

    async def _next(self, visit: Visit, *, in_place: bool) -> Reply:
        """What people hold for wrong comes first: they were told it."""
        reported = await self._reports.waiting()
        if reported:
            return self._reported(visit, reported, in_place=in_place)
        waiting = list(self.queue())
        if not waiting:
            return visit.say("review.none", in_place=in_place)
        program, fact = waiting[0]
        book = visit.book
        title = book.say(
            "review.title", count=len(waiting), name=program.names.within(visit.language)
        )
        blocks = [
            Block(BlockKind.LEAD, title),
            Block(
                BlockKind.CARD,
                book.say(f"review.{fact.kind}", fact=self._told(visit, program, fact)),
            ),
        ]
        quote = self._in_context(fact)
        if quote:
            blocks.append(Block(BlockKind.QUOTE, quote))
        notes = [book.say(f"review.warning_{w}") for w in _warnings(fact)]
        if fact.kind is FactKind.WINDOW:
            notes.append(book.say("review.key", short=fact.key[:8]))
        if notes:
            blocks.append(Block(BlockKind.NOTE, "\n".join(notes)))
        row = tuple(
            replace(
                visit.button(f"review.{choice}", "review.decide", fact.key, choice), may=Role.STAFF
            )
            for choice in (Choice.CONFIRMED.value, Choice.REJECTED.value)
        )
        return Reply(
            visit.language, Outcome.SMALL_TALK, tuple(blocks), buttons=(row,), in_place=in_place
        )

    def _reported(self, visit: Visit, reported: Sequence[Report], *, in_place: bool) -> Reply:
        report, book = reported[0], visit.book
        program = self._library().programs.get(report.program)
        name = program.names.within(visit.language) if program else report.program
        text = book.say(
            "review.report",
            count=len(reported),
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
        rows = ((replace(button, may=Role.STAFF),),)
        return Reply(visit.language, Outcome.SMALL_TALK, blocks, buttons=rows, in_place=in_place)

    def _told(self, visit: Visit, program: Program, fact: Fact) -> str:
        value, book = fact.value, visit.book
        if isinstance(value, Window):
            return deadline_line(book, standing(replace(program, windows=(value,)), visit.now))
        if isinstance(value, Condition):
            return clauses.bound_text(book, value) or clauses.sentence(book, value)
        amount = money(book, value.at_most) if value.at_most else ""
        return " ".join(part for part in (value.kind, amount, value.rate) if part)

    def _in_context(self, fact: Fact) -> str:
        evidence = fact.evidence
        if evidence is None or not evidence.quote:
            return ""
        document = self._library().documents.get(evidence.document)
        if document is None:
            return evidence.quote
        at = document.text.find(evidence.quote)
        before = document.text[max(0, at - AROUND) : at]
        after = document.text[at + len(evidence.quote) :][:AROUND]
        return f"…{before}【{evidence.quote}】{after}…"

    def _all(self) -> Iterator[tuple[Program, Fact]]:
        for program in self._library().programs.values():
            for fact in facts_in(program):
                yield program, fact

    def _find(self, key: str) -> tuple[Program, Fact] | None:
        return next((pair for pair in self._all() if pair[1].key == key), None)

    def _record(self, visit: Visit, act: str, detail: str) -> None:
        self._audit.record(Act(visit.now, visit.person, visit.incoming.name, act, detail))


def _warnings(fact: Fact) -> tuple[Warning, ...]:
    return fact.value.warnings if isinstance(fact.value, Window) else ()
