"""A document into clauses, each with the section it stands in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from knowledge.documents import Block, Document
from knowledge.extraction.lexicon import rule, rules, table
from knowledge.extraction.model import Clause, Section

# A Western full stop ends a sentence before a space, not after a figure (2025. 5. 23.).
_END = re.compile(r"(?<=[。！？])(?![」』)）”’])|(?<=[^\d\s][.!?])(?=\s)")


def section_of(label: str) -> Section | None:
    """The section a heading or label opens; None for one that opens none."""
    words = rule("sections", "margin").sub("", label).strip(" \t:：】）)]>》〉」』").strip()
    if not words or len(words) > table("sections")["longest_label"]:
        return None
    for pattern, row in rules("sections", "section"):
        if pattern.search(words):
            return Section(row["name"])
    return None


def clauses_of(document: Document) -> tuple[Clause, ...]:
    """Every sentence and list item of the document, in order."""
    reader = _Reader()
    found: list[Clause] = []
    for block in document.blocks:
        found.extend(reader.block(block))
    return tuple(found)


@dataclass(slots=True)
class _Reader:
    section: Section = Section.NONE
    inline: bool = False
    line: int = 0
    begun: bool = False
    bare: bool = False
    framed: bool = False

    def block(self, block: Block) -> Iterator[Clause]:
        heading = bool(block.headings) and block.headings[-1] == block.text
        offset = block.start
        for line in block.text.split("\n"):
            if line.strip():
                self.line += 1
                yield from self._line(line, offset, heading=heading)
            offset += len(line) + 1
        self.begun = True

    def _line(self, line: str, offset: int, *, heading: bool) -> Iterator[Clause]:
        if labelled := self._labelled(line):
            section, start = labelled
            self.section, self.inline = section, True
            self.bare = self.framed = False
            yield from _sentences(line, offset, start, self.line, section)
            return
        opened = section_of(line)
        if heading:
            yield Clause(line, offset, self.line, self._headed(opened), heading=True)
            return
        if opened and _is_label(line):
            self.section, self.inline = opened, False
            self.bare, self.framed = opened is Section.TARGET, False
            yield Clause(line, offset, self.line, opened, heading=True)
            return
        if self.inline and rule("sections", "prose").search(line.strip()):
            self.section, self.inline = Section.NONE, False
        self.bare = False
        for clause in _sentences(line, offset, 0, self.line, self.section):
            yield replace(clause, framed=self.framed)

    def _headed(self, opened: Section | None) -> Section:
        """The section of a heading. One that opens none, right under the heading of who may apply,
        goes on with it, and so do those that follow in its manner.
        """
        self.inline = False
        if not self.begun and self.line == 1:
            return Section.TITLE
        self.framed = opened is None and (self.bare or self.framed)
        self.bare = opened is Section.TARGET
        self.section = Section.TARGET if self.framed else opened or Section.OTHER
        return self.section

    def _labelled(self, line: str) -> tuple[Section, int] | None:
        """A label with its text behind it, and where the text starts."""
        margin = rule("sections", "margin").match(line)
        skip = margin.end() if margin else 0
        for shape in ("inline", "bracketed"):
            body = line if shape == "bracketed" else line[skip:]
            found = rule("sections", shape).match(body)
            section = section_of(found["label"]) if found else None
            if found and section:
                return section, found.start("rest") + (0 if shape == "bracketed" else skip)
        return None


def _is_label(line: str) -> bool:
    bare = rule("sections", "margin").sub("", line).strip()
    short = len(bare) <= table("sections")["longest_line"]
    return short and rule("sections", "statement").search(bare) is None


def _sentences(
    line: str, offset: int, start: int, number: int, section: Section
) -> Iterator[Clause]:
    place = start
    ends = [m.start() for m in _END.finditer(line, start)]
    for end in (*ends, len(line)):
        piece = line[place:end]
        if text := piece.strip():
            begin = place + len(piece) - len(piece.lstrip())
            yield Clause(text, offset + begin, number, section)
        place = end
