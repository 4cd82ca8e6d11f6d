"""Bytes to documents. A new format is one file that gives ``Parsed`` and one line in ``TEXT_FORMATS``,
or in the formats of the adapter.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import takewhile
from typing import Protocol

from knowledge.documents import Document, blocks_in
from knowledge.errors import UnreadableDocument
from knowledge.formats.characters import normalised as normalised
from knowledge.formats.dateline import published_in as published_in
from knowledge.formats.furniture import is_language_name
from knowledge.formats.html import parse_html
from knowledge.formats.markdown import parse_markdown
from knowledge.formats.pieces import Kind, Parsed, under_headings
from knowledge.formats.plain import parse_text
from knowledge.formats.separated import parse_separated

Parse = Callable[[bytes], Parsed]
ParseAs = Callable[[bytes, str], Parsed]
"""Bytes and the ending in lower case, which need not be the right one."""

LONGEST_TITLE = 100
TEXT_FORMATS: Mapping[str, Parse] = {
    ".md": parse_markdown,
    ".markdown": parse_markdown,
    ".txt": parse_text,
    ".html": parse_html,
    ".htm": parse_html,
    ".csv": parse_separated,
    ".tsv": parse_separated,
}


@dataclass(frozen=True, slots=True)
class Member:
    """One file of an archive: its path in there, and its bytes or why it has none."""

    path: str
    data: bytes = b""
    error: str = ""


class Unpack(Protocol):
    """The files of an archive, or None for bytes that are no archive of files (a DOCX is none).
    Raises ``UnreadableDocument``.
    """

    def __call__(self, data: bytes, /) -> Sequence[Member] | None: ...


@dataclass(frozen=True, slots=True)
class Formats:
    """What can be read. Formats that need a vendor's library come in ``parse``, from adapters."""

    parse: ParseAs

    def read(self, path_id: str, data: bytes, suffix: str) -> Document:
        """The document, its front matter still unread. Raises ``UnreadableDocument``."""
        if not data.strip():
            raise UnreadableDocument("the file is empty")
        try:
            parsed = self.parse(data, suffix.lower())
        except RecursionError as error:
            raise UnreadableDocument("it is nested too deeply") from error
        return _document(path_id, parsed, hashlib.sha256(data).hexdigest())


def parse_as_text(data: bytes, suffix: str) -> Parsed:
    """By the ending, the formats that need no adapter."""
    parse = TEXT_FORMATS.get(suffix)
    if parse is None:
        known = " ".join(TEXT_FORMATS)
        raise UnreadableDocument(f"format not supported: {suffix or 'no ending'} ({known} are)")
    return parse(data)


def read_document(path_id: str, data: bytes, suffix: str) -> Document:
    """A document of a format that needs no adapter: Markdown, plain text, HTML, CSV."""
    return Formats(parse_as_text).read(path_id, data, suffix)


def no_archives(_: bytes) -> Sequence[Member] | None:
    """Without the adapter no archive is opened."""
    return None


def _document(path_id: str, parsed: Parsed, digest: str) -> Document:
    texts = [
        (text, headings)
        for text, headings in under_headings(parsed.pieces)
        if not is_language_name(text)
    ]
    if not texts and not parsed.front_matter:
        raise UnreadableDocument("it holds no text")
    return Document(
        path_id,
        _title(parsed, path_id),
        blocks_in(texts),
        digest,
        published=published_in(parsed.raw),
        front_matter=parsed.front_matter,
        remarks=parsed.remarks,
    )


def _title(parsed: Parsed, path_id: str) -> str:
    """Its own title or last opening heading, else its first sentence, else the file's name."""
    opening = takewhile(lambda p: p.kind is Kind.HEADING and p.level == 1, parsed.pieces)
    heading = next(reversed([piece.text for piece in opening]), "")
    title = heading or parsed.title or path_id.rpartition("/")[2]
    if len(title) > LONGEST_TITLE or not heading:
        title = re.split(r"(?<=[.!?。！？])\s", title)[0].removesuffix(".")
    return title if len(title) <= LONGEST_TITLE else title[: LONGEST_TITLE - 1].rstrip() + "…"
