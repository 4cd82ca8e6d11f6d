"""`evaluate retrieval`: a public set in BEIR's layout through the search as it answers."""

from __future__ import annotations

import json
import math
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from bot.errors import BadInput
from knowledge.documents import Block, Document, Passage
from knowledge.passages import split
from knowledge.ports import Progress
from knowledge.search.background import open_background
from knowledge.search.searcher import Searcher
from knowledge.search.shelf import Found
from knowledge.search.store import SearchStore

VERSION = "evaluation"
DEEP = 400
"""Passages taken for each question, so that ten documents are among them."""

AT_ONCE = 64
WAYS: Mapping[str, Callable[[Found], float]] = {
    "dense": lambda found: found.dense,
    "lexical": lambda found: found.lexical,
    "fused": lambda found: found.score,
}


@dataclass(frozen=True, slots=True)
class RetrievalSet:
    """``relevant`` holds, by question id, the grade of each relevant document."""

    documents: Mapping[str, Document]
    questions: Mapping[str, str]
    relevant: Mapping[str, Mapping[str, int]]


def evaluate_retrieval(
    directory: Path, store: SearchStore, progress: Progress, *, ablate: bool = False
) -> dict[str, Any]:
    """The JSON of the contract, with ``ablate`` also a dictionary of it for each way to rank.

    ``store`` is an empty one in a temporary place. Raises BadInput for what is no such directory.
    """
    given = read_set(directory)
    passages = [passage for d in given.documents.values() for passage in split(d)]
    open_background(store.embedder, store.arrays)  # once for a model, no part of ingest
    seconds = _index(passages, given, store, progress)
    searcher = Searcher(store.open(VERSION), store.embedder, store.morphemes, store.bridge)
    owners = {passage.id: passage.document for passage in passages}
    answers, spent = _ask(searcher, given, progress)
    report: dict[str, Any] = {
        **_metrics(answers, owners, given.relevant, WAYS["fused"]),
        "ms_per_query_p50": round(float(np.percentile(spent, 50)) * 1000, 1),
        "ms_per_query_p95": round(float(np.percentile(spent, 95)) * 1000, 1),
        "passages_per_second": round(len(passages) / seconds, 1),
    }
    if ablate:
        report["ablation"] = {
            way: _metrics(answers, owners, given.relevant, by) for way, by in WAYS.items()
        }
    return report


def read_set(directory: Path) -> RetrievalSet:
    try:
        documents = {
            row["_id"]: _document(row["_id"], row.get("title") or "", row["text"])
            for row in _rows(directory / "corpus.jsonl")
        }
        questions = {row["_id"]: row["text"] for row in _rows(directory / "queries.jsonl")}
        relevant: dict[str, dict[str, int]] = {}
        lines = (directory / "qrels" / "test.tsv").read_text("utf-8").splitlines()
        for question, document, grade in (line.split("\t") for line in lines[1:] if line):
            if int(grade) > 0:
                relevant.setdefault(question, {})[document] = int(grade)
    except (OSError, KeyError, ValueError) as error:
        raise BadInput(
            f"{directory} does not hold corpus.jsonl, queries.jsonl and qrels/test.tsv "
            f"in BEIR's layout: {error}"
        ) from error
    return RetrievalSet(documents, {id: questions[id] for id in relevant}, relevant)


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8") as lines:
        yield from (json.loads(line) for line in lines if line.strip())


def _document(id: str, title: str, text: str) -> Document:
    return Document(id, title, (Block(text.strip()),), digest="")


def _index(
    passages: Sequence[Passage], given: RetrievalSet, store: SearchStore, progress: Progress
) -> float:
    """Seconds that embedding and indexing took."""
    started = time.perf_counter()
    titles = [given.documents[p.document].title for p in passages]
    texts = [f"{title}\n{p.text}".strip() for title, p in zip(titles, passages, strict=True)]
    vectors = []
    for start in range(0, len(texts), AT_ONCE):
        vectors.append(store.embedder.passages(texts[start : start + AT_ONCE]))
        progress("embed", min(start + AT_ONCE, len(texts)), len(texts))
    metadata = [
        {"document": p.document, "language": p.language.value, "title": title}
        for p, title in zip(passages, titles, strict=True)
    ]
    ids, plain = [p.id for p in passages], [p.text for p in passages]
    store.build(VERSION, ids, np.concatenate(vectors), plain, metadata)
    return time.perf_counter() - started


def _ask(
    searcher: Searcher, given: RetrievalSet, progress: Progress
) -> tuple[dict[str, list[Found]], list[float]]:
    answers: dict[str, list[Found]] = {}
    spent: list[float] = []
    for number, (id, text) in enumerate(given.questions.items(), 1):
        started = time.perf_counter()
        answers[id] = searcher.search(text, DEEP)
        spent.append(time.perf_counter() - started)
        progress("ask", number, len(given.questions))
    return answers, spent


def _metrics(
    answers: Mapping[str, Sequence[Found]],
    owners: Mapping[str, str],
    relevant: Mapping[str, Mapping[str, int]],
    by: Callable[[Found], float],
) -> dict[str, float]:
    rows = []
    for id, found in answers.items():
        ranked = list(dict.fromkeys(owners[f.id] for f in sorted(found, key=by, reverse=True)))
        rows.append(_of_one([relevant[id].get(document, 0) for document in ranked], relevant[id]))
    names = ("ndcg@10", "recall@10", "hit@1", "hit@3", "hit@10", "mrr@10")
    means = np.mean(rows, axis=0)
    return {"queries": len(rows)} | {
        name: round(float(mean), 4) for name, mean in zip(names, means, strict=True)
    }


def _of_one(grades: Sequence[int], relevant: Mapping[str, int]) -> tuple[float, ...]:
    """nDCG, recall, hit at 1, 3 and 10, and reciprocal rank of one question's list of grades."""
    best = sorted(relevant.values(), reverse=True)[:10]
    hits = [grade > 0 for grade in grades[:10]]
    first = hits.index(True) + 1 if any(hits) else 0
    return (
        _gain(grades[:10]) / _gain(best),
        sum(hits) / len(relevant),
        float(first == 1),
        float(0 < first <= 3),
        float(first > 0),
        1 / first if first else 0.0,
    )


def _gain(grades: Sequence[int]) -> float:
    return sum(grade / math.log2(place + 2) for place, grade in enumerate(grades))
