"""How search grows: python -m tests.benchmarks.retrieval_growth MODELS_DIR [BEIR_DIR ...] 1000 20000.

Passages of about 350 characters are made of sentences of the bundled documents and of the sets named,
shuffled, with numbers of their own; their vectors are those of real passages with noise, so that
embedding, which grows with the texts alone, does not take hours. Each size has a process of its own.
Prints: seconds to index, megabytes on disk, of memory at most while indexing and while answering, and
milliseconds of a question's embedding and of a whole search (p50, p95).
"""

from __future__ import annotations

import multiprocessing
import random
import re
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from adapters.embeddings import open_embedder
from adapters.morphemes import open_morphemes
from adapters.stores.arrays import ArrayDirectories
from adapters.stores.chroma import ChromaDirectories
from adapters.stores.words import Bm25Directories
from bot.commands.evaluate_retrieval import read_set
from knowledge.formats import read_document
from knowledge.passages import split
from knowledge.ports import Embedder, ModelCard, Vectors
from knowledge.search.bridge import load_bridge
from knowledge.search.searcher import Searcher
from knowledge.search.store import SearchStore

DOCUMENTS = Path("knowledge/documents")
QUESTIONS = Path("tests/evals/known_items.jsonl")
ASKED, WARM = 210, 10
EMBEDDED = 2_000
NOISE = 0.02
LENGTH = 350
PER_DOCUMENT = 3
SENTENCE = re.compile(r"(?<=[.。!?])\s*")
NUMBER = re.compile(r"\d+")


@dataclass(frozen=True)
class Noisy:
    """An embedder whose passages are real ones' vectors with noise; questions are embedded."""

    embedder: Embedder
    real: Vectors

    @property
    def card(self) -> ModelCard:
        return self.embedder.card

    def queries(self, texts: Sequence[str]) -> Vectors:
        return self.embedder.queries(texts)

    def passages(self, texts: Sequence[str]) -> Vectors:
        chance = np.random.default_rng(len(texts))
        vectors = self.real[chance.integers(0, len(self.real), len(texts))]
        vectors += chance.standard_normal(vectors.shape, np.float32) * NOISE
        vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
        return vectors


def real_passages(sets: Sequence[Path]) -> Iterator[tuple[str, str]]:
    """Language and text."""
    bundled = (
        read_document(path.stem, path.read_bytes(), ".md")
        for path in sorted(DOCUMENTS.rglob("*.md"))
    )
    others = (document for one in sets for document in read_set(one).documents.values())
    for document in (*bundled, *others):
        yield from ((passage.language.value, passage.text) for passage in split(document))


def rows(real: Sequence[tuple[str, str]], size: int) -> Iterator[tuple[str, str, str]]:
    """Language, title and text."""
    chance = random.Random(7)  # noqa: S311 - no secret, repeatable
    pool: dict[str, list[str]] = {"ko": [], "ja": []}
    for language, text in real:
        pool[language] += [one for one in SENTENCE.split(text) if len(one) > 15]
    title = ""
    for number in range(size):
        language = ("ko", "ja")[number // PER_DOCUMENT % 2]
        if number % PER_DOCUMENT == 0:
            title = f"{chance.choice(pool[language])[:30]} {number}"
        text = ""
        while len(text) < LENGTH - 30:
            text += chance.choice(pool[language]) + " "
        yield language, title, NUMBER.sub(lambda _: str(chance.randrange(10_000)), text)


def peak() -> float:
    """Megabytes of memory at most since ``forget``."""
    status = Path("/proc/self/status").read_text("utf-8")
    return int(status.split("VmHWM:")[1].split()[0]) * 1024 / 1e6


def forget() -> None:
    Path("/proc/self/clear_refs").write_text("5", "utf-8")


def ask(store: SearchStore, version: str) -> str:
    searcher = Searcher(store.open(version), store.embedder, store.morphemes, store.bridge)
    embedding, whole = [], []
    for line in QUESTIONS.read_text("utf-8").splitlines()[:ASKED]:
        text = line.split('"')[3]
        begun = time.perf_counter()
        searcher.search(text)
        whole.append((time.perf_counter() - begun) * 1000)
        begun = time.perf_counter()
        store.embedder.queries([text])
        embedding.append((time.perf_counter() - begun) * 1000)
    figures = *np.percentile(embedding[WARM:], [50, 95]), *np.percentile(whole[WARM:], [50, 95])
    return " | ".join(f"{figure:.1f}" for figure in figures)


def measure(size: int, models: Path, real: Sequence[tuple[str, str]], vectors: Vectors) -> None:
    embedder = Noisy(open_embedder("", models), vectors)
    with TemporaryDirectory() as name:
        folder = Path(name)
        chroma = ChromaDirectories(folder / "chroma")
        words, arrays = Bm25Directories(folder / "words"), ArrayDirectories(folder / "arrays")
        store = SearchStore(chroma, words, arrays, embedder, open_morphemes(), load_bridge())
        languages, titles, texts = zip(*rows(real, size), strict=True)
        documents = [f"d{number // PER_DOCUMENT}" for number in range(size)]
        metadata = [
            {"language": language, "document": document, "title": title}
            for language, document, title in zip(languages, documents, titles, strict=True)
        ]
        ids = [f"{document}#{number}" for number, document in enumerate(documents)]
        started = time.perf_counter()
        store.build("v", ids, embedder.passages(texts), texts, metadata)
        seconds, indexing = time.perf_counter() - started, peak()
        del texts, metadata, ids, titles, languages, documents
        disk = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / 1e6
        forget()
        spent = ask(store, "v")
        print(
            f"| {size:,} | {seconds:.0f} | {disk:.0f} | {indexing:.0f} | {peak():.0f} | {spent} |"
        )
        chroma.close()


def main() -> None:
    models = Path(sys.argv[1])
    sizes = [int(one) for one in sys.argv[2:] if one.isdecimal()]
    real = list(real_passages([Path(one) for one in sys.argv[2:] if not one.isdecimal()]))
    chosen = random.Random(7).sample(real, min(EMBEDDED, len(real)))  # noqa: S311
    vectors = open_embedder("", models).passages([text for _, text in chosen])
    print("| passages | index s | disk MB | MB indexing | answering | question p50 | p95", end="")
    print(" | search p50 | p95 |\n|---|---|---|---|---|---|---|---|---|", flush=True)
    context = multiprocessing.get_context("spawn")
    for size in sizes:
        process = context.Process(target=measure, args=(size, models, real, vectors))
        process.start()
        process.join()


if __name__ == "__main__":
    main()
