"""One language's passages of a version, as arrays and indexes, and how a question ranks them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from knowledge.ports import VectorIndex, Vectors, WordIndex
from knowledge.programs import Language
from knowledge.search.fusion import Scores, Spread, standard_words, unit

PRIOR = 50
"""Rows that the background counts for in means and deviations; more or fewer changed nothing."""

WORDS, SIGNS = 0.5, 0.25
"""Weights of words against vectors within a language, and of signs across: docs/benchmarks."""

MOST_SIGNS = 8.0
"""Standard deviations by signs that count: one rare sign in common is not yet the same matter."""

ACROSS = 1.5
"""A passage in the other language with the same standing is as good: vectors and signs are weaker
across, so that their deviations are smaller.
"""

TITLE = 0.4
"""Share of a title that no other document has in the score of its passages' vectors."""

NEAREST = 100
BEST_SECTIONS = 50


@dataclass(frozen=True, slots=True)
class Question:
    """``words`` are of its language's analyser, ``signs`` what it shares with the other language."""

    text: str
    language: Language
    vector: Vectors
    words: Sequence[str]
    signs: Sequence[str]


@dataclass(frozen=True, slots=True)
class Found:
    """A passage. ``dense`` and ``lexical`` are standard deviations above all passages of its
    language, ``score`` their sum with its weights, ``lift`` the standard deviations of its vector's
    score above sentences on anything; ``relevance`` is from 0 to 1.
    """

    id: str
    score: float
    dense: float
    lexical: float
    lift: float
    across: bool
    relevance: float = 0.0


@dataclass(frozen=True, slots=True)
class Shelf:
    """Rows are passages; a section is what of a document is read together for words.

    Arrays: ``ids`` (n), ``vectors`` (n, d), ``section`` (n) and ``title`` (n, -1 for none) as row
    numbers, ``titles`` (t, d), ``sharing`` (t) documents with that title, ``background`` (b, d), and
    for each of ``plain``, ``centred``, ``titled`` and ``titled_centred`` a mean and a covariance;
    ``shift_ko`` and ``shift_ja`` lead from a passage of this language to a question of that one.
    """

    language: Language
    arrays: Mapping[str, NDArray[Any]]
    rows: Mapping[str, int]
    vectors: VectorIndex
    words: WordIndex
    signs: WordIndex

    def find(self, question: Question) -> list[Found]:
        """The candidates by vectors and by words, unordered, each with its scores."""
        across = question.language is not self.language
        lexical = self._lexical(question, across=across)
        view = self._view(question, across=across)
        rows = self._candidates(view, lexical)
        dense = self._dense(view, rows)
        words = lexical[self.arrays["section"][rows]]
        signs = ACROSS * (dense + SIGNS * np.minimum(words, MOST_SIGNS))
        score = signs if across else dense + WORDS * words
        lift = view.lift(view.scores(self.arrays["vectors"][rows]), self.arrays["background"])
        return [
            Found(str(id), float(sum_), float(near), float(said), float(up), across)
            for id, sum_, near, said, up in zip(
                self.arrays["ids"][rows], score, dense, words, lift, strict=True
            )
        ]

    def _lexical(self, question: Question, *, across: bool) -> Scores:
        """One standard score a section."""
        scores = self.signs.scores(question.signs) if across else self.words.scores(question.words)
        return standard_words(scores, PRIOR)

    def _view(self, question: Question, *, across: bool) -> View:
        if not across:
            return View(question.vector, None, self._spread("plain"), self._spread("titled"))
        centre = self.arrays["centre"]
        seen = question.vector - centre - self.arrays[f"shift_{question.language}"]
        return View(unit(seen), centre, self._spread("centred"), self._spread("titled_centred"))

    def _spread(self, name: str) -> Spread:
        return Spread(self.arrays[f"{name}_mean"], self.arrays[f"{name}_covariance"])

    def _candidates(self, view: View, lexical: Scores) -> NDArray[np.intp]:
        near = {self.rows[hit.id] for hit in self.vectors.nearest(view.question, NEAREST)}
        best = np.argsort(-lexical)[:BEST_SECTIONS]
        said = np.flatnonzero(np.isin(self.arrays["section"], best[lexical[best] > 0]))
        return np.array(sorted(near.union(said.tolist())), np.intp)

    def _dense(self, view: View, rows: NDArray[np.intp]) -> Scores:
        dense = view.spread.standard(view.question, view.scores(self.arrays["vectors"][rows]))
        titles = self.arrays["title"][rows]
        if not len(self.arrays["titles"]):
            return dense
        by_title = view.titles.standard(view.question, view.scores(self.arrays["titles"]))
        share = np.where(titles >= 0, TITLE / self.arrays["sharing"][titles], 0).astype(np.float32)
        mixed: Scores = (1 - share) * dense + share * by_title[titles]
        return mixed


@dataclass(frozen=True, slots=True)
class View:
    """A question against one shelf: as it is, or with what the languages differ in taken away."""

    question: Vectors
    centre: Vectors | None
    spread: Spread
    titles: Spread

    def scores(self, vectors: NDArray[Any]) -> Scores:
        whole = np.asarray(vectors, np.float32)
        scores: Scores = (
            whole if self.centre is None else unit(whole - self.centre)
        ) @ self.question
        return scores

    def lift(self, scores: Scores, background: NDArray[Any]) -> Scores:
        usual = self.scores(background)
        lift: Scores = (scores - usual.mean()) / usual.std()
        return lift
