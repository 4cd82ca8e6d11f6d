"""What words cost if their rarity is not counted over what is searched.

    python -m tests.benchmarks.retrieval_frozen BEIR_DIR ...

BM25 over the same words and in the same formula as the search has it, with the rarity of words and
the average length of (a) the set itself, (b) the bundled documents, (c) another half of the set:
what frozen counts would be that no planted document can move.
"""

from __future__ import annotations

import math
import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from adapters.morphemes import open_morphemes
from adapters.stores.words import K1, B
from bot.commands.evaluate_retrieval import read_set
from bot.settings import BUNDLED_DOCUMENTS
from knowledge.ports import Morphemes
from knowledge.programs import Language
from knowledge.scripts import language_of


@dataclass(frozen=True)
class Counted:
    """Over some texts: in how many a word stands, how many there are, how long they are."""

    holding: Mapping[str, int]
    texts: int
    length: float

    @classmethod
    def of(cls, texts: Sequence[Sequence[str]]) -> Counted:
        holding = Counter(word for text in texts for word in set(text))
        return cls(holding, len(texts), sum(map(len, texts)) / len(texts))

    def rarity(self, word: str) -> float:
        held = self.holding.get(word, 0)
        return math.log(1 + (self.texts - held + 0.5) / (held + 0.5))


def scores(question: Sequence[str], texts: Sequence[Counter[str]], by: Counted) -> list[float]:
    rare = {word: by.rarity(word) for word in question}
    return [
        sum(
            rare[word] * text[word] / (text[word] + K1 * (1 - B + B * text.total() / by.length))
            for word in question
            if word in text
        )
        for text in texts
    ]


def bundled(words: Morphemes, language: Language) -> Counted:
    heading = {Language.KO: "## 한국어", Language.JA: "## 日本語"}[language]
    parts = []
    for path in sorted(BUNDLED_DOCUMENTS.rglob("*.md")):
        _, found, rest = path.read_text("utf-8").partition(heading)
        if found:
            parts.append(words.words(rest.partition("\n## ")[0]))
    return Counted.of(parts)


def measure(folder: Path) -> dict[str, float]:
    """hit@1 by whose counts are taken."""
    given = read_set(folder)
    first = next(iter(given.documents.values())).text
    language = language_of(first) or Language.KO
    words = open_morphemes()[language]
    ids, texts = list(given.documents), [words.words(d.text) for d in given.documents.values()]
    counted = [Counter(text) for text in texts]
    asked = [words.words(text) for text in given.questions.values()]
    meant = list(given.relevant.values())
    found = {}
    for name, by in {
        "its own": Counted.of(texts),
        "bundled": bundled(words, language),
        "other half": Counted.of(texts[::2]),
    }.items():
        hits = 0
        for question, right in zip(asked, meant, strict=True):
            given_scores = scores(question, counted, by)
            best = max(range(len(ids)), key=given_scores.__getitem__)
            hits += ids[best] in set(right)
        found[name] = hits / len(asked)
    return found


def main() -> None:
    for name in sys.argv[1:]:
        shares = ", ".join(f"{what} {share:.3f}" for what, share in measure(Path(name)).items())
        print(f"{Path(name).name}: hit@1 by words alone, counts of: {shares}", flush=True)


if __name__ == "__main__":
    main()
