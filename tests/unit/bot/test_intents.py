from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from adapters.embeddings import open_embedder
from adapters.embeddings.remembered import RememberedQueries
from bot.understanding.intents import Classifier, Example, read_examples
from knowledge.ports import Embedder
from tests.fakes.knowledge import FakeEmbedder

EVALS = Path(__file__).parents[2] / "evals"
CACHE = (
    Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "sme-concierge" / "models"
)
MODELS = Path(os.environ.get("CONCIERGE_MODELS_DIR") or CACHE)
"""Read before the environment is cleaned; where the concierge itself keeps converted models."""
EXAMPLES = tuple(
    Example(text, label, "ko")
    for label, texts in {
        "deadline": ["마감이 언제예요", "마감 언제", "마감은 언제까지"],
        "amount/named": ["전시회는 얼마까지 나와요", "융자는 얼마예요"],
        "amount": ["금액이 얼마예요", "얼마 줘요"],
        "/none": ["날씨 어때", "비가 올까"],
    }.items()
    for text in texts
)


@pytest.fixture(scope="module")
def embedder() -> Embedder:
    return RememberedQueries(open_embedder("", MODELS), MODELS / "examples")


def classifier(examples: tuple[Example, ...] = EXAMPLES) -> Classifier:
    return Classifier(examples, FakeEmbedder().queries([e.text for e in examples]))


def scores(text: str) -> dict[str, float]:
    return dict(classifier().scores(FakeEmbedder().queries([text])[0]))


def test_a_message_like_the_examples_of_an_intent_is_of_that_intent() -> None:
    read = scores("마감이 언제")
    assert max(read, key=lambda label: read[label]) == "deadline"


def test_a_kind_after_a_slash_counts_as_the_intent_before_it() -> None:
    assert classifier().labels == ("deadline", "amount")
    assert scores("전시회는 얼마까지")["amount"] > 0.5


def test_what_belongs_to_no_label_leaves_all_scores_low() -> None:
    assert max(scores("날씨 어때 비가").values()) < 0.5


def test_scores_are_shares_of_one() -> None:
    read = scores("얼마 언제")
    assert all(0 <= score <= 1 for score in read.values())
    assert sum(read.values()) <= 1 + 1e-6


def test_the_same_examples_give_the_same_scores() -> None:
    assert scores("마감 얼마") == scores("마감 얼마")


def test_a_single_example_of_each_label_is_enough_to_fit() -> None:
    few = (EXAMPLES[0], EXAMPLES[5])
    vector = FakeEmbedder().queries(["금액이 얼마"])[0]
    read = classifier(few).scores(vector)
    assert read["amount"] > read["deadline"]


@pytest.mark.parametrize("name", ["examples", "purposes"])
def test_no_text_stands_for_two_intents(name: str) -> None:
    meant: dict[str, set[str]] = {}
    for example in read_examples(name):
        meant.setdefault(example.text, set()).add(example.label.partition("/")[0])
    allowed = 1 if name == "examples" else 2  # a need may serve two purposes
    assert [text for text, labels in meant.items() if len(labels) > allowed] == []


@pytest.mark.parametrize(("name", "examples"), [("intents", "examples"), ("purposes", "purposes")])
def test_nothing_held_out_stands_among_the_examples(name: str, examples: str) -> None:
    known = {example.text for example in read_examples(examples)}
    assert [row["text"] for row in held_out(name) if row["text"] in known] == []


@pytest.mark.parametrize(
    ("name", "examples", "unseen", "everything"),
    [("intents", "examples", 0.76, 0.83), ("purposes", "purposes", 0.80, 0.89)],
)
def test_held_out_messages_are_read_as_well_as_measured(
    embedder: Embedder, name: str, examples: str, unseen: float, everything: float
) -> None:
    """The floors lie a little under docs/benchmarks/understanding.md."""
    given = read_examples(examples)
    fitted = Classifier(given, embedder.queries([e.text for e in given]))
    rows = [row for row in held_out(name) if row.get("purposes") != []]
    right = []
    for row, vector in zip(rows, embedder.queries([r["text"] for r in rows]), strict=True):
        read = fitted.scores(vector)
        right.append(max(read, key=lambda k: read[k]) in row.get("purposes", [row.get("intent")]))
    marks, new = np.array(right), np.array([row["set"] == "unseen" for row in rows])
    assert marks.mean() >= everything
    assert marks[new].mean() >= unseen


def held_out(name: str) -> list[dict[str, Any]]:
    lines = (EVALS / f"{name}.jsonl").read_text("utf-8").splitlines()
    return [json.loads(line) for line in lines]
