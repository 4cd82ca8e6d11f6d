"""Damaged documents: thousands of mutants of real ones, each read or refused with a reason?

    python -m tests.drills.mutants [FILES] [FOLDER]

2,000 of them by default, of the files in ``../shared/data/documents`` or of ``FOLDER`` where that is
absent: bytes turned, stretches cut, doubled, zeroed or swapped with another file's, endings that lie.
All go through one confined reader, as in a reload; whatever is no document and no reason is a fault.
"""

from __future__ import annotations

import io
import random
import sys
import time
import zipfile
import zlib
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path

from adapters.formats.confined import Confined
from adapters.formats.kinds import READ
from knowledge.errors import UnreadableDocument
from knowledge.formats import Formats
from tests.drills.figures import number, say, show, show_ms

SHARED = Path(__file__).parents[2].parent / "shared" / "data" / "documents"
LARGEST = 2_000_000
"""Bytes of an original: a larger one only makes the drill longer."""
LIMIT = 60.0
"""Seconds that one file may take, its child's start included."""

Mutation = Callable[[bytearray, random.Random, bytes], bytearray]


def _turned(data: bytearray, chance: random.Random, _other: bytes) -> bytearray:
    for _ in range(chance.choice((1, 8, 64, 512))):
        data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
    return data


def _cut(data: bytearray, chance: random.Random, _: bytes) -> bytearray:
    start, end = _stretch(data, chance)
    return data[:start] + data[end:]


def _ended(data: bytearray, chance: random.Random, _: bytes) -> bytearray:
    return data[: chance.randrange(1, len(data))]


def _doubled(data: bytearray, chance: random.Random, _: bytes) -> bytearray:
    start, end = _stretch(data, chance)
    return data[:end] + data[start:end] * chance.choice((1, 3, 50)) + data[end:]


def _zeroed(data: bytearray, chance: random.Random, _: bytes) -> bytearray:
    start, end = _stretch(data, chance)
    return data[:start] + bytearray(end - start) + data[end:]


def _crossed(data: bytearray, chance: random.Random, other: bytes) -> bytearray:
    start, end = _stretch(data, chance)
    return data[:start] + bytearray(other[start:end]) + data[end:]


def _within(data: bytes, chance: random.Random, other: bytes) -> bytes:
    """One member of an archive damaged and the whole packed anew, so that its sums are right."""
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(packed, "w") as new:
        names = [name for name in old.namelist() if old.getinfo(name).file_size]
        doomed = chance.choice(names)
        for name in old.namelist():
            content = old.read(name)
            if name == doomed:
                content = bytes(chance.choice(MUTATIONS)(bytearray(content), chance, other))
            new.writestr(name, content, zipfile.ZIP_DEFLATED)
    return packed.getvalue()


MUTATIONS: Sequence[Mutation] = (_turned, _cut, _ended, _doubled, _zeroed, _crossed)


def _stretch(data: bytearray, chance: random.Random) -> tuple[int, int]:
    start = chance.randrange(len(data))
    return start, min(len(data), start + chance.choice((16, 256, 4096, 65_536)))


def originals(folder: Path) -> list[tuple[str, bytes]]:
    files = [path for path in sorted(folder.rglob("*")) if path.suffix in READ]
    return [(p.suffix, p.read_bytes()) for p in files if 0 < p.stat().st_size <= LARGEST]


def mutant(known: list[tuple[str, bytes]], chance: random.Random) -> tuple[str, bytes]:
    """One to three mutations, two of three archives within; one in twenty has another's ending."""
    suffix, data = chance.choice(known)
    if data[:2] == b"PK" and chance.random() < 2 / 3:
        with suppress(zipfile.BadZipFile, zlib.error, RuntimeError):  # some came damaged or locked
            return suffix, _within(data, chance, chance.choice(known)[1])
    changed = bytearray(data)
    for _ in range(chance.choice((1, 1, 2, 3))):
        if changed:
            changed = chance.choice(MUTATIONS)(changed, chance, chance.choice(known)[1])
    if chance.random() < 1 / 20:
        suffix = chance.choice(known)[0]
    return suffix, bytes(changed)


def drill(files: int, folder: Path, seed: int = 31) -> Counter[str]:
    chance, known = random.Random(seed), originals(folder)  # noqa: S311 - repeatable
    confined, seen, seconds, most = Confined(), Counter[str](), list[float](), 0.0
    formats = Formats(confined.parse)
    for count in range(files):
        suffix, data = mutant(known, chance)
        begun = time.monotonic()
        try:
            formats.read(f"mutant{count}", data, suffix)
            seen["read"] += 1
        except UnreadableDocument as error:
            seen["refused with a reason" if str(error).strip() else "refused without one"] += 1
        except Exception as error:  # noqa: BLE001 - this is what the drill looks for
            say(f"mutant {count}{suffix}: {type(error).__name__}: {error}")
            seen["faults"] += 1
        seconds.append(time.monotonic() - begun)
        most = max(most, confined.spent.memory / 1e6)
    confined.close()
    say(f"{files} mutants of {len(known)} files in {folder.name}")
    for name in ("read", "refused with a reason"):
        show(name, seen[name], files)
    show("refused without a reason", seen["refused without one"], files)
    show("anything else", seen["faults"], files)
    show(f"longer than {LIMIT:.0f} s", sum(each > LIMIT for each in seconds), files)
    show_ms("a file", seconds)
    say(f"{'slowest, most memory of the child':>44}: {max(seconds):.1f} s, {most:,.0f} MB")
    return seen


def main(given: Sequence[str]) -> int:
    folder = Path(given[1]) if len(given) > 1 else SHARED
    if not folder.is_dir():
        say(f"{folder} is not there; name a folder of documents")
        return 0
    seen = drill(number(given, 2000), folder)
    return int(bool(seen["faults"] or seen["refused without one"]))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
