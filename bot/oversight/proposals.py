"""Facts that a model pointed at: not yet facts. What waits for a person, and what one accepted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Protocol

from bot.oversight.facts import Choice, Decisions, Fact, FactKind, Value
from bot.oversight.pointing import read_there, same
from knowledge.documents import Document
from knowledge.programs import Benefit, Condition, Coverage, Program, Strength, Window

Documents = Mapping[str, Document]


@dataclass(frozen=True, slots=True)
class Proposal:
    """``by`` is the model and the version of its task; ``at`` is aware. The evidence of the fact is
    a whole clause of the programme's document, verbatim.
    """

    fact: Fact
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Asking:
    """A model was asked about a document as it then was."""

    document: str
    digest: str
    by: str


class Proposals(Protocol):
    """Where proposals are kept, beside the decisions about them. Calls block for a moment. A key is
    taken once: nothing changes a proposal, and what is decided on it stands in the order book.
    """

    def add(self, proposals: Sequence[Proposal]) -> int:
        """How many are new; those whose key is known are left as they are."""
        ...

    def every(self) -> Sequence[Proposal]:
        """The oldest first."""
        ...

    def note(self, asking: Asking) -> None:
        """In the place of what was noted of that document before."""
        ...

    def asked(self) -> frozenset[Asking]: ...


def read_again(proposal: Proposal, program: Program | None, documents: Documents) -> Fact | None:
    """The fact as it is read today; None where its clause is gone from the programme's document, is
    now part of another sentence, or says something else there.
    """
    fact, evidence = proposal.fact, proposal.fact.evidence
    if program is None or not program.extracted or evidence is None:
        return None
    document = documents.get(program.document)
    if document is None or evidence.document != program.document:
        return None
    if evidence.quote not in document.text:
        return None
    for value in read_there(document, fact.kind, evidence.quote, program.country):
        whole = value.evidence is not None and value.evidence.quote == evidence.quote
        if whole and same(value, fact.value):
            return replace(fact, value=value)
    return None


def undecided(
    proposals: Iterable[Proposal],
    decisions: Decisions,
    programs: Mapping[str, Program],
    documents: Documents,
) -> Iterator[tuple[Program, Proposal]]:
    """What waits for a person: it stands in its document, and nobody has read the same since.
    ``programs`` are as they were loaded.
    """
    for proposal in proposals:
        program = programs.get(proposal.fact.program)
        if proposal.fact.key in decisions or program is None or known(program, proposal.fact):
            continue
        if fact := read_again(proposal, program, documents):
            yield program, replace(proposal, fact=fact)


def confirmed(proposals: Iterable[Proposal], decisions: Decisions) -> list[Proposal]:
    """Those that a person said yes to."""

    def said(proposal: Proposal) -> Choice | None:
        decision = decisions.get(proposal.fact.key)
        return decision.choice if decision else None

    return [each for each in proposals if said(each) is Choice.CONFIRMED]


def known(program: Program, fact: Fact) -> bool:
    """Whether the programme says so already."""
    return any(same(value, fact.value) for value in values_of(program, fact.kind))


def values_of(program: Program, kind: FactKind) -> tuple[Value, ...]:
    match kind:
        case FactKind.WINDOW:
            return program.windows
        case FactKind.CONDITION:
            return program.conditions
        case FactKind.BENEFIT:
            return program.benefits


def with_accepted(program: Program, facts: Sequence[Fact]) -> Program:
    """With the facts that it has not yet. A condition more can never make anybody eligible: the
    conditions hold together, and the coverage is never more than partial by it. Whether the
    programme counts as merely extracted is not theirs to say.
    """
    for fact in facts:
        if not known(program, fact):
            program = _with(program, fact.value)
    return program


def _with(program: Program, value: Value) -> Program:
    match value:
        case Window():
            return replace(program, windows=(*program.windows, value))
        case Benefit():
            return replace(program, benefits=(*program.benefits, value))
        case Condition():
            said = value.strength not in (Strength.UNREAD, Strength.DISCRETIONARY)
            none = program.coverage is Coverage.NONE
            coverage = Coverage.PARTIAL if none and said else program.coverage
            conditions = (*program.conditions, value)
            return replace(program, conditions=conditions, coverage=coverage)
