"""How search grows: python -m tests.benchmarks.retrieval_growth MODELS_DIR 1000 20000 100000.


Passages are the bundled ones with their sentences shuffled; vectors are those of the bundled ones
with noise, so that embedding, which grows with the texts alone, does not take hours. Prints, for each
size: seconds to index, megabytes on disk and in memory, milliseconds of a whole search (p50, p95).
"""

from __future__ import annotations

import random
import resource
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from adapters.embeddings import open_embedder
from adapters.morphemes import open_morphemes
from adapters.stores.arrays import ArrayDirectories
from adapters.stores.chroma import ChromaDirectories
from adapters.stores.words import Bm25Directories
from knowledge.formats import read_document
from knowledge.ports import Vectors
from knowledge.scripts import language_of
from knowledge.search.bridge import load_bridge
from knowledge.search.searcher import Searcher
from knowledge.search.store import SearchStore

DOCUMENTS = Path("knowledge/documents")
QUESTIONS = Path("tests/evals/known_items.jsonl")
NOISE = 0.02


def sentences() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {"ko": [], "ja": []}
    for path in sorted(DOCUMENTS.rglob("*.md")):
        document = read_document(path.stem, path.read_bytes(), ".md")
        for block in document.blocks:
            language = language_of(block.text)
            if language and len(block.text) > 20:
                found[language].append(block.text)
    return found


def passages(size: int) -> Iterator[tuple[str, str, str]]:
    """Id, language and text of about 350 characters."""
    chance, pool = random.Random(7), sentences()  # noqa: S311 - no secret, repeatable
    for number in range(size):
        language = "ko" if number % 2 else "ja"
        text = ""
        while len(text) < 330:
            text += chance.choice(pool[language]) + " "
        yield f"d{number // 3}#{number}", language, text


def measure(size: int, store: SearchStore, base: Vectors, folder: Path) -> str:
    rows = list(passages(size))
    noise = np.random.default_rng(7)
    vectors = base[noise.integers(0, len(base), size)]
    vectors = vectors + noise.normal(scale=NOISE, size=vectors.shape).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    metadata = [{"language": ln, "document": id.split("#")[0], "title": ""} for id, ln, _ in rows]
    started = time.perf_counter()
    store.build(f"v{size}", [r[0] for r in rows], vectors, [r[2] for r in rows], metadata)
    seconds = time.perf_counter() - started
    disk = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / 1e6
    searcher = Searcher(store.open(f"v{size}"), store.embedder, store.morphemes, store.bridge)
    spent = []
    lines = QUESTIONS.read_text("utf-8").splitlines()[:210]
    for line in lines:
        begun = time.perf_counter()
        searcher.search(line.split('"')[3])
        spent.append((time.perf_counter() - begun) * 1000)
    p50, p95 = np.percentile(spent[10:], [50, 95])
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3
    store.drop(f"v{size}")
    return f"| {size:,} | {seconds:.0f} | {disk:.0f} | {memory:.0f} | {p50:.1f} | {p95:.1f} |"


def main() -> None:
    models, sizes = Path(sys.argv[1]), [int(size) for size in sys.argv[2:]]
    embedder = open_embedder("", models)
    pool = sentences()
    base = embedder.passages([*pool["ko"][:150], *pool["ja"][:150]])
    morphemes, bridge = open_morphemes(), load_bridge()
    print("| passages | index s | disk MB | peak memory MB | p50 ms | p95 ms |")
    print("|---|---|---|---|---|---|")
    for size in sizes:
        with TemporaryDirectory() as name:
            folder = Path(name)
            chroma = ChromaDirectories(folder / "chroma")
            words, arrays = Bm25Directories(folder / "words"), ArrayDirectories(folder / "arrays")
            store = SearchStore(chroma, words, arrays, embedder, morphemes, bridge)
            print(measure(size, store, base, folder), flush=True)
            chroma.close()


if __name__ == "__main__":
    main()
