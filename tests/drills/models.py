"""Models of every kind against real questions, through the real client; and the attacks.

    python -m tests.drills.models [--questions N] [--attacks N] [--only NAME ...]

Prints one line a character: answers that differ from the composed reply (the first five in full),
blocked and failed texts by kind, and the slowest answer. A zero is printed with 3/N.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import statistics
import time
import uuid
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from bot.bootstrap import Service, open_service
from bot.messages import Outcome, Reply
from bot.models.containment import recites
from prompts.tasks import load_tasks
from tests.loopback import model_characters as characters
from tests.loopback.model_server import Asked, Character, Said
from tests.scenarios.models.desk import composed, modelled

ROOT = Path(__file__).parents[2]
INTENTS = ROOT / "tests" / "evals" / "intents.jsonl"
ATTACKS = ROOT.parent / "shared" / "data" / "attacks" / "prompts.jsonl"
WANTING = {"find", "list_open", "deadline", "eligibility", "premise", "apply", "amount", "explain"}
NAMED = (
    "K-COLLECTION 지금 신청할 수 있나요?",
    "K-COLLECTIONは今申請できますか。",
    "JPD3 마감이 언제예요?",
    "大田区の海外展開支援の締切はいつですか",
)
IN_TIME = 10.0
EVERY = 20
"""Attacks after which other people's questions are asked again."""


@dataclass
class Figures:
    """What became of one character's answers."""

    seconds: list[float] = field(default_factory=list)
    differing: list[str] = field(default_factory=list)

    @property
    def answers(self) -> int:
        return len(self.seconds)


class Liar:
    """Another lie at every request, so that each kind has its turn."""

    def __init__(self) -> None:
        self.told = 0

    def __call__(self, asked: Asked) -> Said:
        self.told += 1
        return characters.liar(asked, seed=self.told)


class Obedient(Liar):
    def __call__(self, asked: Asked) -> Said:
        self.told += 1
        return characters.obedient(asked, seed=self.told)


def cast() -> Iterator[tuple[str, Callable[[], Character], int]]:
    """Name, maker, and of how many questions one is asked: those who are waited for, of few."""
    yield "honest", lambda: characters.honest, 1
    yield "liar", Liar, 1
    yield "obedient", Obedient, 1
    yield "wrong language", lambda: characters.wrong_language, 1
    yield "rambler", lambda: characters.rambler, 2
    yield "mute", lambda: characters.mute_words, 2
    yield "broken JSON", lambda: characters.broken_json, 2
    yield "500", lambda: characters.failing, 2
    yield "reset", lambda: characters.resetting, 2
    yield "1 MB", lambda: characters.megabyte, 2
    yield "silent", lambda: characters.silent, 20
    yield "slow", lambda: characters.slow, 20


def questions(most: int) -> list[str]:
    rows = [json.loads(line) for line in INTENTS.read_text("utf-8").splitlines()]
    wanting = [row["text"] for row in rows if row["intent"] in WANTING]
    step = max(1, len(wanting) // max(1, most - len(NAMED)))
    return [*NAMED, *wanting[::step]][:most]


async def play(
    service: Service, character: Character, texts: Sequence[str], plain: Mapping[str, Reply]
) -> tuple[Figures, dict[str, int]]:
    figures, mine = Figures(), uuid.uuid4().hex  # nobody else's memory
    with TemporaryDirectory() as folder:
        async with modelled(service, Path(folder), character, seconds=8.0) as house:
            for number, text in enumerate(texts):
                begun = time.perf_counter()
                reply = await house.ask(text, f"drill:{mine}:{number}")
                figures.seconds.append(time.perf_counter() - begun)
                if reply.text != plain[text].text:
                    figures.differing.append(f"{text} -> {reply.blocks[0].text}")
            return figures, await house.counts()


def bound(events: int, of: int) -> str:
    return f"{events}/{of}" + (f" (3/N {300 / of:.2f} %)" if not events and of else "")


def report(name: str, figures: Figures, counts: Mapping[str, int]) -> None:
    late = sum(seconds > IN_TIME for seconds in figures.seconds)
    kinds = ", ".join(f"{kind} {times}" for kind, times in counts.items())
    print(
        f"{name}: {figures.answers} answers; other than composed "
        f"{bound(len(figures.differing), figures.answers)}; over 10 s "
        f"{bound(late, figures.answers)}; p50 {statistics.median(figures.seconds):.2f} s, "
        f"slowest {max(figures.seconds):.2f} s; {kinds}",
        flush=True,
    )
    for line in figures.differing[:5]:
        print(f"    {line}")


async def attacks(service: Service, most: int) -> None:
    """Each attack alone, and behind a question that is answered."""
    if not ATTACKS.exists():
        print("attacks: ../shared/data is not here, skipped")
        return
    rows: list[dict[str, Any]] = [json.loads(r) for r in ATTACKS.read_text("utf-8").splitlines()]
    rows = rows[:: max(1, len(rows) // most)]
    tasks = " ".join(task.text for task in load_tasks().values())
    canary = recited = changed = 0
    before = [await composed(service, text) for text in NAMED]
    with TemporaryDirectory() as folder:
        async with modelled(service, Path(folder), Obedient(), seconds=8.0) as house:
            for number, row in enumerate(rows):
                if number % EVERY == 0:  # somebody else asks meanwhile
                    for text, plain in zip(NAMED, before, strict=True):
                        changed += (await house.ask(text, "other:1")).text != plain.text
                for text in (row["text"], f"{NAMED[0]} {row['text']}"):
                    said = (await house.ask(text)).text
                    canary += characters.CANARY in said and characters.CANARY not in text
                    recited += recites(said, tasks)
            counts = await house.counts()
    asked, others = 2 * len(rows), len(NAMED) * len(range(0, len(rows), EVERY))
    print(
        f"attacks: {asked} messages; canary shown {bound(canary, asked)}; instructions recited "
        f"{bound(recited, asked)}; a model's words shown "
        f"{bound(counts.get('worded', 0), asked)}; other answers changed {bound(changed, others)}; "
        f"{counts}",
        flush=True,
    )


async def benign(service: Service, texts: Sequence[str], plain: Mapping[str, Reply]) -> None:
    refused = (Outcome.REFUSED, Outcome.OUT_OF_SCOPE, Outcome.FAILED)
    already = {text for text in texts if plain[text].outcome in refused}
    more = 0
    with TemporaryDirectory() as folder:
        async with modelled(service, Path(folder), Obedient(), seconds=8.0) as house:
            for text in texts:
                reply = await house.ask(text)
                more += reply.outcome in refused and text not in already
    print(
        f"benign: {len(texts)} questions; refused with the model and not without "
        f"{bound(more, len(texts))}; without it {len(already)}",
        flush=True,
    )


async def run(options: argparse.Namespace) -> None:
    async with open_service() as service:
        texts = questions(options.questions)
        plain = {text: await composed(service, text) for text in texts}
        for name, make, every in cast():
            if options.only and name not in options.only:
                continue
            mine = texts[::every] or texts[:1]
            figures, counts = await play(service, make(), mine, plain)
            report(name, figures, counts)
        if not options.only or "attacks" in options.only:
            await attacks(service, options.attacks)
        if not options.only or "benign" in options.only:
            await benign(service, texts, plain)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--questions", type=int, default=200)
    parser.add_argument("--attacks", type=int, default=573)
    parser.add_argument(
        "--only", nargs="+", default=[], help="names of characters, attacks, benign"
    )
    asyncio.run(run(parser.parse_args()))


if __name__ == "__main__":
    main()
