"""An embedder that keeps the vectors of what was asked just now: one message asks for some of them
several times, to understand it and to search.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Sequence

from knowledge.ports import Embedder, ModelCard, Vectors

KEPT = 256
"""Calls; a message makes about three, and thirty-two are answered at once. In memory only, and soon
overwritten by those of others.
"""
FEW = 8
"""Texts of a call that is kept; larger ones are no question of a person."""


class RecentQueries:
    """The Embedder port. Safe to use from several threads. A whole call is kept as it was made, since
    a text's vector may differ in its last digits by what it was padded with.
    """

    def __init__(self, embedder: Embedder) -> None:
        self._embedder = embedder
        self._kept: OrderedDict[tuple[str, ...], Vectors] = OrderedDict()
        self._lock = threading.Lock()

    @property
    def card(self) -> ModelCard:
        return self._embedder.card

    def passages(self, texts: Sequence[str]) -> Vectors:
        return self._embedder.passages(texts)

    def queries(self, texts: Sequence[str]) -> Vectors:
        """Not to be written to."""
        if len(texts) > FEW:
            return self._embedder.queries(texts)
        key = tuple(texts)
        with self._lock:
            if (known := self._kept.get(key)) is not None:
                self._kept.move_to_end(key)
                return known
        vectors = self._embedder.queries(texts)
        vectors.setflags(write=False)
        with self._lock:
            self._kept[key] = vectors
            if len(self._kept) > KEPT:
                self._kept.popitem(last=False)
        return vectors
