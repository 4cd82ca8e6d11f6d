"""The vectors of titles, taken over from the shelves of versions before: few titles ever change."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from knowledge.ports import Embedder, Vectors

TEXTS, VECTORS, MODEL = "title_texts", "title_vectors", "title_model"
"""Arrays of a shelf, besides those that search reads: as computed, and by which model."""
KEPT = frozenset({TEXTS, VECTORS, MODEL})
CLOSE = 1e-3
"""A vector has length 1; what is further from it was damaged."""


def title_vectors(
    titles: Sequence[str], embedder: Embedder, shelves: Iterable[Mapping[str, NDArray[Any]]]
) -> Vectors:
    """A row for each of ``titles``, which are distinct; computed only where no shelf has it."""
    rows = np.zeros((len(titles), embedder.card.dimension), np.float32)
    left = {title: place for place, title in enumerate(titles)}
    for shelf in shelves:
        if left and _is_of(shelf, embedder):
            for text, vector in zip(shelf[TEXTS].tolist(), shelf[VECTORS], strict=False):
                if text in left and abs(float(np.linalg.norm(vector)) - 1) < CLOSE:
                    rows[left.pop(text)] = vector
    if left:
        rows[list(left.values())] = embedder.passages(list(left))
    return rows


def kept_titles(
    titles: Sequence[str], vectors: Vectors, embedder: Embedder
) -> dict[str, NDArray[Any]]:
    """What a shelf keeps for the versions after it."""
    model = np.array([embedder.card.checksum])
    return {TEXTS: np.array(titles, dtype=np.str_), VECTORS: vectors, MODEL: model}


def _is_of(shelf: Mapping[str, NDArray[Any]], embedder: Embedder) -> bool:
    if not shelf.keys() >= KEPT:  # of an earlier release
        return False
    same_shape = shelf[VECTORS].shape == (len(shelf[TEXTS]), embedder.card.dimension)
    return same_shape and shelf[MODEL].tolist() == [embedder.card.checksum]
