"""Scores of different kinds on one scale: how far above all rows of the shelf a row stands."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from knowledge.ports import Vectors

Scores = NDArray[np.floating[Any]]

LEAST = 1e-6
ROWS = 4_096


@dataclass(frozen=True, slots=True)
class Spread:
    """Mean and covariance of vectors: what the scores of any question over all of them have."""

    mean: Vectors
    covariance: Vectors

    @classmethod
    def of(
        cls, vectors: Vectors, prior: Vectors, weight: float, centre: Vectors | None = None
    ) -> Spread:
        """Of ``vectors`` and, with the weight of ``weight`` rows together, of ``prior``: so that a
        handful of passages on one matter do not make their own matter the mean. With a ``centre``,
        of their directions from it.
        """
        share, total = weight / max(1, len(prior)), len(vectors) + weight
        sums = _sum(vectors, centre) + share * _sum(prior, centre)
        mean = (sums / total).astype(np.float32)
        squares = _square(vectors, centre, mean) + share * _square(prior, centre, mean)
        return cls(mean, (squares / total).astype(np.float32))

    def standard(self, question: Vectors, scores: Scores) -> Scores:
        """``scores`` of ``question`` in standard deviations from the mean over all rows."""
        variance = float(question @ self.covariance @ question)
        deviation = max(variance, LEAST**2) ** 0.5
        standard: Scores = (scores - question @ self.mean) / deviation
        return standard


def standard_words(scores: Scores, prior: float) -> Scores:
    """Word scores of all rows in standard deviations, with ``prior`` more rows that hold no word
    of the question.
    """
    total = len(scores) + prior
    mean = float(scores.sum()) / total
    square = float((scores**2).sum()) / total
    deviation = max(square - mean**2, LEAST**2) ** 0.5
    standard: Scores = (scores - mean) / deviation
    return standard


def _sum(vectors: Vectors, centre: Vectors | None) -> Scores:
    total: Scores = np.zeros(vectors.shape[1])
    for some in _blocks(vectors, centre):
        total += some.sum(axis=0)
    return total


def _square(vectors: Vectors, centre: Vectors | None, mean: Vectors) -> Scores:
    total: Scores = np.zeros((vectors.shape[1], vectors.shape[1]))
    for some in _blocks(vectors, centre):
        total += (some - mean).T @ (some - mean)
    return total


def _blocks(vectors: Vectors, centre: Vectors | None) -> Iterator[Vectors]:
    """Some rows at a time, so that a large shelf is not in memory several times."""
    for start in range(0, len(vectors), ROWS):
        some = vectors[start : start + ROWS]
        yield some if centre is None else unit(some - centre)


def unit(vectors: Vectors) -> Vectors:
    """Rows (or the one vector) with length 1."""
    lengths = np.linalg.norm(vectors, axis=-1, keepdims=True)
    scaled: Vectors = (vectors / np.maximum(lengths, LEAST)).astype(np.float32)
    return scaled
