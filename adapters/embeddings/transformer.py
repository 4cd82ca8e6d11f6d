"""Any other model, by sentence-transformers: a hub name that is in the cache, or a local path."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

import numpy as np
from sentence_transformers import SentenceTransformer

from knowledge.ports import ModelCard, Vectors

SAMPLE = 64
"""Weights of each tensor that enter the checksum; reading all of a large model takes seconds."""


class SentenceTransformerEmbedder:
    """The prompts that the model itself defines are applied, none where it defines none."""

    def __init__(self, name: str, *, device: str = "cpu") -> None:
        """Raises OSError if the model is neither at the path ``name`` nor to be had by it."""
        self._model = SentenceTransformer(name, device=device)
        dimension = self._model.get_embedding_dimension()
        self.card = ModelCard(name, int(dimension or 0), _checksum(self._model))

    def queries(self, texts: Sequence[str]) -> Vectors:
        return self._vectors(self._model.encode_query(list(texts), **_OPTIONS))

    def passages(self, texts: Sequence[str]) -> Vectors:
        return self._vectors(self._model.encode_document(list(texts), **_OPTIONS))

    def _vectors(self, found: object) -> Vectors:
        return np.asarray(found, np.float32).reshape(-1, self.card.dimension)


_OPTIONS = {"normalize_embeddings": True, "show_progress_bar": False, "convert_to_numpy": True}


def _checksum(model: SentenceTransformer) -> str:
    digest = hashlib.sha256()
    for name, tensor in sorted(model.state_dict().items()):
        digest.update(f"{name} {tuple(tensor.shape)}".encode())
        digest.update(tensor.detach().reshape(-1)[:SAMPLE].float().cpu().numpy().tobytes())
    return digest.hexdigest()[:16]
