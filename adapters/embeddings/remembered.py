"""An embedder that remembers query vectors in a file: the examples of a start are read once."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from knowledge.ports import Embedder, ModelCard, Vectors


class RememberedQueries:
    """The Embedder port; ``queries`` come from ``path`` where it was written with the same texts.

    ``path`` is an .npz beside the data, worth nothing: a missing or damaged one is made anew.
    """

    def __init__(self, embedder: Embedder, folder: Path) -> None:
        self._embedder = embedder
        self._folder = folder

    @property
    def card(self) -> ModelCard:
        return self._embedder.card

    def passages(self, texts: Sequence[str]) -> Vectors:
        return self._embedder.passages(texts)

    def queries(self, texts: Sequence[str]) -> Vectors:
        path = self._folder / f"{self._name(texts)}.npy"
        try:
            known: Vectors = np.load(path)
        except (OSError, ValueError, EOFError):
            known = np.empty((0, 0), dtype=np.float32)
        if known.shape == (len(texts), self.card.dimension):
            return known
        vectors = self._embedder.queries(texts)
        self._folder.mkdir(parents=True, exist_ok=True)
        written = path.with_suffix(f".{os.getpid()}.tmp")
        with written.open("wb") as file:
            np.save(file, vectors)
        written.replace(path)
        return vectors

    def _name(self, texts: Sequence[str]) -> str:
        digest = hashlib.sha256(self.card.checksum.encode())
        for text in texts:
            digest.update(b"\0" + text.encode())
        return f"examples-{digest.hexdigest()[:16]}"
