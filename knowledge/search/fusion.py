"""Scores of different kinds on one scale: how far above all rows of the shelf a row stands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from knowledge.ports import Vectors

Scores = NDArray[np.floating[Any]]

LEAST = 1e-6


@dataclass(frozen=True, slots=True)
class Spread:
    """Mean and covariance of vectors: what the scores of any question over all of them have."""

    mean: Vectors
    covariance: Vectors

    @classmethod
    def of(cls, vectors: Vectors, prior: Vectors, weight: float) -> Spread:
        """Of ``vectors`` and, with the weight of ``weight`` rows together, of ``prior``: so that a
        handful of passages on one matter do not make their own matter the mean.
        """
        share = weight / max(1, len(prior))
        total = len(vectors) + weight
        mean = (vectors.sum(axis=0) + share * prior.sum(axis=0)) / total
        first, second = vectors - mean, prior - mean
        covariance = (first.T @ first + share * second.T @ second) / total
        return cls(mean.astype(np.float32), covariance.astype(np.float32))

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


def unit(vectors: Vectors) -> Vectors:
    """Rows (or the one vector) with length 1."""
    lengths = np.linalg.norm(vectors, axis=-1, keepdims=True)
    scaled: Vectors = (vectors / np.maximum(lengths, LEAST)).astype(np.float32)
    return scaled
