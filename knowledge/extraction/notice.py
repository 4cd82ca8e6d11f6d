"""A notice that somebody pasted or forwarded: read for them, and kept nowhere."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from knowledge.documents import Document, blocks_in
from knowledge.errors import UnreadableDocument
from knowledge.extraction.asking import parted
from knowledge.extraction.assembling import extract
from knowledge.extraction.clauses import section_of
from knowledge.extraction.layout import laid_out, without_quotation
from knowledge.extraction.lexicon import rule, table
from knowledge.extraction.model import Extraction, Section
from knowledge.formats import normalised, published_in, read_document
from knowledge.programs import Language
from knowledge.scripts import language_of

_ID = "notice"
_LABELS = 2
_SHORT = 400
"""Characters: the lines of a shorter text are its author's, not those of a page."""
_WRAPPED = 34
"""Characters: a line that long and without an end may go on in the next one."""


def read_notice(text: str, published: date | None, today: date) -> Extraction:
    """What a pasted text announces, without its sender's own words (see ``parted``).

    ``published`` is its date where it is known, else what it says of itself. Without either a date
    without its year stays without one. Never raises.
    """
    notice, _ = parted(normalised(text))
    try:
        document = _document("\n".join(laid_out(without_quotation(notice))))
    except UnreadableDocument:
        return Extraction(Document(_ID, "", (), ""))
    said = published or document.published
    if said is not None and said > today:
        said = None
    return extract(replace(document, published=said, sources=()), nameless=True)


def implied_question(notice: str) -> str:
    """What somebody wants who sends a notice and not a word of their own."""
    language = language_of(notice) or Language.JA
    return str(table("notices")["implied"][language.value])


def _document(text: str) -> Document:
    """Line for line where the lines are labelled; else as any plain text, wrapped lines joined.
    Raises ``UnreadableDocument``.
    """
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    labels = sum(_is_labelled(line) for line in lines)
    if not lines or (labels < _LABELS and len(text) > _SHORT):
        return read_document(_ID, text.encode(), ".txt")
    lines = [rule("notices", "bullets").sub("", line) or line for line in _rejoined(lines)]
    named = not (_opens_a_part(lines[0]) or _is_sentence(lines[0]))
    title, *rest = lines if named else [_unnamed(text), *lines]
    title = title.rstrip(" .。")
    texts = [(title, (title,)), *((line, (title,)) for line in rest)]
    return Document(_ID, title, blocks_in(texts), "", published=published_in(text))


def _unnamed(text: str) -> str:
    language = language_of(text) or Language.JA
    return str(table("notices")["unnamed"][language.value])


def _is_labelled(line: str) -> bool:
    bare = rule("sections", "margin").sub("", line)
    found = rule("sections", "inline").match(bare) or rule("sections", "bracketed").match(line)
    return section_of(found["label"] if found else line) is not None


def _is_sentence(line: str) -> bool:
    """A statement about who or what, no title."""
    if not rule("names", "headline").search(line):
        return False
    return any(rule("notices", "signs", name).search(line) for name in ("who", "given"))


def _opens_a_part(line: str) -> bool:
    """A label, but for one in brackets that says what kind of text this is, and for a title."""
    printed = rule("notices", "printed").search(line)
    bare = rule("sections", "margin").sub("", line).strip(" :】])")
    if not printed and not rule("notices", "label").fullmatch(bare):
        return False
    bracketed = rule("sections", "bracketed").match(line)
    kind = section_of(bracketed["label"]) if bracketed else None
    return _is_labelled(line) and kind is not Section.AGENCY


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
