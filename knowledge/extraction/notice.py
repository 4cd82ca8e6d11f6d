"""A notice that somebody pasted or forwarded: read for them, and kept nowhere."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from knowledge.documents import Document
from knowledge.errors import UnreadableDocument
from knowledge.extraction.assembling import extract
from knowledge.extraction.lexicon import rule
from knowledge.extraction.model import Extraction
from knowledge.formats import read_document

_ID = "notice"
_FEW_LINES = 160
"""Characters a line: more than this on average, and the line ends were lost on the way."""


def read_notice(text: str, published: date | None, today: date) -> Extraction:
    """What a pasted text announces; ``published`` is its date where it is known, else what it says
    of itself. Without either a date without its year stays without one. Never raises.
    """
    try:
        document = read_document(_ID, _unfolded(text).encode(), ".txt")
    except UnreadableDocument:
        return Extraction(Document(_ID, "", (), ""))
    said = published or document.published
    if said is not None and said > today:
        said = None
    return extract(replace(document, published=said, sources=()), nameless=True)


def _unfolded(text: str) -> str:
    """Without the marks of quotation and forwarding; lines where a chat has put none."""
    lines = [re.sub(r"^(?:\s*[>|]\s?)+", "", line) for line in text.splitlines()]
    lines = [line for line in lines if not rule("notices", "forwarded").match(line)]
    joined = _unasked("\n".join(lines).strip())
    if len(joined) / max(1, joined.count("\n") + 1) <= _FEW_LINES:
        return joined
    return rule("notices", "mark").sub(lambda found: "\n" + found[0].lstrip(), joined)


def _unasked(text: str) -> str:
    """Without the asker's own question before or after the notice."""
    first, _, rest = text.partition("\n")
    shorter = rule("notices", "question").sub("", first)
    text = f"{shorter}\n{rest}".strip() if shorter != first else text
    rest, _, last = text.rpartition("\n")
    return rest if rest and rule("notices", "question").fullmatch(last) else text
