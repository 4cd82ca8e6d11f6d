"""A version's search index: for each language a shelf of vectors, words and arrays."""

from __future__ import annotations

import heapq
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from knowledge.errors import BrokenVersion, NoVersion
from knowledge.ports import (
    ArrayStore,
    Embedder,
    Hit,
    Morphemes,
    VectorIndex,
    Vectors,
    VectorStore,
    WordStore,
)
from knowledge.programs import Language
from knowledge.search.background import NAME, Background, open_background
from knowledge.search.bridge import Bridge
from knowledge.search.building import Row, sections, shelf_arrays
from knowledge.search.shelf import Shelf
from knowledge.search.titles import KEPT, kept_titles, title_vectors

SMALL = 1_000_000
"""Numbers of an array that is held in memory; larger ones stay mapped."""


@dataclass(frozen=True, slots=True)
class Shelves:
    """The open index of one version: the ``VectorIndex`` over all its shelves."""

    shelves: Mapping[Language, Shelf]
    background: Background

    def nearest(self, vector: Vectors, k: int) -> list[Hit]:
        hits = (hit for shelf in self.shelves.values() for hit in shelf.vectors.nearest(vector, k))
        return heapq.nlargest(k, hits, key=lambda hit: hit.score)


@dataclass(frozen=True, slots=True)
class SearchStore:
    """A ``VectorStore`` that keeps, besides the vectors, all else that search needs.

    ``metadata`` of a row holds ``language`` and ``document``, and may hold ``title``.
    """

    vectors: VectorStore
    words: WordStore
    arrays: ArrayStore
    embedder: Embedder
    morphemes: Mapping[Language, Morphemes]
    bridge: Bridge

    def build(
        self,
        version: str,
        ids: Sequence[str],
        vectors: Vectors,
        texts: Sequence[str],
        metadata: Sequence[dict[str, str]],
    ) -> None:
        for other in {version, *self._begun()} - (set(self.versions()) - {version}):
            self.drop(other)
        background = self._background()
        for language in Language:
            chosen = [n for n, row in enumerate(metadata) if row["language"] == language]
            if not chosen:
                continue
            name = f"{version}.{language}"
            some = [metadata[n] for n in chosen]
            rows = [
                Row(ids[n], row["document"], row.get("title", ""), texts[n])
                for n, row in zip(chosen, some, strict=True)
            ]
            self.vectors.build(
                name, [row.id for row in rows], vectors[chosen], [row.text for row in rows], some
            )
            section_of = self._index_words(name, rows, language)
            titles = sorted({row.title for row in rows} - {""})
            titled = title_vectors(titles, self.embedder, self._whole_shelves(language))
            arrays = shelf_arrays(rows, vectors[chosen], titles, titled, background, language)
            kept = kept_titles(titles, titled, self.embedder)
            self.arrays.build(name, {**arrays, **kept, "section": section_of})

    def open(self, version: str) -> Shelves:
        """Raises ``NoVersion``."""
        names = set(self.arrays.names())
        shelves = {
            language: self._shelf(f"{version}.{language}", language)
            for language in Language
            if f"{version}.{language}" in names
        }
        if not shelves:
            raise NoVersion(f"there is no search index of version {version}")
        return Shelves(shelves, self._background())

    def drop(self, version: str) -> None:
        for language in Language:
            name = f"{version}.{language}"
            self.arrays.drop(name)
            self.words.drop(f"{name}.words")
            self.words.drop(f"{name}.signs")
            self.vectors.drop(name)

    def versions(self) -> Iterable[str]:
        """Those that are complete: the arrays of a language are written last."""
        vectors, arrays = set(self.vectors.versions()), set(self._shelves())
        whole = {_version(name) for name in arrays}
        return sorted(whole - {_version(name) for name in vectors ^ arrays})

    def _whole_shelves(self, language: Language) -> Iterator[Mapping[str, NDArray[Any]]]:
        """The arrays of a language in the versions that are there; damaged ones are passed over."""
        for name in self._shelves():
            if name.endswith(f".{language}"):
                with suppress(BrokenVersion):
                    yield self.arrays.open(name)

    def _shelves(self) -> list[str]:
        return [name for name in self.arrays.names() if not name.startswith(NAME)]

    def _begun(self) -> set[str]:
        """All of which there is a trace."""
        words = (name.rpartition(".")[0] for name in self.words.names())
        return {_version(name) for name in (*self.vectors.versions(), *self._shelves(), *words)}

    def _index_words(
        self, name: str, rows: Sequence[Row], language: Language
    ) -> np.ndarray[tuple[int], np.dtype[np.int32]]:
        found = sections(rows)
        signs: list[tuple[str, ...]] = []

        def words() -> Iterator[list[str]]:
            for text in found.texts:
                said = self.morphemes[language].words(text)
                signs.append(_kept(self.bridge.signs(text, said, language)))
                yield said

        self.words.build(f"{name}.words", words())
        self.words.build(f"{name}.signs", signs)
        return found.of

    def _background(self) -> Background:
        """Made anew where it is damaged: nothing is lost with it."""
        try:
            return open_background(self.embedder, self.arrays)
        except (BrokenVersion, KeyError):
            for name in self.arrays.names():
                if name.startswith(NAME):
                    self.arrays.drop(name)
            return open_background(self.embedder, self.arrays)

    def _shelf(self, name: str, language: Language) -> Shelf:
        """Raises ``BrokenVersion`` where a part of it is gone."""
        try:
            return self._opened(name, language)
        except (KeyError, NoVersion) as error:
            raise BrokenVersion(
                f"the search index {name} lacks {error}; run: python -m bot reload"
            ) from error

    def _opened(self, name: str, language: Language) -> Shelf:
        stored = {k: a for k, a in self.arrays.open(name).items() if k not in KEPT}
        arrays = {key: np.array(a) if a.size < SMALL else a for key, a in stored.items()}
        vectors: VectorIndex = self.vectors.open(name)
        rows = {str(id): row for row, id in enumerate(arrays["ids"])}
        words, signs = (self.words.open(f"{name}.{kind}") for kind in ("words", "signs"))
        return Shelf(language, arrays, rows, vectors, words, signs)


def _kept(words: Sequence[str]) -> tuple[str, ...]:
    """Each word once in memory, however many rows hold it."""
    return tuple(map(sys.intern, words))


def _version(name: str) -> str:
    """Of a shelf's name, that ends with its language."""
    return name.rpartition(".")[0]
