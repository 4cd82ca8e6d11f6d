"""What a person wants, read by example: utterances of each intent in the embedding space.

A softmax classifier over the vectors of the examples, mixed with a vote of the nearest ones; no
keyword decides. The examples are data in ``examples.toml`` (intents) and ``purposes.toml`` (what
support is for).
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from knowledge.ports import Vectors

FOLDER = Path(__file__).parent
RIDGE = 0.1
"""Regularisation of the softmax; like the four below chosen by five folds over the examples
(docs/benchmarks/understanding.md)."""
STEPS = 8
"""Steps of the fit; 10 read half a point more in five folds and 30 a point, for more start-up."""
NEIGHBOURS = 20
SHARPNESS = 20.0
"""A neighbour nearer by 0.05 in cosine weighs e times as much."""
VOTE = 0.3
"""Share of the neighbours in a score; the rest is the softmax."""

Matrix = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Example:
    """``label`` may name a kind after a slash: ``deadline/named`` counts as ``deadline``, and one
    that begins with a slash belongs to no label: what the others are told from.
    """

    text: str
    label: str
    language: str


def read_examples(name: str, folder: Path = FOLDER) -> tuple[Example, ...]:
    tables = tomllib.loads((folder / f"{name}.toml").read_text("utf-8"))
    return tuple(
        Example(text, label, language)
        for label, by_language in tables.items()
        for language, texts in by_language.items()
        for text in texts
    )


class Classifier:
    """Scores of labels for a vector, each 0..1, together at most 1: how sure, not how alike."""

    def __init__(self, examples: Sequence[Example], vectors: Vectors, ridge: float = RIDGE) -> None:
        """``vectors`` of shape (examples, dimension), in the order of the examples."""
        meant = [example.label.partition("/")[0] for example in examples]
        classes = list(dict.fromkeys(meant))
        self.labels = tuple(label for label in classes if label)
        self._columns = [classes.index(label) for label in self.labels]
        self._targets = np.eye(len(classes), dtype=np.float32)[[classes.index(m) for m in meant]]
        self._mean = vectors.mean(axis=0, dtype=np.float64).astype(np.float32)
        self._spread = self._stretch(vectors)
        self._weights = _fit(_with_constant(self._spread), self._targets, ridge)

    def scores(self, vector: Vectors) -> Mapping[str, float]:
        """``vector`` of shape (dimension,)."""
        spread = self._stretch(vector[None, :])
        sure = _softmax(_with_constant(spread) @ self._weights)[0]
        values = (1 - VOTE) * sure + VOTE * self._vote(spread[0])
        return dict(zip(self.labels, values[self._columns].tolist(), strict=True))

    def _vote(self, spread: Matrix) -> Matrix:
        near = self._spread @ spread
        best = np.argsort(-near, kind="stable")[:NEIGHBOURS]
        weights = _softmax(SHARPNESS * near[best][None, :])[0]
        return np.asarray(weights @ self._targets[best])

    def _stretch(self, vectors: Vectors) -> Matrix:
        """Centred and stretched to length 1: vectors of short texts lie close together."""
        centred = vectors.astype(np.float32) - self._mean
        lengths = np.linalg.norm(centred, axis=1, keepdims=True)
        return np.asarray(centred / np.maximum(lengths, 1e-9), dtype=np.float32)


def _fit(rows: Matrix, targets: Matrix, ridge: float) -> Matrix:
    """Softmax regression by Newton-like steps: the curvature is bounded once for all of them, half
    the Gram matrix (Böhning 1992), here that of every third row. Nesterov's momentum makes up for
    the caution of the bound.
    """
    counts = targets.sum(axis=0)
    weights = 1 / np.sqrt(targets @ counts)
    weighted = rows * (weights / weights.mean())[:, None]
    gram = 1.5 * (weighted[::3].T @ rows[::3]) + ridge * np.eye(rows.shape[1], dtype=np.float32)
    inverse = np.linalg.inv(gram)
    found = ahead = np.zeros((rows.shape[1], targets.shape[1]), dtype=np.float32)
    pace = 1.0
    for _ in range(STEPS):
        slope = weighted.T @ (_softmax(rows @ ahead) - targets) + ridge * ahead
        step = ahead - inverse @ slope
        faster = (1 + np.sqrt(1 + 4 * pace * pace)) / 2
        ahead = np.asarray(step + (pace - 1) / faster * (step - found), dtype=np.float32)
        found, pace = step, faster
    return found


def _with_constant(rows: Matrix) -> Matrix:
    return np.hstack([rows, np.full((len(rows), 1), 0.5, dtype=np.float32)])


def _softmax(values: Matrix) -> Matrix:
    raised = np.exp(values - values.max(axis=1, keepdims=True))
    return np.asarray(raised / raised.sum(axis=1, keepdims=True))
