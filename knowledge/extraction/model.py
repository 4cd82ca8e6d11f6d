"""What reading a document gives: programmes, and what looked like a clause and was not understood."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from knowledge.documents import Document
from knowledge.programs import Evidence, Program


class Section(StrEnum):
    """The part of a notice that a clause stands in, by the heading or label above it."""

    NONE = "none"
    TITLE = "title"
    TARGET = "target"
    EXCLUDED = "excluded"
    BONUS = "bonus"
    PERIOD = "period"
    AMOUNT = "amount"
    COSTS = "costs"
    ACTIVITY = "activity"
    APPLY = "apply"
    DOCUMENTS = "documents"
    CONTACT = "contact"
    AGENCY = "agency"
    NAME = "name"
    PURPOSE = "purpose"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Clause:
    """A sentence or list item: ``text`` is the document's text from ``start`` on, verbatim.

    ``line`` numbers the line it stands in; ``heading`` tells that it heads what follows;
    ``framed`` that it stands under a further heading of its section, perhaps for some only.
    """

    text: str
    start: int
    line: int
    section: Section = Section.NONE
    heading: bool = False
    framed: bool = False

    @property
    def end(self) -> int:
        return self.start + len(self.text)


class Topic(StrEnum):
    ELIGIBILITY = "eligibility"
    PERIOD = "period"
    AMOUNT = "amount"
    NAME = "name"


@dataclass(frozen=True, slots=True)
class Leftover:
    """A clause about ``topic`` that was not understood, as it stands in the text."""

    topic: Topic
    quote: str
    span: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Extraction:
    """Programmes are ``extracted``, their coverage partial or none; quotes stand in the document."""

    document: Document
    programs: tuple[Program, ...] = ()
    leftovers: tuple[Leftover, ...] = ()


def evidence(document: Document, start: int, end: int) -> Evidence:
    """A verbatim quote of the document's text; raises ``ValueError`` for an empty one."""
    text = document.text[start:end]
    begin = start + len(text) - len(text.lstrip())
    quote = text.strip()
    if not quote:
        raise ValueError("nothing is quoted")
    source = document.sources[0] if document.sources else None
    return Evidence(document.id, quote=quote, span=(begin, begin + len(quote)), source=source)


def stands(document: Document, found: Evidence | None) -> bool:
    """Whether the quote is in the text where it claims to be; without a span it is not."""
    if found is None or not found.quote or found.span is None:
        return False
    start, end = found.span
    return document.text[start:end] == found.quote
