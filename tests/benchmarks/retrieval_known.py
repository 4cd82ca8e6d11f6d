"""Known programmes and honest emptiness: python -m tests.benchmarks.retrieval_known MODELS_DIR.

Asks the bundled documents all of tests/evals/known_items.jsonl and off_topic.jsonl. Prints how often
a programme meant is first, among three and among ten, and for each threshold of relevance how many
of the known questions it loses and how many of the others it refuses.
"""

from __future__ import annotations

import json
import sys
from collections import defaultdict
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np

from adapters.embeddings import open_embedder
from adapters.morphemes import open_morphemes
from adapters.stores.arrays import ArrayDirectories
from adapters.stores.chroma import ChromaDirectories
from adapters.stores.words import Bm25Directories
from knowledge.search.bridge import load_bridge
from knowledge.search.naming import Names
from knowledge.search.searcher import Searcher
from knowledge.search.store import SearchStore
from knowledge.versions.base import KnowledgeBase
from knowledge.versions.reloading import Versions
from tests.fakes.knowledge import MemoryKnowledge

EVALS = Path("tests/evals")
THRESHOLDS = (0.3, 0.4, 0.5, 0.6, 0.7, 0.8)


def rows(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (EVALS / name).read_text("utf-8").splitlines()]


def load(store: SearchStore, folder: Path) -> KnowledgeBase:
    documents = Path("knowledge/documents")
    versions = Versions(documents, MemoryKnowledge(), store, store.embedder, folder / "lock")
    versions.reload()
    return versions.open_active()


def ask(
    base: KnowledgeBase, searcher: Searcher, names: Names, text: str
) -> tuple[list[str], float]:
    """Programmes best first, and the relevance of the best."""
    named = [id for id, _ in names.find(text)]
    found = searcher.search(text, 100)
    owners = [base.passages[hit.id].program for hit in found]
    order = list(dict.fromkeys([*named, *(owner for owner in owners if owner)]))
    return order, 1.0 if named else found[0].relevance


def report(base: KnowledgeBase, searcher: Searcher) -> None:
    names = Names(base.programs.values())
    ranks: dict[str, list[int]] = defaultdict(list)
    known = []
    for row in rows("known_items.jsonl"):
        order, relevance = ask(base, searcher, names, row["text"])
        meant = [order.index(id) + 1 for id in row["programs"] if id in order]
        for kind in (row["kind"], "all"):
            ranks[kind].append(min(meant, default=1000))
        known.append(relevance)
    other = [ask(base, searcher, names, row["text"])[1] for row in rows("off_topic.jsonl")]
    print("| questions | number | first | of three | of ten |\n|---|---|---|---|---|")
    for kind, all_ranks in ranks.items():
        shares = " | ".join(f"{np.mean(np.array(all_ranks) <= n):.3f}" for n in (1, 3, 10))
        print(f"| {kind} | {len(all_ranks)} | {shares} |")
    print("\n| threshold | known lost | others refused |\n|---|---|---|")
    for least in THRESHOLDS:
        lost, refused = np.mean(np.array(known) < least), np.mean(np.array(other) < least)
        print(f"| {least} | {lost:.3f} | {refused:.3f} |")


def main() -> None:
    embedder = open_embedder("", Path(sys.argv[1]))
    morphemes, bridge = open_morphemes(), load_bridge()
    with TemporaryDirectory() as name:
        folder = Path(name)
        chroma = ChromaDirectories(folder / "chroma")
        words, arrays = Bm25Directories(folder / "words"), ArrayDirectories(folder / "arrays")
        store = SearchStore(chroma, words, arrays, embedder, morphemes, bridge)
        base = load(store, folder)
        report(base, Searcher(store.open(base.version), embedder, morphemes, bridge))
        chroma.close()


if __name__ == "__main__":
    main()
