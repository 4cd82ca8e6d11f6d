"""How well messages are read: intents and purposes on the held-out sets, refusals as curves.

``python -m tests.benchmarks.understanding [MODELS] [--errors]`` prints every table of
docs/benchmarks/understanding.md. The attacks are in ``../shared/data`` and left out where absent.
"""

from __future__ import annotations

import json
import sys
import time
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from adapters.embeddings import open_embedder
from bot.understanding.intents import Classifier, read_examples
from knowledge.ports import Embedder

EVALS = Path(__file__).resolve().parents[1] / "evals"
ATTACKS = Path(__file__).resolve().parents[3] / "shared" / "data" / "attacks" / "prompts.jsonl"
MODELS = Path.home() / ".cache" / "sme-concierge" / "models"
REFUSED = ("off_topic", "instruction")
THRESHOLDS = (0.25, 0.3, 0.35, 0.4, 0.45, 0.5, 0.55, 0.6, 0.7)
FOLDS = 5
LONGEST = 400
"""Characters that the concierge reads of a message."""

Row = dict[str, Any]
Table = NDArray[np.float64]


def rows_of(path: Path) -> list[Row]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def fitted(name: str, embedder: Embedder) -> Classifier:
    examples = read_examples(name)
    return Classifier(examples, embedder.queries([e.text for e in examples]))


def scored(classifier: Classifier, embedder: Embedder, rows: Sequence[Row]) -> Table:
    vectors = embedder.queries([row["text"][:LONGEST] for row in rows])
    return np.array([list(classifier.scores(vector).values()) for vector in vectors])


def best(classifier: Classifier, scores: Table) -> list[str]:
    return [classifier.labels[place] for place in scores.argmax(axis=1)]


def report_shares(rows: Sequence[Row], right: Sequence[bool]) -> None:
    """Accuracy by set, language and care."""
    marks = np.array(right)

    def of(part: str, language: str) -> Callable[[Row], bool]:
        return lambda row: row["set"] == part and row["language"] == language

    parts = [(f"{p} {g}", of(p, g)) for p in ("development", "unseen") for g in ("ko", "ja")]
    parts += [
        ("unseen, careless", lambda r: r["set"] == "unseen" and bool(r.get("careless"))),
        ("unseen, all", lambda r: r["set"] == "unseen"),
        ("all", lambda _: True),
    ]
    for name, belongs in parts:
        chosen = np.array([belongs(row) for row in rows])
        print(f"  {name:20} {marks[chosen].mean():6.1%} of {chosen.sum()}")


def report_intents(classifier: Classifier, embedder: Embedder, *, errors: bool) -> None:
    rows = rows_of(EVALS / "intents.jsonl")
    scores = scored(classifier, embedder, rows)
    read = best(classifier, scores)
    print("intents: accuracy")
    report_shares(rows, [r["intent"] == got for r, got in zip(rows, read, strict=True)])
    pairs = Counter((r["intent"], got) for r, got in zip(rows, read, strict=True))
    wrong = [(pair, n) for pair, n in pairs.most_common() if pair[0] != pair[1]]
    print("  confused (wanted, read):", ", ".join(f"{a}→{b} {n}" for (a, b), n in wrong[:16]))
    for row, got in zip(rows, read, strict=True):
        if errors and row["intent"] != got:
            print(f"    {row['set']} {row['intent']} → {got}: {row['text']}")
    report_curves(classifier, embedder, rows, scores)


def report_curves(
    classifier: Classifier, embedder: Embedder, rows: Sequence[Row], scores: Table
) -> None:
    """Caught shares, and business messages lost, at each threshold on the score alone."""
    intents = np.array([row["intent"] for row in rows])
    unseen = np.array([row["set"] == "unseen" for row in rows])
    business = ~np.isin(intents, REFUSED)
    others = {
        name: scored(classifier, embedder, rows_of(EVALS / f"{name}.jsonl"))
        for name in ("off_topic", "known_items", "purposes")
    }
    for label in REFUSED:
        column = classifier.labels.index(label)
        shown = {
            "caught": scores[intents == label, column],
            "caught, unseen": scores[(intents == label) & unseen, column],
            "lost": scores[business, column],
            "lost, unseen": scores[business & unseen, column],
            "lost of known_items": others["known_items"][:, column],
            "lost of purposes": others["purposes"][:, column],
        }
        if label == "off_topic":
            shown["caught of off_topic.jsonl"] = others["off_topic"][:, column]
        print_curve(label, shown)


def print_curve(label: str, shown: dict[str, Table]) -> None:
    print(f"{label}: share at or above the threshold")
    print("  " + " " * 36 + "".join(f"{threshold:>8.2f}" for threshold in THRESHOLDS))
    for name, values in shown.items():
        shares = "".join(f"{(values >= threshold).mean():8.1%}" for threshold in THRESHOLDS)
        print(f"  {name + f' (of {len(values)})':36}{shares}")


def report_purposes(classifier: Classifier, embedder: Embedder, *, errors: bool) -> None:
    rows = rows_of(EVALS / "purposes.jsonl")
    scores = scored(classifier, embedder, rows)
    asked = [place for place, row in enumerate(rows) if row["purposes"]]
    read = best(classifier, scores)
    print("purposes: the surest is one of those wanted")
    report_shares([rows[p] for p in asked], [read[p] in rows[p]["purposes"] for p in asked])
    for place in asked:
        if errors and read[place] not in rows[place]["purposes"]:
            print(f"    {rows[place]['purposes']} → {read[place]}: {rows[place]['text']}")
    wanted = np.array([[label in r["purposes"] for label in classifier.labels] for r in rows])
    nothing = np.flatnonzero(wanted.sum(axis=1) == 0)
    for threshold in (0.15, 0.2, 0.25, 0.3, 0.35, 0.4):
        given = scores >= threshold
        print(
            f"  from {threshold:.2f}: precision {(given & wanted).sum() / given.sum():.1%}, "
            f"recall {(given & wanted).sum() / wanted.sum():.1%}, "
            f"none wanted and none given {(given[nothing].sum(axis=1) == 0).mean():.0%} "
            f"of {len(nothing)}"
        )


def report_attacks(classifier: Classifier, embedder: Embedder) -> None:
    if not ATTACKS.exists():
        print("attacks: ../shared/data is not in this checkout")
        return
    kept = [r for r in rows_of(ATTACKS) if r["text"].strip()]
    groups: dict[str, list[Row]] = {}
    for row in kept:
        groups.setdefault(f"{row['source']} {row['lang']} {row['kind']}", []).append(row)
    print("attacks: surest intent instruction or off_topic, either score from 0.30, from 0.45")
    columns = [classifier.labels.index(label) for label in REFUSED]
    for name, rows in groups.items():
        scores = scored(classifier, embedder, rows)
        first = np.mean([label in REFUSED for label in best(classifier, scores)])
        high = scores[:, columns].max(axis=1)
        figures = f"{first:6.0%} {(high >= 0.3).mean():6.0%} {(high >= 0.45).mean():6.0%}"
        print(f"  {name + f' ({len(rows)})':48}{figures}")


def report_folds(embedder: Embedder) -> None:
    """The examples against themselves: a text and its twin in the other language leave together."""
    examples = read_examples("examples")
    vectors = embedder.queries([e.text for e in examples])
    seen: Counter[tuple[str, str]] = Counter()
    fold = np.zeros(len(examples), dtype=int)
    for place, example in enumerate(examples):
        fold[place] = seen[example.label, example.language] % FOLDS
        seen[example.label, example.language] += 1
    right = []
    for left_out in range(FOLDS):
        kept = [e for e, f in zip(examples, fold, strict=True) if f != left_out]
        classifier = Classifier(kept, vectors[fold != left_out])
        for place in np.flatnonzero(fold == left_out).tolist():
            scores = classifier.scores(vectors[place])
            label = examples[place].label.partition("/")[0]
            right.append(max(scores, key=lambda name: scores[name]) == label)
    print(f"examples, {FOLDS} folds: {np.mean(right):.1%} of {len(right)}")
    clock = time.process_time()
    classifier = Classifier(examples, vectors)
    fit = time.process_time() - clock
    clock = time.process_time()
    for vector in vectors[:500]:
        classifier.scores(vector)
    each = (time.process_time() - clock) / 500
    print(f"processor time: fit {fit * 1000:.0f} ms, score {each * 1000:.2f} ms")


def main(arguments: Sequence[str]) -> None:
    folders = [argument for argument in arguments if not argument.startswith("-")]
    errors = "--errors" in arguments
    embedder = open_embedder("", Path(folders[0]) if folders else MODELS)
    intents = fitted("examples", embedder)
    report_intents(intents, embedder, errors=errors)
    report_attacks(intents, embedder)
    report_purposes(fitted("purposes", embedder), embedder, errors=errors)
    report_folds(embedder)


if __name__ == "__main__":
    main(sys.argv[1:])
