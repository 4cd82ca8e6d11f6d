"""A question against the vectors of one shelf."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from knowledge.ports import Vectors
from knowledge.search.fusion import Scores, Spread, unit


@dataclass(frozen=True, slots=True)
class View:
    """The question as it is; or, with a ``centre``, what the languages differ in taken away from it
    and from all that it is compared with.
    """

    question: Vectors
    centre: Vectors | None
    spread: Spread
    titles: Spread

    def seen(self, vectors: NDArray[Any]) -> Vectors:
        whole: Vectors = np.asarray(vectors, np.float32)
        return whole if self.centre is None else unit(whole - self.centre)

    def near(self, seen: Vectors) -> Scores:
        """Standard scores among the passages."""
        return self.spread.standard(self.question, seen @ self.question)

    def near_titles(self, titles: NDArray[Any]) -> Scores:
        """Standard scores among the titles."""
        return self.titles.standard(self.question, self.seen(titles) @ self.question)

    def lift(self, seen: Vectors, background: NDArray[Any]) -> Scores:
        """Standard scores among sentences on anything."""
        usual = self.seen(background) @ self.question
        lift: Scores = (seen @ self.question - usual.mean()) / usual.std()
        return lift

    def like(self, best: Vectors, weights: Scores, seen: Vectors) -> Scores:
        """How near to the mean of the ``best``, by their ``weights``, in standard scores."""
        mean = unit((weights @ best).astype(np.float32))
        return self.spread.standard(mean, seen @ mean)
