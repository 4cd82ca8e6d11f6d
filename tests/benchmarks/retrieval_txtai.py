"""txtai on the same set: python -m tests.benchmarks.retrieval_txtai MODELS_DIR BEIR_DIR.

A packaged search for RAG that runs offline, no dependency of this project: pip install --no-deps
txtai faiss-cpu. Its hybrid index (vectors and BM25, its own words, its own fusion) over whole
documents, with our model as its external one. Prints hit@1, hit@3 and hit@10.
"""

from __future__ import annotations

import importlib
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from adapters.embeddings.e5.bundled import BundledE5
from bot.commands.evaluate_retrieval import read_set
from knowledge.ports import Vectors
from tests.benchmarks.retrieval_peers import hits


def main() -> None:
    txtai: Any = importlib.import_module("txtai")
    given, model = read_set(Path(sys.argv[2])), BundledE5(Path(sys.argv[1]))
    asked = set(given.questions.values())

    def embed(texts: Sequence[str]) -> Vectors:
        return model.queries(texts) if texts[0] in asked else model.passages(texts)

    index = txtai.Embeddings(method="external", transform=embed, hybrid=True)
    index.index([(id, document.text, None) for id, document in given.documents.items()])
    found = hits(lambda text: [id for id, _ in index.search(text, 10)], given)
    print("| txtai, hybrid | " + " | ".join(f"{value:.3f}" for value in found.values()) + " |")


if __name__ == "__main__":
    main()
