"""The fact lock under fire: how many lies pass it, and how many true rewordings it blocks.

``python -m tests.drills.lock [--rounds N]`` opens the bundled knowledge, answers the questions of
``lock_questions.jsonl`` at their fixed moments and then

- puts one lie at a time (``lock_lies.py``) into each composed reply and each paraphrase;
- holds every row of ``tests/evals/paraphrases.jsonl`` against the reply it was written for, as
  kept in ``paraphrase_replies.jsonl``: what is composed may change, a true rewording of it may not.

The same seed gives the same lies. Exit 1 if a lie passes or more than 2 % of the rewordings do not.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import random
import sys
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from bot.bootstrap import open_service, open_versions
from bot.lock import Facts, facts_of, violations
from bot.messages import Question, Reply
from bot.replies_json import from_json
from bot.settings import read_settings
from tests.drills.lock_figures import Lie
from tests.drills.lock_lies import LIES, stranger

HERE = Path(__file__).parent
EVALS = HERE.parent / "evals"
TOLERATED = 0.02


@dataclass(frozen=True, slots=True)
class Case:
    """A true text of a turn: the composed reply itself or a paraphrase of it."""

    id: str
    text: str
    reply: Reply
    facts: Facts
    held_out: bool = False


Names = dict[str, tuple[str, ...]]


async def answers(rows: list[dict[str, str]]) -> tuple[list[Reply], Names]:
    with TemporaryDirectory() as folder:
        house = read_settings({"CONCIERGE_DATA_DIR": folder}, {})
        with open_versions(house) as versions:
            versions.reload()
        async with open_service(house) as service:
            ask = service.concierge.ask
            replies = [
                await ask(
                    Question(f"drill:{n}", r["text"], as_of=datetime.fromisoformat(r["as_of"]))
                )
                for n, r in enumerate(rows)
            ]
            programs = service.shelf.current().programs
            names = {
                id: tuple(dict.fromkeys(filter(None, (p.names.ko, p.names.ja, *p.aliases))))
                for id, p in programs.items()
            }
    return replies, names


def rows_of(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def composed(rows: list[dict[str, str]], replies: list[Reply], names: Names) -> Iterable[Case]:
    for row, reply in zip(rows, replies, strict=True):
        yield Case(row["text"], reply.text, reply, facts_of(reply, row["text"], names=names))


def paraphrased(names: Names) -> Iterable[Case]:
    known: dict[tuple[str, str], tuple[Reply, Facts]] = {}
    for row in rows_of(EVALS / "paraphrase_replies.jsonl"):
        reply = from_json(row["sent"]).reply
        facts = facts_of(reply, row["question"], names=names)
        known[row["question"], row["as_of"]] = reply, facts
    for row in rows_of(EVALS / "paraphrases.jsonl"):
        reply, facts = known[row["question"], row["as_of"]]
        if row.get("opening"):  # the matter of ``lock_openings``
            continue
        yield Case(row["id"], row["text"], reply, facts, row["held_out"])


def blocked(found: list[Case]) -> list[Case]:
    return [case for case in found if violations(case.text, case.facts, case.reply.language)]


def lied(found: list[Case], lies: dict[str, Lie], rounds: int) -> tuple[Counter[str], list[str]]:
    """How many lies of each kind and language were told, and those that passed."""
    told: Counter[str] = Counter()
    passed = []
    for case in found:
        for name, lie in lies.items():
            draws = [random.Random(f"{case.id}{name}{n}") for n in range(rounds)]  # noqa: S311
            tries = {lie(case.text, case.reply, draw) for draw in draws}
            for text in sorted(filter(None, tries - {case.text})):
                told[f"{name} · {case.reply.language}"] += 1
                if not violations(text, case.facts, case.reply.language):
                    passed.append(f"{name}: {case.id}\n{text}\n")
    return told, passed


def _share(name: str, found: list[Case]) -> float:
    wrong = blocked(found)
    share = len(wrong) / len(found)
    print(f"{name}: {len(wrong)} of {len(found)} blocked ({share:.1%})")
    for case in wrong:
        print("   ", case.id, violations(case.text, case.facts, case.reply.language)[0])
    return share


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--rounds", type=int, default=1)
    rounds = options.parse_args().rounds
    rows = rows_of(HERE / "lock_questions.jsonl")
    replies, names = asyncio.run(answers(rows))
    own, reworded = list(composed(rows, replies, names)), list(paraphrased(names))
    _share("composed replies", own)
    share = _share("paraphrases, all", reworded)
    _share("paraphrases, held aside while tuning", [case for case in reworded if case.held_out])
    lies = {**LIES, "stranger": stranger(names)}
    failed = share > TOLERATED
    for name, part in (("composed replies", own), ("paraphrases", reworded)):
        told, passed = lied(part, lies, rounds)
        count = told.total()
        print(f"lies in {name}: {len(passed)} of {count} passed; 3/N = {3 / max(count, 1):.2%}")
        print("   ", ", ".join(f"{kind} {number}" for kind, number in sorted(told.items())))
        print("".join(passed), end="")
        failed = failed or bool(passed)
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
