"""Bytes to documents. A new format is one file that gives ``Parsed`` and one line in ``FORMATS``."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import takewhile

from knowledge.documents import Document, blocks_in
from knowledge.errors import UnreadableDocument
from knowledge.formats.characters import normalised as normalised
from knowledge.formats.dateline import published_in as published_in
from knowledge.formats.furniture import is_language_name
from knowledge.formats.html import parse_html
from knowledge.formats.markdown import parse_markdown
from knowledge.formats.pieces import Kind, Parsed, under_headings
from knowledge.formats.plain import parse_text

Parse = Callable[[bytes], Parsed]
LONGEST_TITLE = 100
TEXT_FORMATS: Mapping[str, Parse] = {
    ".md": parse_markdown,
    ".markdown": parse_markdown,
    ".txt": parse_text,
    ".html": parse_html,
    ".htm": parse_html,
}


@dataclass(frozen=True, slots=True)
class Formats:
    """What can be read, by ending in lower case. Others are added at start-up, from adapters."""

    parsers: Mapping[str, Parse]

    def read(self, path_id: str, data: bytes, suffix: str) -> Document:
        """The document, its front matter still unread. Raises ``UnreadableDocument``."""
        parse = self.parsers.get(suffix.lower())
        if parse is None:
            known = " ".join(self.parsers)
            raise UnreadableDocument(f"format not supported: {suffix or 'no ending'} ({known} are)")
        if not data.strip():
            raise UnreadableDocument("the file is empty")
        try:
            parsed = parse(data)
        except RecursionError as error:
            raise UnreadableDocument("it is nested too deeply") from error
        return _document(path_id, parsed, hashlib.sha256(data).hexdigest())


def read_document(path_id: str, data: bytes, suffix: str) -> Document:
    """The same for the formats that need no adapter: Markdown, plain text, HTML."""
    return Formats(TEXT_FORMATS).read(path_id, data, suffix)


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
    )


def _title(parsed: Parsed, path_id: str) -> str:
    """Its own title or last opening heading, else its first sentence, else the file's name."""
    opening = takewhile(lambda p: p.kind is Kind.HEADING and p.level == 1, parsed.pieces)
    heading = next(reversed([piece.text for piece in opening]), "")
    title = heading or parsed.title or path_id.rpartition("/")[2]
    if len(title) > LONGEST_TITLE or not heading:
        title = re.split(r"(?<=[.!?。！？])\s", title)[0].removesuffix(".")
    return title if len(title) <= LONGEST_TITLE else title[: LONGEST_TITLE - 1].rstrip() + "…"
