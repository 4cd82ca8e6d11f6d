"""What waits for a person to look at: facts that our rules won, and proposals of a model."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from bot.library import Library
from bot.oversight.facts import Choice, Fact, facts_in
from bot.oversight.overlay import OrderBook
from bot.oversight.proposals import Proposals, read_again, undecided
from knowledge.programs import Program


@dataclass(frozen=True, slots=True)
class Matter:
    """``by`` is the model that proposed it, empty for what our rules read: that is told already,
    marked as read from a document; a proposal is told to nobody before it is confirmed.
    """

    program: Program
    fact: Fact
    by: str = ""

    def act(self, choice: Choice) -> str:
        """What the record calls a decision on it."""
        return f"proposal_{choice}" if self.by else f"review_{choice}"


@dataclass(frozen=True, slots=True)
class Docket:
    """``library`` as it was loaded, without the decisions: what was decided may be looked at again."""

    orders: OrderBook
    proposals: Proposals
    library: Callable[[], Library]

    def waiting(self) -> list[Matter]:
        """What nobody has decided on. Proposals come first: they are few, and somebody asked for
        them; then facts in the order of the documents.
        """
        decisions = self.orders.read().decisions
        return [
            *self.proposed(),
            *(matter for matter in self.won() if matter.fact.key not in decisions),
        ]

    def proposed(self) -> list[Matter]:
        """Undecided proposals alone, the oldest first."""
        library, decisions = self.library(), self.orders.read().decisions
        every = self.proposals.every()
        found = undecided(every, decisions, library.programs, library.documents)
        return [Matter(program, each.fact, each.by) for program, each in found]

    def won(self) -> Iterator[Matter]:
        """Every fact that our rules won, decided or not."""
        for program in self.library().programs.values():
            yield from (Matter(program, fact) for fact in facts_in(program))

    def standing(self) -> Iterator[Matter]:
        """Every proposal whose clause is in its document, decided or not."""
        library = self.library()
        for each in self.proposals.every():
            program = library.programs.get(each.fact.program)
            fact = read_again(each, program, library.documents)
            if program and fact:
                yield Matter(program, fact, each.by)

    def find(self, key: str) -> Matter | None:
        every = (matters for matters in (self.won(), self.standing()))
        return next((m for matters in every for m in matters if m.fact.key == key), None)
