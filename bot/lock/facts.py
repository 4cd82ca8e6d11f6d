"""Everything a reply of this turn may say, won from the reply composed without a model."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from itertools import pairwise

from bot.lock.claims import Claim, Stance, claims, stance
from bot.lock.grams import grams
from bot.lock.lexicon import lexicon
from bot.lock.names import SHORTEST, Names, cores, names_of
from bot.lock.roles import Role
from bot.lock.sources import Source, sources_of
from bot.lock.statements import Statement, statements
from bot.lock.values import Kind, Value, blanked, read_values
from bot.messages import BlockKind, Reply, ShownProgram
from knowledge.programs import Precision

BRACKETS = re.compile(r"[(\uff08][^()\uff08\uff09]*[)\uff09]")
HEAD = 14
"""Letters at the start of a sentence that make all of it unsure: 'not known yet are ...'."""


@dataclass(frozen=True, slots=True)
class Clause:
    """A part of a statement that affirms or denies one thing."""

    text: str
    about: frozenset[str]
    stance: Stance
    claims: frozenset[Claim]


@dataclass(frozen=True, slots=True)
class Known:
    """What may be said of one programme, or of none in particular. ``spoken``: the statements of
    the reply; ``statements`` hold the clauses as well that it passed over.
    """

    spoken: tuple[Statement, ...] = ()
    statements: tuple[Statement, ...] = ()
    values: tuple[Value, ...] = ()
    clauses: tuple[Clause, ...] = ()
    claims: frozenset[Claim] = frozenset()
    about: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Facts:
    """``own`` by programme id, ``general`` what the reply says of none; ``markers`` tells which
    programmes a citation stands with, ``carried`` what the sentences with it are about;
    ``elsewhere`` are squeezed names of programmes not shown.
    """

    reply: Reply
    question: str
    called: Names
    own: Mapping[str, Known]
    general: Known
    markers: Mapping[str, frozenset[str]]
    asked: tuple[Value, ...] = ()
    elsewhere: frozenset[str] = frozenset()
    about: frozenset[str] = frozenset()
    sources: Mapping[str, Source] = field(default_factory=dict)
    originals: tuple[str, ...] = ()
    carried: Mapping[str, tuple[frozenset[str], ...]] = field(default_factory=dict)

    @property
    def sole(self) -> str | None:
        return next(iter(self.own)) if len(self.own) == 1 else None

    def shown(self, id: str) -> tuple[ShownProgram, ...]:
        """One for each company that it was held against."""
        return tuple(program for program in self.reply.programs if program.id == id)


def facts_of(
    reply: Reply, question: str = "", *, names: Mapping[str, Iterable[str]] | None = None
) -> Facts:
    """``question`` is what the asker wrote; ``names`` are all names and aliases, in both
    languages, of every programme of the library, by id: those not in ``reply`` are not to be said.
    """
    library = {id: tuple(own) for id, own in (names or {}).items()}
    ids = tuple(dict.fromkeys(program.id for program in reply.programs))
    called = _called(reply, library)
    spoken = names_of({id: called[id] for id in ids}, _said_beside(reply, called))
    sole = ids[0] if len(ids) == 1 else None
    composed = [
        statement
        for block in reply.blocks
        if block.kind is not BlockKind.SOURCES
        for statement in statements(block.text, spoken, sole)
    ]
    sources, markers = sources_of(reply), _markers(reply, composed)
    read = {
        id: tuple(v for m, own in markers.items() if id in own for v in sources[m].values)
        for id in ids
    }
    own = {id: _known_of(reply, id, composed, read[id]) for id in ids}
    general = _known([statement for statement in composed if not statement.owners])
    text = " ".join((reply.text, *(name for names in called.values() for name in names)))
    return Facts(
        reply,
        question,
        spoken,
        own,
        general,
        markers,
        read_values(question),
        _elsewhere(library, ids, f"{reply.text} {question}", called),
        grams(text).union(*(known.about for known in own.values())),
        sources,
        _originals(reply, called),
        _carried(composed),
    )


def _carried(composed: list[Statement]) -> dict[str, tuple[frozenset[str], ...]]:
    """What the sentences are about that carry each marker."""
    found: dict[str, tuple[frozenset[str], ...]] = {}
    for statement in composed:
        for value in statement.values:
            if value.kind is Kind.CITATION:
                marker = str(value.key[0])
                found[marker] = (*found.get(marker, ()), grams(statement.bare))
    return found


def _originals(reply: Reply, called: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """Names and titles, which stay as they are in any language; the longest first."""
    titles = {citation.title for citation in reply.citations}
    return tuple(sorted(titles.union(*called.values()), key=len, reverse=True))


def _called(reply: Reply, library: Mapping[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    return {
        program.id: tuple(dict.fromkeys((program.name, *library.get(program.id, ()))))
        for program in reply.programs
    }


def _said_beside(reply: Reply, called: Mapping[str, tuple[str, ...]]) -> dict[str, str]:
    """The cards by programme, and under no id what is said of none."""
    beside: dict[str, str] = {}
    for block in reply.blocks:
        if block.kind is BlockKind.SOURCES:
            continue
        named = [id for id, names in called.items() if names[0] in block.text]
        for id in named or [""]:
            beside[id] = f"{beside.get(id, '')}\n{block.text}"
    return beside


def _known_of(reply: Reply, id: str, composed: list[Statement], read: tuple[Value, ...]) -> Known:
    mine = [statement for statement in composed if id in statement.owners]
    programs = [program for program in reply.programs if program.id == id]
    extra: list[Statement] = []
    for program in programs:
        # an amount without words of its own could be taken for any other
        kinds = ((f"{c.kind} {c.fact}", f"{c.kind} {c.bound}", c.quote) for c in program.conditions)
        spoken = [program.name, *(line for lines in kinds for line in lines)]
        extra += statements("\n".join(spoken), Names(()), id)
    known = _known(mine, extra)
    values = [value for program in programs for value in _values_of(program)]
    return replace(known, values=(*known.values, *values, *read))


def _values_of(program: ShownProgram) -> Iterable[Value]:
    def fact(kind: Kind, *key: object, role: Role = Role.NONE) -> Value:
        return Value(kind, key, 0, 0, "", role)

    closes = program.closes_at
    if closes:
        for role in (Role.DEADLINE, Role.END):
            yield fact(Kind.DATE, closes.year, closes.month, closes.day, role=role)
        if program.closes_precision is Precision.MINUTE:
            yield fact(Kind.TIME, closes.hour, closes.minute)
    if program.days_left is not None:
        yield fact(Kind.DAYS, program.days_left, role=Role.LEFT)
    if program.url:
        yield fact(Kind.URL, program.url)


def _known(spoken: list[Statement], passed: Iterable[Statement] = ()) -> Known:
    found = [*spoken, *passed]
    parts = [clause for statement in found for clause in units_of(statement)]
    return Known(
        tuple(spoken),
        tuple(found),
        tuple(value for statement in found for value in statement.values),
        tuple(parts),
        frozenset(claim for clause in parts for claim in clause.claims)
        | frozenset(c.claim for s in found if not s.asks for c in claims(s.text)),
        frozenset().union(*(clause.about for clause in parts)),
    )


def clauses_of(statement: Statement) -> tuple[Clause, ...]:
    """Those that are about something; what stands in brackets is a clause of its own."""
    ends = _ends(statement)
    return tuple(_made(statement, pairwise(ends)))


def units_of(statement: Statement) -> tuple[Clause, ...]:
    """The clauses, each two that follow one another, and the whole: a rewording may join them."""
    ends = _ends(statement)
    spans = {*pairwise(ends), *zip(ends, ends[2:], strict=False), (0, ends[-1])}
    return tuple(_made(statement, sorted(spans)))


def _ends(statement: Statement) -> list[int]:
    cuts = [match.end() for match in lexicon().rule("shape.clause").finditer(statement.bare)]
    return [0, *cuts, len(statement.bare)]


def _made(statement: Statement, spans: Iterable[tuple[int, int]]) -> Iterable[Clause]:
    inside = [match.span() for match in BRACKETS.finditer(statement.bare)]
    bare, text = blanked(statement.bare, inside), blanked(statement.text, inside)
    unsure = lexicon().rule("claim.missing").search(text[:HEAD]) is not None
    for start, end in spans:
        part = text[start:end]
        view = Stance.UNSURE if unsure else stance(part)
        if view is Stance.AFFIRMS and lexicon().rule("shape.listed").search(part):
            view = _ending(text[end:])
        yield from _clause(statement, part, bare[start:end], view)
    for start, end in inside:
        words = statement.text[start:end]
        yield from _clause(statement, words, statement.bare[start:end], Stance.ASIDE)


def _ending(rest: str) -> Stance:
    """Of things enumerated, what the end of the sentence says of them."""
    view = stance(rest)
    return view if view in (Stance.UNSURE, Stance.SENDS) else Stance.AFFIRMS


def _clause(statement: Statement, text: str, bare: str, view: Stance) -> Iterable[Clause]:
    if about := grams(bare):
        said = frozenset() if statement.asks else frozenset(c.claim for c in claims(text))
        yield Clause(text, about, view, said)


def _markers(reply: Reply, composed: list[Statement]) -> dict[str, frozenset[str]]:
    """The programmes whose statements carry the marker; empty for one that stands alone."""
    found: dict[str, frozenset[str]] = {c.marker: frozenset() for c in reply.citations}
    for statement in composed:
        for value in statement.values:
            if value.kind is Kind.CITATION and str(value.key[0]) in found:
                found[str(value.key[0])] |= statement.owners
    return found


def _elsewhere(
    library: Mapping[str, tuple[str, ...]],
    ids: tuple[str, ...],
    said: str,
    called: Mapping[str, tuple[str, ...]],
) -> frozenset[str]:
    own = {form for names in called.values() for name in names for form in cores(name)}
    spoken = "".join(char for char in said.lower() if char.isalnum())
    forms = {
        form
        for id, names in library.items()
        if id not in ids
        for name in names
        for form in cores(name)
        if len(form) > SHORTEST
    }
    return frozenset(
        form for form in forms if form not in spoken and not any(form in mine for mine in own)
    )
