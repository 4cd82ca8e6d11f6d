"""What search asks of the outside, in memory: word indexes, arrays, words by their script."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from knowledge.errors import NoVersion
from knowledge.programs import Language
from knowledge.search.tokens import normalized


@dataclass(frozen=True)
class MemoryWordIndex:
    rows: tuple[frozenset[str], ...]

    def scores(self, words: Sequence[str]) -> NDArray[np.float32]:
        found = np.zeros(len(self.rows), np.float32)
        for word in words:
            held = [word in row for row in self.rows]
            if any(held):
                found += np.array(held, np.float32) * math.log(1 + len(held) / sum(held))
        return found


class MemoryWords:
    """A ``WordStore``."""

    def __init__(self) -> None:
        self._indexes: dict[str, MemoryWordIndex] = {}

    def build(self, name: str, rows: Iterable[Sequence[str]]) -> None:
        self._indexes[name] = MemoryWordIndex(tuple(frozenset(row) - {""} for row in rows))

    def open(self, name: str) -> MemoryWordIndex:
        if name not in self._indexes:
            raise NoVersion(name)
        return self._indexes[name]

    def drop(self, name: str) -> None:
        self._indexes.pop(name, None)

    def names(self) -> Iterable[str]:
        return sorted(self._indexes)


class MemoryArrays:
    """An ``ArrayStore``."""

    def __init__(self) -> None:
        self._arrays: dict[str, Mapping[str, NDArray[Any]]] = {}

    def build(self, name: str, arrays: Mapping[str, NDArray[Any]]) -> None:
        self._arrays[name] = dict(arrays)

    def open(self, name: str) -> Mapping[str, NDArray[Any]]:
        if name not in self._arrays:
            raise NoVersion(name)
        return self._arrays[name]

    def drop(self, name: str) -> None:
        self._arrays.pop(name, None)

    def names(self) -> Iterable[str]:
        return sorted(self._arrays)


@dataclass(frozen=True)
class FakeMorphemes:
    """Runs of one script, without the particles' hiragana."""

    language: Language

    def words(self, text: str) -> list[str]:
        return re.findall(r"[0-9a-z]+|[가-힣]+|[ァ-ヺー]+|[一-鿿]+", normalized(text))
