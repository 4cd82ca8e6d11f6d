"""What is the same whatever the documents are about, embedded once for each model.

What a language does to a vector is measured on sentences that stand in both languages, what people
ask a concierge on examples of it and of what they ask anybody else.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

import numpy as np
from numpy.typing import NDArray

from knowledge.ports import ArrayStore, Embedder, Vectors
from knowledge.programs import Language

NAME = "background"


@dataclass(frozen=True, slots=True)
class Background:
    """The same sentences, in the same order, as questions and as passages of each language; and
    questions that are for a concierge, and others.
    """

    questions: Mapping[Language, Vectors]
    passages: Mapping[Language, Vectors]
    fitting: Vectors
    other: Vectors

    def shift(self, question: Language, passage: Language) -> Vectors:
        """How far a question lies from a passage of the same meaning, on average."""
        shift: Vectors = (self.questions[question] - self.passages[passage]).mean(axis=0)
        return shift


def open_background(embedder: Embedder, store: ArrayStore) -> Background:
    """Kept in ``store`` from the first time on, by the model's checksum and the sentences."""
    sentences, occasions = _read("background.tsv"), _read("occasions.tsv")
    name = f"{NAME}-{embedder.card.checksum[:16]}-{len(sentences)}-{len(occasions)}"
    if name not in store.names():
        store.build(name, _embedded(embedder, sentences, occasions))
    arrays = store.open(name)
    return Background(
        {language: arrays[f"questions_{language}"] for language in Language},
        {language: arrays[f"passages_{language}"] for language in Language},
        arrays["fitting"],
        arrays["other"],
    )


def _embedded(
    embedder: Embedder, sentences: list[list[str]], occasions: list[list[str]]
) -> dict[str, NDArray[Any]]:
    arrays: dict[str, NDArray[Any]] = {}
    for place, language in enumerate((Language.KO, Language.JA)):
        texts = [pair[place] for pair in sentences]
        arrays[f"questions_{language}"] = embedder.queries(texts)
        arrays[f"passages_{language}"] = embedder.passages(texts)
    for name, kind in (("fitting", "for"), ("other", "other")):
        texts = [text for row in occasions if row[0] == kind for text in row[1:]]
        arrays[name] = np.asarray(embedder.queries(texts))
    return arrays


def _read(name: str) -> list[list[str]]:
    """The rows of a table of this package, without its comments."""
    lines = (files("knowledge.search") / name).read_text("utf-8").splitlines()
    return [line.split("\t") for line in lines if line and not line.startswith("#")]
