"""A question to the passages that answer it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from knowledge.ports import Embedder, Morphemes
from knowledge.programs import Language
from knowledge.scripts import language_of
from knowledge.search.bridge import Bridge
from knowledge.search.shelf import Found, Question
from knowledge.search.store import Shelves


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
        """The best ``k`` passages, best first, of ``languages`` (by default of both)."""
        question = self.question(text)
        found = [
            hit
            for language, shelf in self.shelves.shelves.items()
            if languages is None or language in languages
            for hit in shelf.find(question)
        ]
        return sorted(found, key=lambda hit: hit.score, reverse=True)[:k]

    def question(self, text: str) -> Question:
        language = language_of(text) or Language.KO
        words = self.morphemes[language].words(text)
        signs = self.bridge.signs(text, words, language)
        return Question(text, language, self.embedder.queries([text])[0], words, signs)
