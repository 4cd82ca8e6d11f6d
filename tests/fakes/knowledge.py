"""The knowledge's outside world in memory: an embedder, a vector store, a knowledge store."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

import numpy as np

from knowledge.documents import text_digest
from knowledge.errors import NoVersion
from knowledge.ports import Contents, Hit, Manifest, ModelCard, Vectors

CARD = ModelCard("fake", 64, "f" * 64)


@dataclass
class FakeEmbedder:
    """Texts that share pairs of letters are near; ``embedded`` counts the passages it was given."""

    card: ModelCard = CARD
    embedded: list[str] = field(default_factory=list)

    def queries(self, texts: Sequence[str]) -> Vectors:
        return np.stack([self._vector(text) for text in texts])

    def passages(self, texts: Sequence[str]) -> Vectors:
        self.embedded += texts
        return self.queries(texts)

    def _vector(self, text: str) -> Vectors:
        vector = np.full(self.card.dimension, 0.01, dtype=np.float32)
        for pair in pairwise(text):
            digest = hashlib.md5("".join(pair).encode(), usedforsecurity=False).digest()
            vector[digest[0] % self.card.dimension] += 1
        return vector / np.linalg.norm(vector)


@dataclass(frozen=True)
class MemoryIndex:
    ids: tuple[str, ...]
    vectors: Vectors

    def nearest(self, vector: Vectors, k: int) -> list[Hit]:
        scores = self.vectors @ vector
        return [Hit(self.ids[n], float(scores[n])) for n in np.argsort(-scores)[:k]]


class MemoryVectors:
    """A ``VectorStore``; ``broken`` makes it forget what it is told to build."""

    def __init__(self, *, broken: bool = False) -> None:
        self._indexes: dict[str, MemoryIndex] = {}
        self._broken = broken

    def build(
        self,
        version: str,
        ids: Sequence[str],
        vectors: Vectors,
        texts: Sequence[str],
        metadata: Sequence[dict[str, str]],
    ) -> None:
        assert len(ids) == len(vectors) == len(texts) == len(metadata)
        kept = np.zeros_like(vectors) if self._broken else vectors
        self._indexes[version] = MemoryIndex(tuple(ids), kept)

    def open(self, version: str) -> MemoryIndex:
        if version not in self._indexes:
            raise NoVersion(version)
        return self._indexes[version]

    def drop(self, version: str) -> None:
        self._indexes.pop(version, None)

    def versions(self) -> Iterable[str]:
        return list(self._indexes)


class MemoryKnowledge:
    """A ``KnowledgeStore``."""

    def __init__(self) -> None:
        self._versions: dict[str, tuple[Manifest, Contents]] = {}
        self._slots: list[str] = []
        self._vectors: dict[tuple[str, str], Vectors] = {}

    def active(self) -> Manifest | None:
        return self._versions[self._slots[0]][0] if self._slots else None

    def previous(self) -> Manifest | None:
        return self._versions[self._slots[1]][0] if len(self._slots) > 1 else None

    def manifests(self) -> Sequence[Manifest]:
        found = [manifest for manifest, _ in self._versions.values()]
        return sorted(found, key=lambda manifest: (manifest.created_at, manifest.version))

    def write(self, manifest: Manifest, contents: Contents) -> None:
        bare = tuple(replace(document, front_matter={}) for document in contents.documents)
        self._versions[manifest.version] = (manifest, replace(contents, documents=bare))

    def read(self, version: str) -> Contents:
        self._find(version)
        return self._versions[version][1]

    def activate(self, version: str) -> None:
        self._find(version)
        if self._slots[:1] != [version]:
            self._slots = [version, *self._slots[:1]]

    def drop(self, version: str) -> None:
        self._find(version)
        if version in self._slots:
            raise ValueError(version)
        del self._versions[version]

    def vectors(self, model: ModelCard, digests: Sequence[str]) -> Mapping[str, Vectors]:
        keys = {digest: (model.checksum, digest) for digest in digests}
        return {digest: self._vectors[key] for digest, key in keys.items() if key in self._vectors}

    def keep_vectors(self, model: ModelCard, vectors: Mapping[str, Vectors]) -> None:
        self._vectors |= {(model.checksum, digest): row for digest, row in vectors.items()}

    def forget_vectors(self) -> None:
        needed = {
            (manifest.model.checksum, text_digest(passage.text))
            for manifest, contents in self._versions.values()
            for passage in contents.passages
        }
        self._vectors = {key: row for key, row in self._vectors.items() if key in needed}

    def _find(self, version: str) -> None:
        if version not in self._versions:
            raise NoVersion(version)


class MemoryReadings:
    """A ``Readings``; ``found`` counts what did not have to be read again."""

    def __init__(self) -> None:
        self.held: dict[str, str] = {}
        self.found = 0

    def find(self, key: str) -> str | None:
        self.found += key in self.held
        return self.held.get(key)

    def keep(self, readings: Mapping[str, str]) -> None:
        self.held |= readings

    def forget_all_but(self, keys: Collection[str]) -> None:
        self.held = {key: text for key, text in self.held.items() if key in keys}
