"""Vectors in Chroma: embedded, a directory a version, or a `chroma run` server by URL.

A directory of its own for each version, because an embedded database neither shows other
processes what was added after they opened it nor gives back the disk of a deleted collection.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast
from urllib.parse import urlsplit

import chromadb
import numpy as np
from chromadb.api.client import Client
from chromadb.api.models.Collection import Collection
from chromadb.config import Settings
from chromadb.errors import InternalError, NotFoundError

from adapters.directories import built_aside, sweep
from knowledge.errors import BrokenVersion, NoVersion, StoreFailed
from knowledge.ports import Hit, Vectors

PREFIX = "kb-"
BATCH = 5_000
"""Rows a call; the embedded database refuses more than 5,461."""
GRAPH = {
    "space": "cosine",
    "ef_construction": 200,
    "max_neighbors": 32,
    "ef_search": 400,
    "num_threads": 1,
}
"""Of rows too few for Chroma to write their graph down, every process builds its own; with many
threads no two are alike, and with Chroma's defaults each misses others of the nearest (1 of 6,000
among 323 rows; 1 of 100 among 3,230 in crowds, 38 of 100 among 19,380), so that two processes may
answer differently. So: one thread, and a search that misses none up to some thousands.
"""


@dataclass(frozen=True, slots=True)
class ChromaIndex:
    """One collection."""

    collection: Collection

    def nearest(self, vector: Vectors, k: int) -> list[Hit]:
        found = self.collection.query(
            query_embeddings=vector.reshape(1, -1), n_results=max(1, k), include=["distances"]
        )
        ids, distances = found["ids"][0], (found["distances"] or [[]])[0]
        return [Hit(id, 1.0 - float(far)) for id, far in zip(ids, distances, strict=True)]


class ChromaDirectories:
    """A ``VectorStore`` below a directory; ``build`` appears complete or not at all, and what killed
    builds left goes at the start.
    """

    def __init__(self, directory: Path) -> None:
        self._directory = directory
        sweep(directory)
        self._open: dict[str, tuple[Client, ChromaIndex]] = {}

    def build(
        self,
        version: str,
        ids: Sequence[str],
        vectors: Vectors,
        texts: Sequence[str],
        metadata: Sequence[dict[str, str]],
    ) -> None:
        with built_aside(self._directory / (PREFIX + version)) as aside:
            try:
                with closing(_client(aside)) as client:
                    _fill(client, version, ids, vectors, texts, metadata)
            except InternalError as error:  # a full disk among them
                raise StoreFailed(f"the vectors cannot be written: {error}") from error
            self.drop(version)

    def open(self, version: str) -> ChromaIndex:
        if version not in self._open:
            path = self._directory / (PREFIX + version)
            if not path.is_dir():
                raise NoVersion(
                    f"there are no vectors of version {version}; run: python -m bot reload"
                )
            try:
                self._open[version] = _sound(path, PREFIX + version)
            except Exception as error:  # InternalError, AttributeError: as its files are damaged
                raise BrokenVersion(
                    f"the vectors of version {version} are damaged ({error}); "
                    "run: python -m bot reload"
                ) from error
        return self._open[version][1]

    def drop(self, version: str) -> None:
        client, _ = self._open.pop(version, (None, None))
        if client is not None:
            client.close()
        shutil.rmtree(self._directory / (PREFIX + version), ignore_errors=True)

    def versions(self) -> Iterable[str]:
        paths = self._directory.glob(f"{PREFIX}*") if self._directory.is_dir() else ()
        return sorted(path.name.removeprefix(PREFIX) for path in paths)

    def close(self) -> None:
        for client, _ in self._open.values():
            client.close()
        self._open.clear()


class ChromaServer:
    """A ``VectorStore`` on a server, a collection a version."""

    def __init__(self, url: str) -> None:
        address = urlsplit(url)
        secure = address.scheme == "https"
        client = chromadb.HttpClient(
            host=address.hostname or "localhost",
            port=address.port or (443 if secure else 8000),
            ssl=secure,
            settings=Settings(anonymized_telemetry=False),
        )
        self._client = cast(Client, client)

    def build(
        self,
        version: str,
        ids: Sequence[str],
        vectors: Vectors,
        texts: Sequence[str],
        metadata: Sequence[dict[str, str]],
    ) -> None:
        self.drop(version)
        _fill(self._client, version, ids, vectors, texts, metadata)

    def open(self, version: str) -> ChromaIndex:
        try:
            return ChromaIndex(self._client.get_collection(PREFIX + version))
        except NotFoundError as error:
            raise NoVersion(f"the server has no vectors of version {version}") from error

    def drop(self, version: str) -> None:
        if version in self.versions():
            self._client.delete_collection(PREFIX + version)

    def versions(self) -> Iterable[str]:
        names = (collection.name for collection in self._client.list_collections())
        return sorted(name.removeprefix(PREFIX) for name in names if name.startswith(PREFIX))

    def close(self) -> None:
        self._client.close()
        whole = cast(Any, self._client)
        for half in (whole, whole._admin_client):  # noqa: SLF001
            half._server._session.close()  # noqa: SLF001 - chromadb leaves its connections open


def _client(path: Path) -> Client:
    settings = Settings(anonymized_telemetry=False)
    return cast(Client, chromadb.PersistentClient(path=str(path), settings=settings))


def _sound(path: Path, name: str) -> tuple[Client, ChromaIndex]:
    """Opened and asked once: some damage shows only then."""
    client = _client(path)
    try:
        collection = client.get_collection(name)
        some = collection.get(limit=1, include=["embeddings"])["embeddings"]
        if some is not None and len(some):
            ChromaIndex(collection).nearest(np.asarray(some[0], np.float32), 1)
    except BaseException:
        client.close()
        raise
    return client, ChromaIndex(collection)


def _fill(
    client: Client,
    version: str,
    ids: Sequence[str],
    vectors: Vectors,
    texts: Sequence[str],
    metadata: Sequence[dict[str, str]],
) -> None:
    collection = client.create_collection(
        PREFIX + version, embedding_function=None, configuration=cast(Any, {"hnsw": GRAPH})
    )
    for start in range(0, len(ids), BATCH):
        rows = slice(start, start + BATCH)
        collection.add(
            ids=list(ids[rows]),
            embeddings=vectors[rows],
            documents=list(texts[rows]),
            metadatas=[dict(row) for row in metadata[rows]],
        )
