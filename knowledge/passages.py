"""A document cut into the passages that search returns."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from typing import Any

from langchain_text_splitters import RecursiveCharacterTextSplitter

from knowledge.documents import Document, Passage, text_digest
from knowledge.programs import Language, Program
from knowledge.scripts import language_of

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Section:
    """Blocks that stand together under the same headings in the same language."""

    start: int
    end: int
    headings: tuple[str, ...]
    language: Language


def split(document: Document, program: Program | None = None) -> tuple[Passage, ...]:
    """Passages of about 350 characters, within one heading (but for very short ones) and language.

    ``Passage.text`` is ``document.text[start:end]``. With a ``program`` the first ones hold its
    name, agency and gist in each language; those have no place in the text: start = end = 0.
    """
    owner = program.id if program else None
    found = [
        Passage("", document.id, text, language, program=owner)
        for language, text in (_fields(program) if program else ())
    ]
    whole = document.text
    for section in _joined(_sections(document)):
        for start, end in _cut(whole, section):
            place = (section.headings, start, end)
            found.append(
                Passage("", document.id, whole[start:end], section.language, *place, owner)
            )
    return _named(found)


def _named(passages: Sequence[Passage]) -> tuple[Passage, ...]:
    """With ids out of document and text; the same text twice in a document is one passage."""
    by_id: dict[str, Passage] = {}
    for p in passages:
        name = f"{p.document}#{text_digest(p.text)[:12]}"
        place = (p.headings, p.start, p.end, p.program)
        by_id.setdefault(name, Passage(name, p.document, p.text, p.language, *place))
    return tuple(by_id.values())


def _fields(program: Program) -> Iterator[tuple[Language, str]]:
    for language in Language:
        if program.names.has(language) or program.gist.has(language):
            lines = (program.names, program.agency, program.gist)
            yield language, "\n".join(line.within(language) for line in lines if line)


def _sections(document: Document) -> list[Section]:
    usual = language_of(document.text) or Language.KO
    sections: list[Section] = []
    pending: int | None = None  # a heading that waits for what stands under it
    for block in document.blocks:
        start = block.start if pending is None else pending
        if block.headings and block.text == block.headings[-1]:
            pending = start
            continue
        pending = None
        language = language_of(block.text) or (sections[-1].language if sections else usual)
        section = Section(start, block.start + len(block.text), block.headings, language)
        if sections and _continues(sections[-1], section):
            section = Section(sections[-1].start, section.end, section.headings, language)
            sections.pop()
        sections.append(section)
    if pending is not None:
        sections.append(Section(pending, len(document.text), (), usual))
    return sections


def _joined(sections: Sequence[Section]) -> list[Section]:
    """Very short ones go with their neighbour of the same language, and under its headings."""
    least = _settings()["least"]
    joined: list[Section] = []
    for section in sections:
        before = joined[-1] if joined else None
        short = before and min(before.end - before.start, section.end - section.start) < least
        if before and short and before.language == section.language:
            longer = max(before, section, key=lambda one: one.end - one.start)
            joined[-1] = replace(longer, start=before.start, end=section.end)
        else:
            joined.append(section)
    return joined


def _continues(before: Section, after: Section) -> bool:
    return (before.headings, before.language) == (after.headings, after.language)


def _cut(text: str, section: Section) -> list[Span]:
    part = text[section.start : section.end]
    spans = [
        (piece.metadata["start_index"], piece.metadata["start_index"] + len(piece.page_content))
        for piece in _splitter().create_documents([part])
    ]
    if len(spans) > 1 and spans[-1][1] - spans[-1][0] < _settings()["least"]:
        spans[-2:] = [(spans[-2][0], spans[-1][1])]
    return [(section.start + start, section.start + end) for start, end in spans]


@cache
def _settings() -> dict[str, Any]:
    return tomllib.loads((files("knowledge") / "separators.toml").read_text("utf-8"))


@cache
def _splitter() -> RecursiveCharacterTextSplitter:
    settings = _settings()
    return RecursiveCharacterTextSplitter(
        settings["separators"],
        keep_separator="end",
        chunk_size=settings["size"],
        chunk_overlap=0,
        add_start_index=True,
    )
