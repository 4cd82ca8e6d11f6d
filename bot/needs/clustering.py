"""Which needs mean the same. Pure, over vectors of length 1."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from bot.needs.needs import Cluster, Need
from knowledge.ports import Vectors

ALIKE = 0.92
"""Cosine from which two questions whose purpose was not understood count as the same. Only near
repetitions reach it: of the pairs in tests/evals/purposes.jsonl above it 60 % share their purpose,
at 0.88 it is 27 % (docs/benchmarks/understanding.md).
"""


def clusters(needs: Sequence[Need], vectors: Vectors) -> list[Cluster]:
    """Most asked for first. Needs of one purpose belong together, and those without one if their
    words are near enough; always of the same place and industry as far as both are known.
    """
    groups: list[list[int]] = []
    middles: list[Vectors] = []
    for number in range(len(needs)):
        best, score = -1, ALIKE
        for index, middle in enumerate(middles):
            near = _nearness(needs[groups[index][0]], needs[number], middle @ vectors[number])
            if near >= score:
                best, score = index, near
        if best < 0:
            groups.append([number])
            middles.append(vectors[number])
        else:
            groups[best].append(number)
            middles[best] = _middle(vectors[groups[best]])
    found = [
        Cluster(tuple(needs[n] for n in _plainest_first(group, middle, vectors)))
        for group, middle in zip(groups, middles, strict=True)
    ]
    return sorted(found, key=lambda c: (-c.people, -len(c.needs), c.example.at))


def _plainest_first(group: list[int], middle: Vectors, vectors: Vectors) -> list[int]:
    return sorted(group, key=lambda number: -float(middle @ vectors[number]))


def _middle(vectors: Vectors) -> Vectors:
    mean = vectors.mean(axis=0)
    middle: Vectors = (mean / np.linalg.norm(mean)).astype(np.float32)
    return middle


def _nearness(one: Need, other: Need, cosine: float) -> float:
    """0 where they cannot be the same, above 1 where they are whatever their words."""
    for ours, theirs in ((one.place, other.place), (one.industry, other.industry)):
        if ours and theirs and ours != theirs:
            return 0.0
    if one.purpose and other.purpose:
        return 1.0 + float(cosine) if one.purpose == other.purpose else 0.0
    return float(cosine)
