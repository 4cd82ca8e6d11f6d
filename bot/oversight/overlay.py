"""What was decided, laid over the programmes of a version: held, reviewed, added to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Protocol

from bot.library import Library, Scored
from bot.messages import Person
from bot.oversight.facts import Decision, Decisions, Fact, reviewed
from bot.oversight.proposals import (
    Documents,
    Proposal,
    Proposals,
    confirmed,
    known,
    read_again,
    with_accepted,
)
from knowledge.documents import Document, Passage
from knowledge.programs import Coverage, Program


@dataclass(frozen=True, slots=True)
class Orders:
    """Everything in force: ``holds`` are ids of programmes with the reason."""

    holds: Mapping[str, str] = field(default_factory=dict)
    decisions: Decisions = field(default_factory=dict)
    paused: bool = False


class OrderBook(Protocol):
    """Where orders are kept. Calls block for a moment: a row or two of a small table."""

    def stamp(self) -> str:
        """Changes with every order, so that nothing is read anew in vain."""
        ...

    def read(self) -> Orders: ...

    def paused(self) -> bool: ...

    def hold(self, program: str, reason: str) -> None: ...

    def release(self, program: str) -> bool: ...

    def pause(self, *, on: bool) -> None: ...

    def decide(self, key: str, program: str, decision: Decision, by: Person) -> None: ...

    def reopen(self, key: str) -> bool: ...


@dataclass(frozen=True, slots=True)
class Overlaid:
    """The Library of a version with the orders in force laid over it."""

    under: Library
    programs: Mapping[str, Program]
    stamp: str

    @property
    def version(self) -> str:
        """Another one with every order: what was planned on the facts before has to be looked at."""
        return f"{self.under.version}+{self.stamp}"

    @property
    def documents(self) -> Mapping[str, Document]:
        return self.under.documents

    @property
    def passages(self) -> Mapping[str, Passage]:
        return self.under.passages

    def places_of(self, program: str) -> frozenset[str]:
        return self.under.places_of(program)

    def named(self, text: str) -> Sequence[Scored]:
        return self.under.named(text)

    def programs_about(self, text: str, k: int) -> Sequence[Scored]:
        return self.under.programs_about(text, k)

    def passages_about(self, text: str, k: int) -> Sequence[Scored]:
        return self.under.passages_about(text, k)


class Overlay:
    """Lays the orders over a library; the same orders over the same version only once. Without
    ``proposals`` nothing is added to what was loaded.
    """

    def __init__(self, book: OrderBook, proposals: Proposals | None = None) -> None:
        self._book = book
        self._proposals = proposals
        self._made: tuple[str, str, Library] | None = None

    def over(self, library: Library) -> Library:
        stamp = self._book.stamp()
        if self._made is None or self._made[:2] != (library.version, stamp):
            given = self._proposals.every() if self._proposals else ()
            programs = laid_over(library.programs, self._book.read(), given, library.documents)
            laid = library if programs is library.programs else Overlaid(library, programs, stamp)
            self._made = library.version, stamp, laid
        return self._made[2]


def laid_over(
    programs: Mapping[str, Program],
    orders: Orders,
    proposals: Iterable[Proposal],
    documents: Documents,
) -> Mapping[str, Program]:
    """The very same mapping where nothing is ordered. Of the proposals those count that a person has
    confirmed and whose clause is still in its document.
    """
    added: dict[str, list[Fact]] = {}
    for each in confirmed(proposals, orders.decisions):
        if fact := read_again(each, programs.get(each.fact.program), documents):
            added.setdefault(fact.program, []).append(fact)
    changed = {
        id: now
        for id, program in programs.items()
        if (now := _ordered(program, orders, added.get(id, ()))) != program
    }
    return {**programs, **changed} if changed else programs


def _ordered(program: Program, orders: Orders, added: Sequence[Fact]) -> Program:
    if program.id in orders.holds:
        return held(program)
    if not program.extracted:
        return program
    new = [fact for fact in added if not known(program, fact)]  # else the decision on theirs counts
    return with_accepted(reviewed(program, orders.decisions), new)


def held(program: Program) -> Program:
    """Its name and its office alone: nothing that is in doubt is shown as a fact."""
    return replace(
        program, held=True, windows=(), conditions=(), benefits=(), coverage=Coverage.NONE
    )
