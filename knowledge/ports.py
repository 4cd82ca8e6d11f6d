"""What the knowledge asks of the outside: vectors, words, places to keep them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from knowledge.documents import Document, Passage
from knowledge.programs import Language, Program

Vectors = NDArray[np.float32]


class Progress(Protocol):
    """Told how far a long step is: ``what`` is a slug such as ``model`` or ``passages``."""

    def __call__(self, what: str, done: int, total: int, /) -> None: ...


@dataclass(frozen=True, slots=True)
class ModelCard:
    """What a knowledge version remembers of its embedding model; queries from another are refused."""

    name: str
    dimension: int
    checksum: str


class Embedder(Protocol):
    """Texts to vectors: float32, shape (n, dimension), length 1. Prompts are applied inside."""

    @property
    def card(self) -> ModelCard: ...

    def queries(self, texts: Sequence[str]) -> Vectors: ...

    def passages(self, texts: Sequence[str]) -> Vectors: ...


class Morphemes(Protocol):
    """One language's text to the words that carry meaning: NFKC, lower case, no particles or
    endings, compounds whole and split.
    """

    language: Language

    def words(self, text: str) -> list[str]: ...


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage id and its score; higher is nearer."""

    id: str
    score: float


class VectorIndex(Protocol):
    """The vectors of one knowledge version; immutable once built."""

    def nearest(self, vector: Vectors, k: int) -> list[Hit]: ...


class VectorStore(Protocol):
    """Vector indexes by version name. Scores are cosine similarities."""

    def build(
        self,
        version: str,
        ids: Sequence[str],
        vectors: Vectors,
        texts: Sequence[str],
        metadata: Sequence[dict[str, str]],
    ) -> None: ...

    def open(self, version: str) -> VectorIndex: ...

    def drop(self, version: str) -> None: ...

    def versions(self) -> Iterable[str]: ...


class WordIndex(Protocol):
    """BM25 over morphemes of one knowledge version."""

    def scores(self, words: Sequence[str]) -> NDArray[np.float32]:
        """One score a row, in the order the index was built."""
        ...


class WordStore(Protocol):
    """Word indexes by name; immutable once built."""

    def build(self, name: str, rows: Iterable[Sequence[str]]) -> None: ...

    def open(self, name: str) -> WordIndex: ...

    def drop(self, name: str) -> None: ...

    def names(self) -> Iterable[str]: ...


class ArrayStore(Protocol):
    """Named arrays by the name of what they belong to; immutable once built."""

    def build(self, name: str, arrays: Mapping[str, NDArray[Any]]) -> None: ...

    def open(self, name: str) -> Mapping[str, NDArray[Any]]: ...

    def drop(self, name: str) -> None: ...

    def names(self) -> Iterable[str]: ...


@dataclass(frozen=True, slots=True)
class Manifest:
    """What is known of a version before it is opened. ``fingerprint`` is a SHA-256 over all it holds
    and its model: two builds of the same input have the same. ``created_at`` is aware, in UTC.
    """

    version: str
    created_at: datetime
    model: ModelCard
    fingerprint: str
    documents: int
    programs: int
    passages: int


@dataclass(frozen=True, slots=True)
class Contents:
    """All of one version, in the order it was read. Kept documents have no ``front_matter``."""

    documents: tuple[Document, ...] = ()
    programs: tuple[Program, ...] = ()
    passages: tuple[Passage, ...] = ()


class KnowledgeStore(Protocol):
    """Versions as rows, one of them active, and the vectors worth keeping between versions.

    Each call is one transaction: killed in the middle, it has not happened. Versions never change
    once written. Raises ``NoVersion`` for one that is not there.
    """

    def active(self) -> Manifest | None: ...

    def previous(self) -> Manifest | None:
        """The one that was active before, kept for a rollback."""
        ...

    def manifests(self) -> Sequence[Manifest]:
        """Oldest first; also those written and never activated."""
        ...

    def write(self, manifest: Manifest, contents: Contents) -> None:
        """Beside the active one; nobody sees it before ``activate``."""
        ...

    def read(self, version: str) -> Contents: ...

    def activate(self, version: str) -> None:
        """The active one becomes the previous one. Activating the active one changes nothing."""
        ...

    def drop(self, version: str) -> None:
        """Neither the active nor the previous one; those stay and it raises ``ValueError``."""
        ...

    def vectors(self, model: ModelCard, digests: Sequence[str]) -> Mapping[str, Vectors]:
        """Those of ``digests`` (SHA-256 of a text) that are kept for the model, shape (dimension,)."""
        ...

    def keep_vectors(self, model: ModelCard, vectors: Mapping[str, Vectors]) -> None: ...

    def forget_vectors(self) -> None:
        """Those that no passage of a stored version needs."""
        ...
