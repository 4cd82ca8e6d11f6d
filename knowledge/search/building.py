"""What a shelf's arrays and word rows are made of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from knowledge.ports import Vectors
from knowledge.programs import Language
from knowledge.search.background import Background
from knowledge.search.fusion import Spread
from knowledge.search.shelf import PRIOR

SECTION = 3_000
"""Characters of a document whose words are counted together: the words of a question are seldom
all in one passage, and in a whole book they always are.
"""


@dataclass(frozen=True, slots=True)
class Row:
    """A passage as the index needs it: ``title`` may be empty."""

    id: str
    document: str
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Sections:
    """``of`` is the section's number of each row."""

    of: NDArray[np.int32]
    texts: tuple[str, ...]


def sections(rows: Sequence[Row]) -> Sections:
    """Consecutive rows of a document, up to SECTION characters, headed by its title."""
    numbers: list[int] = []
    texts: list[list[str]] = []
    document, size = None, 0
    for row in rows:
        if row.document != document or size + len(row.text) > SECTION:
            document, size = row.document, 0
            texts.append([row.title])
        texts[-1].append(row.text)
        size += len(row.text)
        numbers.append(len(texts) - 1)
    joined = tuple("\n".join(filter(None, parts)) for parts in texts)
    return Sections(np.array(numbers, np.int32), joined)


def shelf_arrays(
    rows: Sequence[Row],
    vectors: Vectors,
    titles: Sequence[str],
    title_vectors: Vectors,
    background: Background,
    language: Language,
) -> dict[str, NDArray[Any]]:
    """All but the sections. ``titles`` are distinct, with a vector each."""
    prior = background.passages[language]
    plain = Spread.of(vectors, prior, PRIOR)
    number = {title: place for place, title in enumerate(titles)}
    owners: list[set[str]] = [set() for _ in titles]
    for row in rows:
        if row.title:
            owners[number[row.title]].add(row.document)
    arrays: dict[str, NDArray[Any]] = {
        "ids": np.array([row.id for row in rows]),
        "vectors": vectors.astype(np.float16),
        "title": np.array([number.get(row.title, -1) for row in rows], np.int32),
        "titles": title_vectors.astype(np.float16),
        "sharing": np.array([len(documents) for documents in owners], np.float32),
        "background": prior,
        "centre": plain.mean,
    }
    for name, some in (("", vectors), ("titled", title_vectors)):
        arrays |= _stored(name or "plain", Spread.of(some, prior, PRIOR))
        centred = Spread.of(some, prior, PRIOR, plain.mean)
        arrays |= _stored(f"{name}_centred".lstrip("_"), centred)
    for asked in Language:
        arrays[f"shift_{asked}"] = background.shift(asked, language)
    return arrays


def _stored(name: str, spread: Spread) -> dict[str, NDArray[Any]]:
    return {f"{name}_mean": spread.mean, f"{name}_covariance": spread.covariance}
