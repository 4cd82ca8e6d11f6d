"""What int8 costs: python -m tests.benchmarks.retrieval_precision MODELS_DIR BEIR_DIR ... [DOCUMENTS]

Ranks the documents of each set by the cosine of their nearest passage, with the float32 graph of the
bundled weights and with the int8 one that is used, and prints hit@1 and recall@10 of both. With a
number it takes that many documents of each set at random, and the questions that they answer.
"""

from __future__ import annotations

import random
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from adapters.embeddings.e5 import bundled
from adapters.embeddings.e5.bundled import BundledE5
from adapters.embeddings.e5.graph import write_graph
from adapters.embeddings.e5.weights import bundled_file, read
from bot.commands.evaluate_retrieval import RetrievalSet, read_set
from knowledge.passages import split
from knowledge.ports import Embedder


def some(given: RetrievalSet, documents: int) -> RetrievalSet:
    order = list(given.documents)
    random.Random(7).shuffle(order)  # noqa: S311 - no secret, repeatable
    kept = set(order[:documents])
    relevant = {id: meant for id, meant in given.relevant.items() if kept >= set(meant)}
    return RetrievalSet(
        {id: document for id, document in given.documents.items() if id in kept},
        {id: given.questions[id] for id in relevant},
        relevant,
    )


def measures(given: RetrievalSet, model: Embedder) -> tuple[float, float]:
    """Hit@1 and recall@10."""
    passages = [passage for document in given.documents.values() for passage in split(document)]
    near = (
        model.queries(list(given.questions.values()))
        @ model.passages([passage.text for passage in passages]).T
    )
    owners = np.array([passage.document for passage in passages])
    first, recalled = [], []
    for meant, row in zip(given.relevant.values(), near, strict=True):
        found = list(dict.fromkeys(owners[np.argsort(-row)]))[:10]
        first.append(found[0] in meant)
        recalled.append(len(set(found) & set(meant)) / len(meant))
    return float(np.mean(first)), float(np.mean(recalled))


def float32(models: Path, folder: Path) -> BundledE5:
    model = BundledE5(models)
    write_graph(read(bundled_file()), folder / "graph.onnx", "float32")
    model._session = bundled._session(folder / "graph.onnx", 0)
    return model


def main() -> None:
    models, named = Path(sys.argv[1]), sys.argv[2:]
    most = next((int(one) for one in named if one.isdecimal()), sys.maxsize)
    with TemporaryDirectory() as name:
        both = float32(models, Path(name)), BundledE5(models)
        print(
            "| set | questions | documents | float32 hit@1 | recall@10 | int8 hit@1 | recall@10 |"
        )
        print("|---|---|---|---|---|---|---|", flush=True)
        for path in (Path(one) for one in named if not one.isdecimal()):
            given = some(read_set(path), most)
            figures = [f"{value:.4f}" for model in both for value in measures(given, model)]
            sizes = len(given.questions), len(given.documents)
            print(f"| {path.name}", *sizes, *figures, sep=" | ", end=" |\n")
            sys.stdout.flush()


if __name__ == "__main__":
    main()
