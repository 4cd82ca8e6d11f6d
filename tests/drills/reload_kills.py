"""kill -9 at random moments of a reload: is the old or the new version whole, and never a mixture?

    python -m tests.drills.reload_kills [KILLS]

The stores are the real ones (SQLite, Chroma, word and array directories), the embedding model and
the analysers are the quick ones of the tests, so that a reload takes about a second: the files and
their order are what is tried, not the vectors. Every document of a generation says which one it is.
After each kill a fresh process opens what is there and asks it; a third process answers questions
all the while, as ``serve`` does beside ``reload``.
"""

from __future__ import annotations

import random
import sys
import time
from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory

from knowledge.programs import Language
from tests.drills.children import Child, preload, run
from tests.drills.figures import number, say, show
from tests.drills.reloading import examine, read_on, reload_once, write


def killed(folder: Path, after: float) -> bool:
    """Whether the reload had ended before it could be killed."""
    child = Child(reload_once, folder)
    assert child.said() == "go"
    time.sleep(after)
    child.kill()
    return child.said(0) == "done"


def duration(folder: Path) -> float:
    """Seconds of a whole reload in a child, on this machine now: the middle of five."""
    taken = []
    for generation in range(5):
        write(folder, generation)
        child = Child(reload_once, folder)
        assert child.said() == "go"
        begun = time.monotonic()
        assert child.said() == "done"
        taken.append(time.monotonic() - begun)
        child.end()
    return sorted(taken)[2]


def drill(kills: int, folder: Path, seed: int = 5) -> Counter[str]:
    chance, seen = random.Random(seed), Counter[str]()  # noqa: S311 - repeatable
    whole = duration(folder)
    say(f"a whole reload takes {whole:.2f} s here; {kills} kills within about that time")
    reader, held = Child(read_on, folder), "4"
    for generation in range(10, 10 + kills):
        write(folder, generation)
        seen["ended before the kill"] += killed(folder, chance.uniform(0, whole))
        _, found, fault = run(examine, folder)
        if fault or found not in ({held}, {str(generation)}):
            seen["neither old nor new"] += 1
            say(f"  generation {generation}, held {held}: found {found} {fault}")
            continue
        switched = found == {str(generation)}
        seen["new complete" if switched else "old complete"] += 1
        whole *= 0.92 if switched else 1.04  # a third ends: the machine is not always as fast
        held = found.pop()
    reader.tell("stop")
    reading, faults = reader.said()
    reader.end()
    for fault in sorted(set(faults)):
        say(f"  reader: {fault}")
    return seen + reading


def litter(folder: Path) -> int:
    """What is left of killed builds after one more reload."""
    run(reload_once, folder)
    index = folder / "index"
    built = list(index.rglob(".building-*"))
    names = {path.name.removeprefix("kb-") for path in (index / "chroma").iterdir()}
    return len(built) + max(0, len(names) - 2 * len(Language))


def main(given: list[str]) -> int:
    kills = number(given, 300)
    preload("tests.drills.reloading")
    with TemporaryDirectory() as place:
        folder = Path(place)
        seen = drill(kills, folder)
        left = litter(folder)
    show("old complete", seen["old complete"])
    show("new complete", seen["new complete"])
    show("ended before the kill", seen["ended before the kill"])
    show("neither old nor new", seen["neither old nor new"], kills)
    show("answers given meanwhile by another process", seen["answers"])
    show("of them a mixture of versions", seen["mixtures"], seen["answers"])
    show("failed", seen["failed answers"], seen["answers"] + seen["failed answers"])
    show("versions it passed through", seen["switches"])
    show("directories left over", left)
    return int(bool(seen["neither old nor new"] or seen["mixtures"] or left))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
