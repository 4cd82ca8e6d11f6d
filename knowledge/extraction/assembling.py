"""Clauses to programmes: which parts of a document announce what, and whether anything does."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from knowledge.documents import Document
from knowledge.extraction.benefits import benefits_of, kind_of
from knowledge.extraction.bodies import body_of, home_of
from knowledge.extraction.cautions import cautions_of
from knowledge.extraction.clauses import clauses_of
from knowledge.extraction.gathering import conditions_of
from knowledge.extraction.model import (
    Clause,
    Extraction,
    Leftover,
    Section,
    Topic,
    evidence,
    stands,
)
from knowledge.extraction.names import (
    Anchor,
    announced,
    calls,
    headed,
    in_its_language,
    labelled_name,
    title_name,
    title_of,
)
from knowledge.extraction.reading import Context
from knowledge.extraction.terms import windows_as_printed, windows_of
from knowledge.orders import gives_orders
from knowledge.programs import (
    Application,
    Bilingual,
    Condition,
    Coverage,
    Language,
    Program,
    Source,
    Strength,
)
from knowledge.scripts import language_of

_OFFERS = {Section.AMOUNT, Section.PERIOD, Section.APPLY, Section.DOCUMENTS, Section.CONTACT}
_REACH = 12
_LEAD = 2
_TOLD = 240


@dataclass(frozen=True, slots=True)
class _Part:
    """The clauses that speak of one programme."""

    name: str
    clauses: Sequence[Clause]
    anchor: Clause | None = None


def extract(document: Document, *, nameless: bool = False) -> Extraction:
    """The programmes that a document announces; none in an article that only reports.

    A programme needs a name, a call for applications, and an application window or a condition.
    With ``nameless`` (somebody's own notice) the title will do for a name. Nothing is read from a
    clause that gives orders to whoever reads.
    """
    clauses = [clause for clause in clauses_of(document) if not gives_orders(clause.text)]
    if not clauses:
        return Extraction(document)
    title = title_of(document, clauses)
    programs: list[Program] = []
    leftovers: list[Leftover] = []
    for part in _parts(clauses, title, nameless=nameless):
        made = _program(document, title, part, len(programs), pasted=nameless)
        if made:
            programs.append(made[0])
            leftovers.extend(made[1])
    if not programs:
        leftovers = list(_unplaced(document, clauses))
    return Extraction(document, tuple(programs), tuple(dict.fromkeys(leftovers)))


def programs_in(document: Document) -> tuple[Program, ...]:
    """The programmes alone, for building a version."""
    return extract(document).programs


def _parts(clauses: Sequence[Clause], title: str, *, nameless: bool) -> Iterator[_Part]:
    digest = _between(clauses, headed(clauses))
    speaking = [part for part in digest if any(calls(c) for c in part.clauses)]
    if len(speaking) > 1:
        yield from speaking
        return
    name = labelled_name(clauses) or title_name(title, structured=_is_notice(clauses))
    if name:
        yield _Part(name, clauses, next((c for c in clauses if calls(c)), None))
        return
    anchors = announced(clauses)
    if len(anchors) == 1 and (nameless or _is_notice(clauses)):
        yield _Part(anchors[0].name, clauses, clauses[anchors[0].clause])
    elif anchors:
        yield from _around(clauses, anchors)
    elif nameless:
        yield _Part(title, clauses)


def _is_notice(clauses: Sequence[Clause]) -> bool:
    """A text with headed parts for who may apply, and for how, what or when, is no article."""
    sections = {c.section for c in clauses}
    return Section.TARGET in sections and bool(sections & _OFFERS)


def _between(clauses: Sequence[Clause], anchors: Sequence[Anchor]) -> list[_Part]:
    if not anchors:
        return []
    ends = [a.clause for a in anchors[1:]] + [len(clauses)]
    return [
        _Part(a.name, clauses[a.clause : end], clauses[a.clause])
        for a, end in zip(anchors, ends, strict=True)
    ]


def _around(clauses: Sequence[Clause], anchors: Sequence[Anchor]) -> Iterator[_Part]:
    """In running text a programme reaches from its announcement to the next one, and not far."""
    ends = [a.clause for a in anchors[1:]] + [len(clauses)]
    for number, (anchor, end) in enumerate(zip(anchors, ends, strict=True)):
        start = max(0, anchor.clause - _LEAD) if number == 0 else anchor.clause
        stop = min(max(end, anchor.clause + 1), anchor.clause + 1 + _REACH)
        yield _Part(anchor.name, clauses[start:stop], clauses[anchor.clause])


def _program(
    document: Document, title: str, part: _Part, number: int, *, pasted: bool
) -> tuple[Program, tuple[Leftover, ...]] | None:
    text = document.text
    body = body_of(title, part.clauses, text, part.anchor)
    context = Context(document, home_of(body, text), pasted=pasted)
    labelled = any(c.section is Section.TARGET for c in part.clauses)
    loose = not labelled and (pasted or part.clauses[0].section is Section.TITLE)
    conditions, unplaced = conditions_of(part.clauses, context, loose=loose)
    cautions = cautions_of(part.clauses, context)
    windows, open_periods = windows_of(document, part.clauses, body.country)
    if pasted and not windows:
        windows = windows_as_printed(document, part.clauses, body.country)
    called = pasted or any(calls(c) for c in part.clauses) or _is_notice(part.clauses)
    kind = kind_of(part.name, *(c.text for c in part.clauses if c.section is Section.AMOUNT))
    benefits, amounts = benefits_of(part.clauses, document, body.country, kind)
    told = windows or any(_counts(c) for c in conditions) or (pasted and benefits)
    if not called or not told:
        return None
    program = Program(
        id=_id(document, number),
        country=body.country,
        names=in_its_language(part.name),
        agency=body.names,
        kind=kind,
        gist=Bilingual(),
        document=document.id,
        windows=windows,
        conditions=(*conditions, *_further(conditions, cautions)),
        benefits=benefits,
        apply=_application(part.clauses),
        sources=document.sources or (_source(document),),
        extracted=True,
    )
    return _checked(program, document, (*unplaced, *open_periods, *amounts))


def _counts(condition: Condition) -> bool:
    return condition.strength is not Strength.DISCRETIONARY


def _further(known: Sequence[Condition], more: Sequence[Condition]) -> Iterator[Condition]:
    """Those whose clause is not already said as something that never decides."""
    said = {c.evidence.span for c in known if c.evidence and not _counts(c)}
    yield from (c for c in more if c.evidence and c.evidence.span not in said)


def _application(clauses: Sequence[Clause]) -> Application:
    return Application(
        where=_told(clauses, Section.APPLY, 2),
        documents=_told(clauses, Section.DOCUMENTS, 8),
        contact=_told(clauses, Section.CONTACT, 4),
    )


def _told(clauses: Sequence[Clause], section: Section, most: int) -> Bilingual:
    """The first words of a section, as printed."""
    texts = [c.text for c in clauses if c.section is section and not c.heading][:most]
    told = ""
    for text in texts:
        if len(told) + len(text) > _TOLD:
            break
        told = f"{told} · {text}" if told else text
    told = told.rstrip(" .")
    if not told:
        return Bilingual()
    return Bilingual(ko=told) if language_of(told) is Language.KO else Bilingual(ja=told)


def _source(document: Document) -> Source:
    return Source(document.title, document.url, document.published)


def _id(document: Document, number: int) -> str:
    """Short enough for a button, and the same at every reading."""
    slug = re.sub(r"[^a-z0-9]+", "-", document.id.lower()).strip("-")
    if slug != document.id.replace("_", "-") or len(slug) > 40:
        digest = hashlib.sha256(document.id.encode()).hexdigest()[:6]
        slug = f"{slug[:32].strip('-')}-{digest}".strip("-")
    return slug if number == 0 else f"{slug}-{number + 1}"


def _checked(
    program: Program, document: Document, leftovers: Sequence[Leftover]
) -> tuple[Program, tuple[Leftover, ...]]:
    """Fails closed: a fact whose quote is not in the text is no fact."""
    conditions = tuple(c for c in program.conditions if stands(document, c.evidence))
    windows = tuple(w for w in program.windows if stands(document, w.evidence))
    benefits = tuple(b for b in program.benefits if stands(document, b.evidence))
    read = any(c.operator or c.alternatives for c in conditions)
    coverage = Coverage.PARTIAL if read else Coverage.NONE
    made = replace(
        program, conditions=conditions, windows=windows, benefits=benefits, coverage=coverage
    )
    evidences = [
        *(c.evidence for c in conditions),
        *(w.evidence for w in windows),
        *(b.evidence for b in benefits),
    ]
    quoted = [each.span for each in evidences if each]
    kept = tuple(
        left
        for left in leftovers
        if document.text[slice(*left.span)] == left.quote
        and not any(span and span[0] <= left.span[0] < span[1] for span in quoted)
    )
    return made, kept


def _unplaced(document: Document, clauses: Sequence[Clause]) -> Iterator[Leftover]:
    """In a text that announces nothing: sentences that call for applications all the same."""
    for clause in clauses:
        if not clause.heading and calls(clause):
            quote = evidence(document, clause.start, clause.end)
            yield Leftover(Topic.NAME, quote.quote, quote.span or (0, 0))
