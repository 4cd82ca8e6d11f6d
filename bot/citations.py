"""The numbered sources of one reply."""

from __future__ import annotations

import re
from datetime import date

from bot.messages import Block, BlockKind, Citation
from bot.wording import day
from knowledge.documents import Document
from knowledge.orders import speaks_to_answerers
from knowledge.programs import Evidence, Language, Program
from knowledge.scripts import language_of
from prompts import Phrasebook

HALF = re.compile(r"\([^()]*\)|（[^（）]*）")
"""A title's words in brackets are often ours."""


class Citations:
    """Collects what a reply rests on; the same source and words keep one marker."""

    def __init__(self, book: Phrasebook) -> None:
        self._book = book
        self._made: dict[tuple[str, str], Citation] = {}
        self._read: dict[str, date | None] = {}

    def program(self, program: Program) -> str:
        """Cite what a programme is, by its gist or the quote it was won from."""
        evidence = next((w.evidence for w in program.windows if w.evidence), None)
        gist = program.gist.within(Language(self._book.language))
        if program.extracted and evidence and evidence.quote:
            return self.evidence(program, evidence)
        source = program.sources[0] if program.sources else None
        return self._cite(
            program.document,
            gist or program.names.within(Language(self._book.language)),
            verbatim=False,
            title=source.title if source else program.names.within(Language(self._book.language)),
            url=source.url if source else None,
            published=source.published if source else None,
            read=source.read if source else None,
        )

    def evidence(self, program: Program, evidence: Evidence) -> str:
        source = evidence.source or (program.sources[0] if program.sources else None)
        language = Language(self._book.language)
        return self._cite(
            evidence.document,
            evidence.quote or evidence.gist.within(language),
            verbatim=evidence.verbatim,
            title=source.title if source else program.names.within(language),
            url=source.url if source else None,
            published=source.published if source else None,
            read=source.read if source else None,
        )

    def passage(self, document: Document, quote: str, *, verbatim: bool) -> str:
        source = document.sources[0] if document.sources else None
        title = source.title if source else document.title
        return self._cite(
            document.id,
            quote,
            verbatim=verbatim,
            title=document.id if speaks_to_answerers(title) else title,
            url=source.url if source else document.url,
            published=source.published if source else document.published,
            read=source.read if source else None,
        )

    def all(self) -> tuple[Citation, ...]:
        return tuple(self._made.values())

    def block(self) -> Block | None:
        """One line a source; citations of the same title share it."""
        lines: dict[str, list[str]] = {}
        links = []
        for citation in self._made.values():
            line = self._line(citation)
            lines.setdefault(line, []).append(citation.marker)
            if citation.url:
                links.append((citation.title, citation.url))
        texts = [
            self._book.say("sources.line", marker="][".join(markers), title=line)
            for line, markers in lines.items()
        ]
        if not texts:
            return None
        return Block(BlockKind.SOURCES, "\n".join(texts), links=tuple(dict.fromkeys(links)))

    def _line(self, citation: Citation) -> str:
        line = citation.title
        spoken = language_of(HALF.sub("", line))
        if spoken and spoken != self._book.language:
            line += self._book.say("answers.source_in")
        if citation.published:
            line += self._book.say("sources.published", date=day(self._book, citation.published))
        read = self._read.get(citation.marker)
        if read:
            line += self._book.say("sources.read", date=day(self._book, read))
        return line

    def _cite(
        self,
        document: str,
        quote: str,
        *,
        verbatim: bool,
        title: str,
        url: str | None,
        published: date | None,
        read: date | None,
    ) -> str:
        key = (document, quote)
        if key not in self._made:
            marker = str(len(self._made) + 1)
            self._made[key] = Citation(marker, document, title, quote, verbatim, url, published)
            self._read[marker] = read
        return self._made[key].marker
