"""A notice that somebody pasted or forwarded: read for them, and kept nowhere."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from knowledge.documents import Document, blocks_in
from knowledge.errors import UnreadableDocument
from knowledge.extraction.assembling import extract
from knowledge.extraction.clauses import section_of
from knowledge.extraction.lexicon import rule
from knowledge.extraction.model import Extraction
from knowledge.formats import normalised, published_in, read_document

_ID = "notice"
_LONG = 80
"""Characters: in a longer line the marks of a list stand for line ends that were lost."""
_LABELS = 2
_WRAPPED = 34
"""Characters: a line that long and without an end may go on in the next one."""


def read_notice(text: str, published: date | None, today: date) -> Extraction:
    """What a pasted text announces; ``published`` is its date where it is known, else what it says
    of itself. Without either a date without its year stays without one. Never raises.
    """
    plain = _unfolded(normalised(text))
    try:
        document = _document(plain)
    except UnreadableDocument:
        return Extraction(Document(_ID, "", (), ""))
    said = published or document.published
    if said is not None and said > today:
        said = None
    return extract(replace(document, published=said, sources=()), nameless=True)


def _document(text: str) -> Document:
    """Line for line where the lines are labelled; else as any plain text, wrapped lines joined.
    Raises ``UnreadableDocument``.
    """
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    lines = [rule("notices", "bullets").sub("", line) or line for line in lines]
    if sum(_is_labelled(line) for line in lines) < _LABELS:
        return read_document(_ID, text.encode(), ".txt")
    lines = _rejoined(lines)
    title = lines[0]
    texts = [(title, (title,)), *((line, (title,)) for line in lines[1:])]
    return Document(_ID, title, blocks_in(texts), "", published=published_in(text))


def _is_labelled(line: str) -> bool:
    bare = rule("sections", "margin").sub("", line)
    found = rule("sections", "inline").match(bare) or rule("sections", "bracketed").match(line)
    return section_of(found["label"] if found else line) is not None


def _rejoined(lines: list[str]) -> list[str]:
    """A long line without an end goes on in one that begins with neither a mark nor a label."""
    joined: list[str] = lines[:1]
    for line in lines[1:]:
        begins = rule("sections", "margin").match(line) or _is_labelled(line)
        ended = rule("notices", "ended").search(joined[-1]) or len(joined) == 1
        if begins or ended or len(joined[-1]) < _WRAPPED:
            joined.append(line)
        else:
            joined[-1] = f"{joined[-1]} {line}"
    return joined


def _unfolded(text: str) -> str:
    """Without the marks of quotation and forwarding; lines where a chat has put none."""
    lines = [re.sub(r"^(?:\s*[>|]\s?)+", "", line) for line in text.splitlines()]
    lines = [line for line in lines if not rule("notices", "forwarded").match(line)]
    joined = _unasked("\n".join(lines).strip())
    return "\n".join(_split(line) if len(line) > _LONG else line for line in joined.split("\n"))


def _split(line: str) -> str:
    return rule("notices", "mark").sub(lambda found: "\n" + found[0].lstrip(), line)


def _unasked(text: str) -> str:
    """Without the asker's own question before or after the notice."""
    first, _, rest = text.partition("\n")
    shorter = rule("notices", "question").sub("", first)
    text = f"{shorter}\n{rest}".strip() if shorter != first else text
    rest, _, last = text.rpartition("\n")
    return rest if rest and rule("notices", "question").fullmatch(last) else text
