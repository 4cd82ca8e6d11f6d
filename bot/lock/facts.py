"""Everything a reply of this turn may say, won from the reply composed without a model."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from bot.lock.claims import Claim, claims
from bot.lock.clauses import Clause, units_of
from bot.lock.grams import grams
from bot.lock.lexicon import lexicon
from bot.lock.names import SHORTEST, Names, cores, names_of
from bot.lock.roles import Role
from bot.lock.sources import Source, sources_of
from bot.lock.statements import Statement, statements
from bot.lock.values import Kind, Value, read_values
from bot.messages import BlockKind, Reply, ShownProgram
from knowledge.programs import Precision


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
    ``elsewhere`` are squeezed names of programmes not shown. ``today`` is None where no day may be
    said from it.
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
    today: date | None = None

    @property
    def sole(self) -> str | None:
        return next(iter(self.own)) if len(self.own) == 1 else None

    def shown(self, id: str) -> tuple[ShownProgram, ...]:
        """One for each company that it was held against."""
        return tuple(program for program in self.reply.programs if program.id == id)


def facts_of(
    reply: Reply,
    question: str = "",
    *,
    names: Mapping[str, Iterable[str]] | None = None,
    today: date | None = None,
) -> Facts:
    """``question`` is what the asker wrote, ``today`` the day in the programmes' zone; ``names`` are
    all names and aliases, in both languages, of every programme of the library, by id: those not in
    ``reply`` are not to be said.
    """
    library = {id: tuple(own) for id, own in (names or {}).items()}
    ids = tuple(dict.fromkeys(program.id for program in reply.programs))
    called = _called(reply, library)
    spoken = names_of({id: called[id] for id in ids}, _said_beside(reply, called))
    composed = _composed(reply, spoken, ids[0] if len(ids) == 1 else None)
    sources, markers = sources_of(reply), _markers(reply, composed)
    own = {id: _known_of(reply, id, composed, _beside(id, called, sources, markers)) for id in ids}
    text = " ".join((reply.text, *(name for names in called.values() for name in names)))
    return Facts(
        reply,
        question,
        spoken,
        own,
        _known([statement for statement in composed if not statement.owners]),
        markers,
        read_values(question),
        _elsewhere(library, ids, f"{reply.text} {question}", called),
        grams(text).union(*(known.about for known in own.values())),
        sources,
        _originals(reply, called),
        _carried(composed),
        today,
    )


def _composed(reply: Reply, spoken: Names, sole: str | None) -> list[Statement]:
    return [
        statement
        for block in reply.blocks
        if block.kind is not BlockKind.SOURCES
        for statement in statements(unlabelled(block.text), spoken, sole)
    ]


def _beside(
    id: str,
    called: Mapping[str, tuple[str, ...]],
    sources: Mapping[str, Source],
    markers: Mapping[str, frozenset[str]],
) -> tuple[Value, ...]:
    """The values of the sources that a programme is cited with, and those in its names."""
    read = [v for marker, own in markers.items() if id in own for v in sources[marker].values]
    named = [v for name in called[id] for v in read_values(name)]
    return (*read, *named)


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


def unlabelled(text: str) -> str:
    """The clause that is not met says what it says, whatever its label says of the asker."""
    return lexicon().rule("shape.unmet").sub("", text)


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
