"""A draft to its document and programme: the facts of the fields and those of the notice's text."""

from __future__ import annotations

import hashlib
import html
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from knowledge.documents import Document, blocks_in
from knowledge.extraction import extract
from knowledge.extraction.benefits import kind_of
from knowledge.extraction.bodies import body_of, home_of
from knowledge.extraction.clauses import clauses_of
from knowledge.extraction.gathering import conditions_of
from knowledge.extraction.reading import Context
from knowledge.formats.characters import normalised
from knowledge.formats.html import parse_html
from knowledge.formats.pieces import under_headings
from knowledge.programs import (
    Application,
    Bilingual,
    Condition,
    Country,
    Coverage,
    Language,
    Program,
    Strength,
)
from knowledge.sources.model import Draft, Part
from knowledge.sources.periods import windows_of

UNESCAPED = 2
"""Times that entities are undone: some portals escape what was escaped."""
TAGGED = re.compile(r"<(?:p|br|div|li|table|span|h\d)\b", re.IGNORECASE)
LANGUAGES = {Country.JP: Language.JA, Country.KR: Language.KO}


def drawn_up(draft: Draft) -> tuple[Document, tuple[Program, ...]]:
    """The document, and its programme unless nobody can apply for it."""
    document = _document(draft)
    if not draft.calls or not draft.title:
        return document, ()
    return document, (_program(draft, document),)


def unescaped(text: str) -> str:
    for _ in range(UNESCAPED):
        text = html.unescape(text)
    return text


def _document(draft: Draft) -> Document:
    title = " ".join(normalised(unescaped(draft.title)).split())
    parts = [*draft.parts, *([draft.period] if draft.period else [])]
    texts: list[tuple[str, tuple[str, ...]]] = [(title, (title,))]
    for part in parts:
        texts += _texts(part, title)
    own = Bilingual(ko=title) if draft.country is Country.KR else Bilingual(ja=title)
    return Document(
        draft.record.document,
        title,
        blocks_in(texts),
        _digest(draft),
        titles=own,
        published=draft.published,
        url=draft.url,
        sources=(draft.source,),
    )


def _digest(draft: Draft) -> str:
    raw = json.dumps(draft.record.raw, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(raw.encode()).hexdigest()


def _texts(part: Part, title: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    markup = unescaped(part.markup)
    if not TAGGED.search(markup):
        markup = "<br>".join(html.escape(line) for line in markup.splitlines())
    over = (title, part.heading) if part.heading else (title,)
    if part.heading:
        yield part.heading, over
    for text, headings in under_headings(parse_html(markup.encode()).pieces):
        yield text, (*over, *headings)


def _program(draft: Draft, document: Document) -> Program:
    found = extract(document, nameless=True).programs
    own, others = (found[0] if found else None), found[1:]
    conditions = [*(own.conditions if own else _clauses(document)), *_of_frames(others)]
    fields = [c for c in draft.conditions if not any(_same(c, other) for other in conditions)]
    language = LANGUAGES[draft.country]
    kind = draft.kind or (own.kind if own else kind_of(document.title))
    every = tuple(conditions + fields)
    return Program(
        id=draft.program,
        country=draft.country,
        names=document.titles,
        agency=draft.agency or (own.agency if own else Bilingual()),
        kind=kind,
        gist=_gist(document, language),
        document=document.id,
        windows=windows_of(draft, document),
        conditions=every,
        coverage=Coverage.PARTIAL if any(c.operator for c in every) else Coverage.NONE,
        benefits=draft.benefits or (own.benefits if own else ()),
        apply=_apply(draft.apply, own.apply if own else Application()),
        sources=(draft.source,),
        purposes=draft.purposes,
        extracted=True,
    )


def _clauses(document: Document) -> tuple[Condition, ...]:
    """Those of a text that does not itself say that it is a call: its source says so."""
    clauses = clauses_of(document)
    body = body_of(document.title, clauses, document.text, None)
    context = Context(document, home_of(body, document.text))
    return conditions_of(clauses, context)[0]


def _of_frames(others: Sequence[Program]) -> Iterator[Condition]:
    """Further programmes in one record are frames of it: what one asks does not bind all."""
    for program in others:
        for condition in program.conditions:
            weak = condition.strength is not Strength.HARD
            yield condition if weak else replace(condition, strength=Strength.IN_PRINCIPLE)


def _same(one: Condition, other: Condition) -> bool:
    said = (one.kind, one.operator, one.bound) == (other.kind, other.operator, other.bound)
    return said and other.strength in (Strength.HARD, Strength.IN_PRINCIPLE)


def _gist(document: Document, language: Language) -> Bilingual:
    """The first sentence of the notice that is longer than a label, as printed."""
    for block in document.blocks:
        heading = block.headings and block.headings[-1] == block.text
        if not heading and len(block.text) >= 20:
            first = re.split(r"(?<=[。.!?])\s|(?<=。)", block.text)[0]
            text = first if len(first) <= 160 else first[:159].rstrip() + "…"
            return Bilingual(ko=text) if language is Language.KO else Bilingual(ja=text)
    return Bilingual()


def _apply(field: Application, text: Application) -> Application:
    return Application(
        field.where or text.where, field.documents or text.documents, field.contact or text.contact
    )
