"""A model is asked what a notice states that our rules did not read; what it points at is kept for
a person to look at, within bounds.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import AsyncIterator, Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from bot.errors import BadInput
from bot.models.ports import Failure, ModelFailed
from bot.models.proposing import Pointed
from bot.oversight.facts import Choice, Decisions, Fact, fact_of
from bot.oversight.pointing import same
from bot.oversight.proposals import (
    Asking,
    Proposal,
    Proposals,
    known,
    read_again,
    undecided,
)
from bot.ports import Clock
from knowledge.documents import Document
from knowledge.programs import Country, Coverage, Program

AT_A_TIME = 10
"""Documents of one run without names: each is one call of the model."""
OF_A_PROGRAM, IN_ALL = 20, 200
"""So many proposals may wait for a person, whatever a model says."""
_HOPELESS = {Failure.OFF, Failure.OVER_BUDGET, Failure.RESTING}


class Loaded(Protocol):
    """A version as it was loaded, without what people decided over it."""

    @property
    def programs(self) -> Mapping[str, Program]: ...

    @property
    def documents(self) -> Mapping[str, Document]: ...


class Reader(Protocol):
    """As ``bot.models.proposing.Proposing``."""

    @property
    def by(self) -> str: ...

    async def propose_for(
        self, document: Document, country: Country | None = None
    ) -> tuple[Pointed, ...]: ...


@dataclass(frozen=True, slots=True)
class Sought:
    """What came of one document; ``failure`` is empty where the model answered."""

    program: str
    document: str
    found: tuple[Proposal, ...] = ()
    failure: str = ""


class Seeking:
    """``clock`` is the real one."""

    def __init__(
        self, proposals: Proposals, decisions: Callable[[], Decisions], clock: Clock
    ) -> None:
        self._proposals = proposals
        self._decisions = decisions
        self._clock = clock

    def waiting(self, loaded: Loaded) -> Sequence[tuple[Program, Proposal]]:
        every, decisions = self._proposals.every(), self._decisions()
        return list(undecided(every, decisions, loaded.programs, loaded.documents))

    def next_in_line(self, loaded: Loaded, by: str) -> list[Program]:
        """Programmes whose conditions are not all read and whose document, as it is now, this model
        was not asked about; those of which nothing is read first.
        """
        asked = self._proposals.asked()
        open_ones = [
            program
            for program in _alone(loaded)
            if program.coverage is not Coverage.FULL
            and _asking(loaded.documents[program.document], by) not in asked
        ]
        return sorted(open_ones, key=lambda p: p.coverage is not Coverage.NONE)[:AT_A_TIME]

    async def seek(
        self, loaded: Loaded, programs: Sequence[Program], reader: Reader
    ) -> AsyncIterator[Sought]:
        """One by one; ends early where the model cannot be asked any more today."""
        for program in programs:
            document = loaded.documents[program.document]
            try:
                pointed = await reader.propose_for(document, program.country)
            except ModelFailed as error:
                yield Sought(program.id, document.id, failure=error.kind.value)
                if error.kind in _HOPELESS:
                    return
                continue
            new = self._new(loaded, program, pointed)
            self._proposals.add(new)
            self._proposals.note(_asking(document, reader.by))
            yield Sought(program.id, document.id, tuple(new))

    def _new(self, loaded: Loaded, program: Program, pointed: Iterable[Pointed]) -> list[Proposal]:
        waiting = Counter(owner.id for owner, _ in self.waiting(loaded))
        room = min(OF_A_PROGRAM - waiting[program.id], IN_ALL - waiting.total())
        settled = [*self._settled(loaded, program)]
        new: list[Proposal] = []
        for each in pointed:
            fact = fact_of(program.id, each.kind, each.value)
            proposal = Proposal(fact, each.proposed_by, self._clock())
            told = (*settled, *(p.fact for p in new))
            if known(program, fact) or any(_alike(fact, other) for other in told):
                continue
            if len(new) < room and read_again(proposal, program, loaded.documents):
                new.append(proposal)
        return new

    def _settled(self, loaded: Loaded, program: Program) -> Iterator[Fact]:
        """What is not proposed again: rejected for good, or waiting or accepted where it stands."""
        decisions = self._decisions()
        for proposal in self._proposals.every():
            if proposal.fact.program != program.id:
                continue
            decision = decisions.get(proposal.fact.key)
            rejected = decision is not None and decision.choice is Choice.REJECTED
            if rejected or read_again(proposal, program, loaded.documents):
                yield proposal.fact


def chosen(loaded: Loaded, names: Sequence[str]) -> list[Program]:
    """By the id of a programme or of its document; raises BadInput for one that cannot be asked
    about.
    """
    alone = {name: p for p in _alone(loaded) for name in (p.id, p.document)}
    for name in names:
        if name not in alone:
            raise BadInput(f"{name}: {_why_not(loaded, name)}")
    return list(dict.fromkeys(alone[name] for name in names))


def _why_not(loaded: Loaded, name: str) -> str:
    owners = [p for p in loaded.programs.values() if name in (p.id, p.document)]
    if not owners:
        return "no programme and no document of one; python -m bot programs lists them"
    if not all(p.extracted for p in owners):
        return "written by people, so there is nothing to propose"
    return "its document announces several programmes; a quote could not be told apart"


def _alone(loaded: Loaded) -> Iterator[Program]:
    """Programmes won by extraction from a document that announces no other."""
    owners = Counter(program.document for program in loaded.programs.values())
    for program in loaded.programs.values():
        alone = program.extracted and owners[program.document] == 1
        if alone and program.document in loaded.documents:
            yield program


def _asking(document: Document, by: str) -> Asking:
    return Asking(document.id, document.digest, by)


def _alike(fact: Fact, other: Fact) -> bool:
    return fact.kind is other.kind and same(fact.value, other.value)
