"""Openings in other words, as a model writes them, through all that stands between it and a person.

    python -m tests.drills.lock_openings [--rounds N] [--set PREFIX] [--seed WORD]

The rows of ``tests/evals/paraphrases.jsonl`` with ``opening`` are true rewordings of the opening of
the reply in ``paraphrase_replies.jsonl``: each takes its place there and is judged as in a turn, by
the fact lock over the whole reply and by the containment. Then one lie at a time is put into each.
Prints what is held back, by the lock alone and by both; exit 1 if a lie passes or more than 2 % of
the true ones do not.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import re
import sys
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from bot.bootstrap import open_service
from bot.lock import ViolationKind, facts_of
from bot.messages import BlockKind, Reply, Verdict
from bot.models.containment import Speech
from bot.models.judging import Fault, Judge, Written
from bot.models.tokens import tokens_of
from bot.replies_json import from_json
from knowledge.programs import Language, Status
from tests.drills.lock import EVALS, TOLERATED, Names, rows_of
from tests.drills.lock_figures import Lie, one, put
from tests.drills.lock_lies import LIES
from tests.drills.lock_words import BARRED, ELIGIBLE, OPENED

OF_A_WHOLE = (
    "caution dropped",
    "name dropped",
    "URL",
    "phone",
    "citation moved",
    "date of a source",
)
"""What the rest of the reply still says."""


@dataclass(frozen=True, slots=True)
class Opening:
    id: str
    written: Written

    @property
    def reply(self) -> Reply:
        return self.written.facts.reply


async def opened() -> tuple[Judge, Names]:
    async with open_service() as service:
        speech = {Language(code): Speech(b.written()) for code, b in service.books.items()}
        programs = service.shelf.current().programs
        names = {
            id: tuple(dict.fromkeys(filter(None, (p.names.ko, p.names.ja, *p.aliases))))
            for id, p in programs.items()
        }
        return Judge(speech), names


def openings(names: Names, only: str = "") -> list[Opening]:
    replies = {
        (row["question"], row["as_of"]): from_json(row["sent"]).reply
        for row in rows_of(EVALS / "paraphrase_replies.jsonl")
    }
    found = []
    for row in rows_of(EVALS / "paraphrases.jsonl"):
        if row.get("opening") and row["id"].startswith(only):
            reply = replies[row["question"], row["as_of"]]
            lead = next(b for b in reply.blocks if b.kind is BlockKind.LEAD)
            tokens = tokens_of(reply.text, [p.name for p in reply.programs])
            today = datetime.fromisoformat(row["as_of"]).date()
            facts = facts_of(reply, row["question"], names=names, today=today)
            found.append(Opening(row["id"], Written(row["text"], facts, lead, tokens)))
    return found


def _after(words: Mapping[str, tuple[str, ...]], programs: str) -> Lie:
    """One of ``words`` behind the opening, where it is true of no programme shown."""

    def lie(text: str, reply: Reply, chance: random.Random) -> str | None:
        shown = reply.programs
        false = {
            "open": shown and all(p.status in (Status.CLOSED, Status.UPCOMING) for p in shown),
            "eligible": shown and not any(p.verdict is Verdict.ELIGIBLE for p in shown),
            "barred": shown and all(
                p.verdict is not Verdict.NOT_ELIGIBLE and p.status is Status.OPEN for p in shown
            ),
        }  # fmt: skip
        return f"{text} {chance.choice(words[reply.language])}" if false[programs] else None

    return lie


COUNTS = re.compile(r"\d+(?=건|件|가지|つ(?!の?目)|개)")


def count_changed(text: str, reply: Reply, chance: random.Random) -> str | None:
    """How many there are, or how many of them are open, or how many conditions fit."""
    found = one(COUNTS, text, chance, len(text))
    if found is None:
        return None
    count = int(found[0]) + chance.choice((-1, 1, 2))
    return put(text, *found.span(), str(count)) if count else None


SPELT = re.compile(r"[한두세네](?= ?(?:건|가지|개))|다섯(?= ?(?:건|가지|개))|[一二三四五](?=つ|件)")


def spelt_count_changed(text: str, reply: Reply, chance: random.Random) -> str | None:
    """The same of a count in words."""
    found = one(SPELT, text, chance, len(text))
    if found is None:
        return None
    words = ["한", "두", "세", "네", "다섯"] if found[0] in "한두세네다섯" else list("一二三四五")
    return put(text, *found.span(), chance.choice([word for word in words if word != found[0]]))


PARTED = re.compile(r"[、,，。.\n]")


def counts_swapped(text: str, reply: Reply, chance: random.Random) -> str | None:
    """Two different counts of one text, each in the place of the other."""
    found = list(COUNTS.finditer(text))
    pairs = [
        (a, b)
        for n, a in enumerate(found)
        for b in found[n + 1 :]
        if a[0] != b[0] and PARTED.search(text[a.end() : b.start()])
    ]
    if not pairs:
        return None
    first, second = chance.choice(pairs)
    return put(put(text, *second.span(), first[0]), *first.span(), second[0])


LIES_OF_OPENINGS: dict[str, Lie] = {
    **{name: lie for name, lie in LIES.items() if name not in OF_A_WHOLE},
    "count": count_changed,
    "count in words": spelt_count_changed,
    "counts swapped": counts_swapped,
    "open said after": _after(OPENED, "open"),
    "eligible said after": _after(ELIGIBLE, "eligible"),
    "barred said after": _after(BARRED, "barred"),
}


def held_back(judge: Judge, found: list[Opening]) -> float:
    lock, both = 0, 0
    kinds = {kind.value for kind in ViolationKind}
    for each in found:
        faults = judge.faults(each.written)
        lock += any(fault.kind in kinds for fault in faults)
        both += bool(faults)
        if faults:
            print("   ", each.id, *(f"{f.kind}: {f.reason[:70]}" for f in faults[:3]), sep=" | ")
    of = len(found)
    print(f"openings: {of}; by the lock {lock} ({lock / of:.1%}), by all {both} ({both / of:.1%})")
    return both / of


def lied(
    judge: Judge, found: list[Opening], rounds: int, seed: str = ""
) -> tuple[Counter[str], list[str]]:
    told: Counter[str] = Counter()
    passed = []
    for each in found:
        true = each.written.text
        for name, lie in LIES_OF_OPENINGS.items():
            draws = [random.Random(f"{each.id}{name}{n}{seed}") for n in range(rounds)]  # noqa: S311
            for text in sorted(filter(None, {lie(true, each.reply, d) for d in draws} - {true})):
                told[f"{name} · {each.reply.language}"] += 1
                faults: list[Fault] = judge.faults(replace(each.written, text=text))
                if not faults:
                    passed.append(f"{name}: {each.id}\n{text}\n")
    return told, passed


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--rounds", type=int, default=2)
    options.add_argument("--set", default="", help="the rows whose id begins so")
    options.add_argument("--seed", default="", help="other lies")
    given = options.parse_args()
    judge, names = asyncio.run(opened())
    found = openings(names, given.set)
    share = held_back(judge, found)
    told, passed = (
        lied(judge, found, given.rounds, given.seed) if given.rounds else (Counter[str](), [])
    )
    count = told.total()
    print(f"lies in openings: {len(passed)} of {count} passed; 3/N = {3 / max(count, 1):.2%}")
    print("   ", ", ".join(f"{kind} {number}" for kind, number in sorted(told.items())))
    print("".join(passed), end="")
    return int(bool(passed) or share > TOLERATED)


if __name__ == "__main__":
    sys.exit(main())
