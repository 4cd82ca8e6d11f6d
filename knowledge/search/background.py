"""What a language does to a vector, whatever the matter: measured on sentences in both languages."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.resources import files

from knowledge.ports import Embedder, Vectors
from knowledge.programs import Language


@dataclass(frozen=True, slots=True)
class Background:
    """The same sentences, in the same order, as questions and as passages of each language."""

    questions: dict[Language, Vectors]
    passages: dict[Language, Vectors]

    def shift(self, question: Language, passage: Language) -> Vectors:
        """How far a question lies from a passage of the same meaning, on average."""
        shift: Vectors = (self.questions[question] - self.passages[passage]).mean(axis=0)
        return shift


def embed_background(embedder: Embedder) -> Background:
    sentences = _sentences()
    return Background(
        {language: embedder.queries(texts) for language, texts in sentences.items()},
        {language: embedder.passages(texts) for language, texts in sentences.items()},
    )


def _sentences() -> dict[Language, list[str]]:
    lines = (files("knowledge.search") / "background.tsv").read_text("utf-8").splitlines()
    pairs = [line.split("\t") for line in lines if line and not line.startswith("#")]
    return {Language.KO: [ko for ko, _ in pairs], Language.JA: [ja for _, ja in pairs]}
