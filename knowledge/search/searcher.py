"""A question to the passages that answer it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

from knowledge.ports import Embedder, Morphemes
from knowledge.programs import Language
from knowledge.scripts import language_of
from knowledge.search.bridge import Bridge
from knowledge.search.relevance import occasion, relevances
from knowledge.search.shelf import Found, Question
from knowledge.search.store import Shelves

LONGEST = 2_000
"""Characters of a question that are read; the model takes about as many."""


@dataclass(frozen=True, slots=True)
class Searcher:
    """Over one version. Calls block; an event loop runs them in a thread."""

    shelves: Shelves
    embedder: Embedder
    morphemes: Mapping[Language, Morphemes]
    bridge: Bridge

    def search(
        self, text: str, k: int = 10, languages: Collection[Language] | None = None
    ) -> list[Found]:
        """The best ``k`` passages, best first, of ``languages`` (by default of both), whatever their
        ``relevance``. Who answers draws the line (docs/benchmarks/retrieval.md has what each costs).
        """
        question = self.question(text)
        found = [
            hit
            for language, shelf in self.shelves.shelves.items()
            if languages is None or language in languages
            for hit in shelf.find(question)
        ]
        found.sort(key=lambda hit: hit.score, reverse=True)
        asked = occasion(question.vector, self.shelves.background)
        rated = zip(found[:k], relevances(found, asked), strict=False)
        return [replace(hit, relevance=relevance) for hit, relevance in rated]

    def question(self, text: str) -> Question:
        """As the shelves need it. Text in neither language is taken for Korean."""
        said = text[:LONGEST]
        language = language_of(said) or Language.KO
        words = self.morphemes[language].words(said)
        signs = self.bridge.signs(said, words, language)
        return Question(said, language, self.embedder.queries([said])[0], words, signs)
