"""Embedding models behind one port. The bundled one is the default and needs no network."""

from __future__ import annotations

from pathlib import Path

from knowledge.ports import Embedder, Progress

BUNDLED = ("", "bundled")


def open_embedder(
    name: str, models: Path, *, threads: int = 0, progress: Progress | None = None
) -> Embedder:
    """The bundled model for an empty name or ``bundled``, else a sentence-transformers model.

    Raises OSError if a named model is neither a local path nor in the cache nor to be had.
    """
    if name in BUNDLED:
        from adapters.embeddings.e5.bundled import BundledE5  # noqa: PLC0415 - costs a second

        return BundledE5(models, threads=threads, progress=progress)
    from adapters.embeddings.transformer import (  # noqa: PLC0415 - costs seconds and torch
        SentenceTransformerEmbedder,
    )

    return SentenceTransformerEmbedder(name)
