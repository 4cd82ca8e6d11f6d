"""Does fusion lose to its better half: python -m tests.benchmarks.retrieval_fusion REPORT ...

REPORT is a file with what ``python -m bot evaluate retrieval DIR --ablate --json`` printed. Prints
each measure of vectors, words and both, and how many questions' worth both is ahead of the better
half; ends with 1 if it is behind by more than one question in any measure.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

MEASURES = ("hit@1", "hit@3", "ndcg@10", "recall@10", "mrr@10")
WAYS = ("dense", "lexical", "fused")
BEHIND = 1.0
"""Questions: the measures of one question lie between 0 and 1."""


def ahead(path: Path) -> float:
    """The least that both is ahead, in questions."""
    report = json.loads(path.read_text("utf-8"))
    ways = report["ablation"]
    least = float(report["queries"])
    for measure in MEASURES:
        dense, lexical, fused = (ways[way][measure] for way in WAYS)
        lead = (fused - max(dense, lexical)) * report["queries"]
        least = min(least, lead)
        print(
            f"| {path.stem} | {measure} | {dense:.4f} | {lexical:.4f} | {fused:.4f} | {lead:+.1f} |"
        )
    return least


def main() -> None:
    print(
        "| set | measure | vectors | words | both | ahead, questions |\n|---|---|---|---|---|---|"
    )
    least = min(ahead(Path(name)) for name in sys.argv[1:])
    sys.exit(least < -BEHIND - 0.05)  # the reports are rounded to four places


if __name__ == "__main__":
    main()
