"""Whether anything was found at all, as a number from 0 to 1.

A logistic regression over three measures of the best passage: how far it stands out, the lift of
its vector above sentences on anything, and how much nearer the question is to what a concierge is
asked than to what anybody is asked. Fitted on tests/evals; what is lost and what is refused at each
threshold is in docs/benchmarks/retrieval.md.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from knowledge.ports import Vectors
from knowledge.search.background import Background
from knowledge.search.shelf import Found

WITHIN = {"standing": 0.42, "lift": 1.43, "occasion": 58.0, "constant": -7.1}
OVER = {"standing": 1.22, "lift": 0.4, "occasion": 72.0, "constant": -3.5}
"""Weights for a passage in the question's language, and in the other one."""

NEIGHBOURS = 3


def occasion(question: Vectors, background: Background) -> float:
    """How much nearer ``question`` is to questions for a concierge, in cosine, about -0.1 to 0.1."""
    fitting, other = (
        float(np.sort(examples @ question)[-NEIGHBOURS:].mean())
        for examples in (background.fitting, background.other)
    )
    return fitting - other


def relevances(found: Sequence[Found], occasion: float) -> list[float]:
    """For each of ``found``, best first: that of the best one, less by how far its score is behind."""
    if not found:
        return []
    best = max(_logit(hit, occasion) for hit in found[:NEIGHBOURS])
    return [_sigmoid(best + hit.score - found[0].score) for hit in found]


def _logit(hit: Found, occasion: float) -> float:
    weights = OVER if hit.across else WITHIN
    standing = hit.dense + (0.25 * min(hit.lexical, 8) if hit.across else 0.5 * hit.lexical)
    told = weights["standing"] * standing + weights["lift"] * hit.lift
    return told + weights["occasion"] * occasion + weights["constant"]


def _sigmoid(logit: float) -> float:
    return 1 / (1 + math.exp(-max(-50.0, min(50.0, logit))))
