"""One language's passages of a version, as arrays and indexes, and how a question ranks them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from knowledge.ports import VectorIndex, Vectors, WordIndex
from knowledge.programs import Language
from knowledge.search.fusion import Scores, Spread, standard_words, unit
from knowledge.search.view import View

PRIOR = 50
"""Rows that the background counts for in means and deviations; more or fewer changed nothing."""

WORDS = {Language.KO: 0.6, Language.JA: 0.5}
"""Weight of words against vectors. Korean words tell more than vectors do, Japanese ones less; all
from 0.4 to 0.8 are within a point on both tuning sets: docs/benchmarks/retrieval.md.
"""

SIGNS = 0.25
"""Weight of signs against vectors across languages: less finds twins of long sentences a little
better, more finds programmes by a few words.
"""

MOST_SIGNS = 8.0
"""Standard deviations by signs that count: one rare sign in common is not yet the same matter."""

ACROSS = 1.5
"""A passage in the other language with the same standing is as good: vectors and signs are weaker
across, so that their deviations are smaller.
"""

TITLE = 0.4
"""Share of a title that no other document has in the score of its passages' vectors."""

LIKE_BEST, BEST = 0.15, 5
"""What is like the best found is likely meant as well: weight, and how many are the best."""

NEAREST = 100
BEST_SECTIONS = 50

SIDES: tuple[Literal["left"], Literal["right"]] = ("left", "right")


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
        rows = self._candidates(view.question, lexical)
        seen = view.seen(self.arrays["vectors"][rows])
        dense = self._with_titles(view, rows, view.near(seen))
        words = lexical[self.arrays["section"][rows]]
        score = dense + self._weighted(words, across=across)
        score = score + LIKE_BEST * _like_best(view, seen, score)
        if across:
            score = ACROSS * score
        lift = view.lift(seen, self.arrays["background"])
        numbers = zip(score, dense, words, lift, strict=True)
        return [
            Found(str(id), float(best), float(near), float(said), float(up), across)
            for id, (best, near, said, up) in zip(self.arrays["ids"][rows], numbers, strict=True)
        ]

    def _weighted(self, words: Scores, *, across: bool) -> Scores:
        weighted: Scores = (
            SIGNS * np.minimum(words, MOST_SIGNS) if across else WORDS[self.language] * words
        )
        return weighted

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

    def _candidates(self, question: Vectors, lexical: Scores) -> NDArray[np.intp]:
        """Row numbers, ascending. Rows of a section stand together."""
        near = {self.rows[hit.id] for hit in self.vectors.nearest(question, NEAREST)}
        best = np.argsort(-lexical)[:BEST_SECTIONS]
        said = best[lexical[best] > 0]
        firsts, lasts = (np.searchsorted(self.arrays["section"], said, s) for s in SIDES)
        for first, last in zip(firsts, lasts, strict=True):
            near.update(range(first, last))
        return np.array(sorted(near), np.intp)

    def _with_titles(self, view: View, rows: NDArray[np.intp], dense: Scores) -> Scores:
        titles = self.arrays["title"][rows]
        titled = np.flatnonzero(titles >= 0)
        if not len(titled):
            return dense
        own, place = np.unique(titles[titled], return_inverse=True)
        near = view.near_titles(self.arrays["titles"][own])
        share = TITLE / self.arrays["sharing"][own]
        mixed = dense.copy()
        mixed[titled] = (1 - share[place]) * dense[titled] + share[place] * near[place]
        return mixed


def _like_best(view: View, seen: Vectors, score: Scores) -> Scores:
    best = np.argsort(-score)[:BEST]
    weights = np.exp(score[best] - score[best].max())
    return view.like(seen[best], weights / weights.sum(), seen)
