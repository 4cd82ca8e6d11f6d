"""A knowledge version with its search index, as the conversation sees it."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.library import Scored
from knowledge.documents import Document, Passage
from knowledge.programs import Program
from knowledge.search.naming import Names
from knowledge.search.searcher import Searcher
from knowledge.search.shelf import Found
from knowledge.versions import KnowledgeBase

PASSAGES_FOR_PROGRAMS = 300
BESIDE = 0.95
"""Other names count beside the surest one only where they are as sure."""
WORDS, MIDDLE, WIDTH = 0.2, 3.6, 0.7
"""Relevance is a half where the vector's lift and a fifth of the words' score sum up to MIDDLE."""


@dataclass(frozen=True, slots=True)
class SearchedLibrary:
    """The Library of one version."""

    base: KnowledgeBase
    searcher: Searcher
    names: Names

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

    def named(self, text: str) -> Sequence[Scored]:
        found = self.names.find(text)
        return [Scored(id, sure) for id, sure in found if sure >= found[0][1] * BESIDE]

    def passages_about(self, text: str, k: int) -> Sequence[Scored]:
        return [Scored(hit.id, _relevance(hit)) for hit in self.searcher.search(text, k)]

    def programs_about(self, text: str, k: int) -> Sequence[Scored]:
        """By their best passage."""
        best: dict[str, float] = {}
        for hit in self.searcher.search(text, PASSAGES_FOR_PROGRAMS):
            passage = self.base.passages.get(hit.id)
            if passage and passage.program:
                best.setdefault(passage.program, _relevance(hit))
        return [Scored(id, score) for id, score in list(best.items())[:k]]


def _relevance(hit: Found) -> float:
    above = hit.lift + WORDS * hit.lexical - MIDDLE
    return 1.0 / (1.0 + math.exp(-above / WIDTH))


def open_searched(base: KnowledgeBase, searcher: Searcher) -> SearchedLibrary:
    return SearchedLibrary(base, searcher, Names(base.programs.values()))
