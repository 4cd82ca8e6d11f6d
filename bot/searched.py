"""A knowledge version with its search index, as the conversation sees it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from bot.library import Scored
from bot.tracing import stage
from knowledge.documents import Document, Passage
from knowledge.programs import Program
from knowledge.regions import find_regions
from knowledge.search.naming import Names
from knowledge.search.searcher import Searcher
from knowledge.search.shelf import Found
from knowledge.versions import KnowledgeBase

PASSAGES_FOR_PROGRAMS = 300
KEPT = 16  # texts whose passages are kept in memory
WRITTEN_OUT = 0.85
"""Below it only a part of a name was said; words that several names share are no name."""
BESIDE = 0.95
"""Other names count beside the surest one only where they are as sure."""


@dataclass(frozen=True, slots=True)
class SearchedLibrary:
    """The Library of one version."""

    base: KnowledgeBase
    searcher: Searcher
    names: Names
    places: dict[str, frozenset[str]]
    found: Callable[[str], Sequence[Found]]
    """The best PASSAGES_FOR_PROGRAMS for a text, kept: an answer asks for the same several times."""

    @property
    def version(self) -> str:
        return self.base.version

    @property
    def programs(self) -> Mapping[str, Program]:
        return self.base.programs

    @property
    def documents(self) -> Mapping[str, Document]:
        return self.base.documents

    @property
    def passages(self) -> Mapping[str, Passage]:
        return self.base.passages

    def places_of(self, program: str) -> frozenset[str]:
        if program not in self.places:  # read when first asked for: all at once cost a second
            self.places[program] = _places(self.base.programs[program])
        return self.places[program]

    def named(self, text: str) -> Sequence[Scored]:
        found = self.names.find(text)
        named = [Scored(id, sure) for id, sure in found if sure >= found[0][1] * BESIDE]
        in_part = bool(named) and named[0].relevance < WRITTEN_OUT
        return [] if in_part and len(named) > 1 else named

    def passages_about(self, text: str, k: int) -> Sequence[Scored]:
        enough = k <= PASSAGES_FOR_PROGRAMS
        found = self.found(text)[:k] if enough else self.searcher.search(text, k)
        return [Scored(hit.id, hit.relevance) for hit in found]

    def programs_about(self, text: str, k: int) -> Sequence[Scored]:
        """By their best passage."""
        best: dict[str, float] = {}
        for hit in self.found(text):
            passage = self.base.passages.get(hit.id)
            if passage and passage.program:
                best.setdefault(passage.program, hit.relevance)
        return [Scored(id, score) for id, score in list(best.items())[:k]]


def open_searched(base: KnowledgeBase, searcher: Searcher) -> SearchedLibrary:
    @lru_cache(maxsize=KEPT)
    @stage("search")
    def found(text: str) -> Sequence[Found]:
        return tuple(searcher.search(text, PASSAGES_FOR_PROGRAMS))

    return SearchedLibrary(base, searcher, Names(base.programs.values()), {}, found)


def _places(program: Program) -> frozenset[str]:
    texts = (program.names.ko, program.names.ja, program.gist.ko, program.gist.ja)
    return frozenset(found.code for text in texts for found in find_regions(text))
