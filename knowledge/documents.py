"""Documents as received, and the passages that search returns."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from knowledge.programs import Bilingual, Language, Source


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, list item or table row of clean text under its ``headings``, outermost first.

    A heading is a block too: its text is the last of its own headings.
    """

    text: str
    headings: tuple[str, ...] = ()
    start: int = 0


def blocks_in(texts: Iterable[tuple[str, tuple[str, ...]]]) -> tuple[Block, ...]:
    """Blocks with their places, out of text and headings; empty texts are left out."""
    blocks: list[Block] = []
    start = 0
    for text, headings in texts:
        if text:
            blocks.append(Block(text, headings, start))
            start += len(text) + 1
    return tuple(blocks)


def text_digest(text: str) -> str:
    """SHA-256 in hex; what a text's vector is kept under."""
    return hashlib.sha256(text.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Document:
    """One file or page: its clean text in blocks, and the front matter if it has one.

    ``id`` is its path in the documents directory without the ending; ``digest`` is the SHA-256 of
    the bytes received. ``text`` joins the blocks with newlines; ``Block.start`` is an offset into it.
    ``remarks`` are parts of it that could not be read; kept documents have none.
    """

    id: str
    title: str
    blocks: tuple[Block, ...]
    digest: str
    titles: Bilingual = Bilingual()
    published: date | None = None
    url: str | None = None
    sources: tuple[Source, ...] = ()
    front_matter: Mapping[str, Any] = field(default_factory=dict)
    remarks: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        return "\n".join(block.text for block in self.blocks)


@dataclass(frozen=True, slots=True)
class Passage:
    """A piece of a document with its place: ``start``..``end`` in the document's clean text.

    ``text`` is verbatim there, except where ``fielded``: put together from the programme's fields.
    """

    id: str
    document: str
    text: str
    language: Language
    headings: tuple[str, ...] = ()
    start: int = 0
    end: int = 0
    program: str | None = None

    @property
    def fielded(self) -> bool:
        return self.start == self.end


@dataclass(frozen=True, slots=True)
class Failure:
    """A document that was not loaded, and why, in words an admin can act on."""

    document: str
    error: str
