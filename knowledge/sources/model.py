"""A record of a source as it was received, and what is made of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from knowledge.programs import (
    Application,
    Benefit,
    Bilingual,
    Condition,
    Country,
    Evidence,
    Source,
    Window,
)


@dataclass(frozen=True, slots=True)
class Record:
    """``raw`` is the source's own JSON; ``id`` its own key. ``read`` is the day it was last seen
    there, to within ``refreshing.SEEN_AGAIN``.
    """

    source: str
    id: str
    raw: Mapping[str, Any]
    read: date
    attachments: tuple[str, ...] = ()

    @property
    def document(self) -> str:
        return f"sources/{self.source}/{self.id}"


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of the notice: HTML or text, under ``heading`` unless that is empty."""

    heading: str
    markup: str


@dataclass(frozen=True, slots=True)
class Draft:
    """A record translated: its notice, and the facts that its fields state.

    ``period`` is the application period as printed, where the source has a text for it; it becomes
    a part of the document, so that it can be quoted. ``calls`` is false for what nobody can apply
    for (a report form, a notice of results): a document, no programme.
    """

    record: Record
    program: str
    country: Country
    title: str
    publisher: str
    url: str | None = None
    parts: tuple[Part, ...] = ()
    published: date | None = None
    calls: bool = True
    kind: str = ""
    agency: Bilingual = Bilingual()
    windows: tuple[Window, ...] = ()
    period: Part | None = None
    conditions: tuple[Condition, ...] = ()
    benefits: tuple[Benefit, ...] = ()
    purposes: tuple[str, ...] = ()
    apply: Application = Application()

    @property
    def source(self) -> Source:
        return Source(self.publisher, self.url, self.published, self.record.read)


def field_evidence(record: Record, source: Source, gist: Bilingual) -> Evidence:
    """Behind a fact that a field of the record states: our wording of it, not a quote."""
    return Evidence(record.document, gist=gist, source=source)
