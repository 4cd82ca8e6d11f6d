"""A backup is made while people talk, and put back elsewhere: is what is answered the same?

    python -m tests.drills.restoring [BACKUPS]

The whole concierge serves Telegram on loopback; twenty people talk all the while, and after the
backups five of them have themselves forgotten. Each backup is restored beside the list of the
forgotten, where the same questions are asked and nobody of the five may stand in a file. A restore
into the directory that serves must be refused.
"""

from __future__ import annotations

import asyncio
import json
import shutil
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.benchmarks.load import questions
from tests.drills.crowd import Crowd, _environment, crowd, load
from tests.drills.figures import number, say, show, show_ms

PEOPLE = range(770_003_000, 770_003_020)
FORGOTTEN = PEOPLE[::4]


async def command(env: Mapping[str, str], *words: str) -> tuple[int, str]:
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", *words,
        env=dict(env), stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE,
    )  # fmt: skip
    out, error = await process.communicate()
    return process.returncode or 0, (out or error).decode()


async def answers(folder: Path, batch: Path) -> list[str]:
    _, out = await command(_environment(folder, ""), "ask", "--batch", str(batch), "--json")
    return out.splitlines()


def database(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in folder.glob("concierge.sqlite3*"))


async def talk(place: Crowd, chat: int, asked: list[str]) -> None:
    while True:
        for text in asked:
            await place.ask(text, chat, "ko")


async def drill(backups: int, root: Path) -> int:
    live, env = root / "live", _environment(root / "live", "")
    live.mkdir()
    await load(live)
    batch = root / "asked.jsonl"
    texts = [text for some in questions().values() for text in some]
    batch.write_text("\n".join(json.dumps({"text": text}) for text in texts), "utf-8")
    files, waits = [], []
    async with crowd(live, 1) as place:
        asked = questions()["ko"]
        talking = [asyncio.create_task(talk(place, n, asked)) for n in PEOPLE]
        for number_ in range(backups):
            begun = time.monotonic()
            code, out = await command(env, "backup", str(root / f"backups{number_}"))
            assert code == 0, out
            waits.append(time.monotonic() - begun)
            files.append(Path(out.strip()))
        for each in talking:
            each.cancel()
        await asyncio.gather(*talking, return_exceptions=True)
        for chat in FORGOTTEN:
            await place.ask("/forget", chat, "ko")
        refused, said = await command(env, "restore", str(files[0]))
    seen = Seen(await answers(live, batch))
    for number_, file in enumerate(files):
        await compare(seen, file, _environment(root / f"restored{number_}", ""), live, batch)
    again = await answers(live, batch)
    itself = sum(one != other for one, other in zip(again, seen.expected, strict=True))
    say(f"{backups} backups while 20 people talk, {files[0].stat().st_size / 2**20:.0f} MB each")
    show_ms("a backup takes, with the start of Python", waits)
    show("answers otherwise than without a restore", seen.otherwise, backups * len(texts))
    show("the live one otherwise than itself before", itself, len(texts))
    show("people forgotten since who are back", seen.back, backups * len(FORGOTTEN))
    show("others who are still known", seen.known, backups * (len(PEOPLE) - len(FORGOTTEN)))
    show("restores let through while serving", int(refused == 0), 1)
    say(f"{'it says':>44}: {said.strip().splitlines()[-1]}")
    return seen.otherwise + seen.back + (refused == 0)


@dataclass
class Seen:
    """What the live one answers, and how the restored ones compare."""

    expected: list[str]
    otherwise: int = 0
    back: int = 0
    known: int = 0


async def compare(seen: Seen, file: Path, env: Mapping[str, str], live: Path, batch: Path) -> None:
    """Restored where the list of the forgotten is that of the live one."""
    there = Path(env["CONCIERGE_DATA_DIR"])
    shutil.copytree(live / "forgotten", there / "forgotten")
    code, out = await command(env, "restore", str(file))
    assert code == 0, out
    held = database(there)
    seen.back += sum(str(chat).encode() in held for chat in FORGOTTEN)
    seen.known += sum(str(chat).encode() in held for chat in set(PEOPLE) - set(FORGOTTEN))
    for one, other in zip(await answers(there, batch), seen.expected, strict=True):
        seen.otherwise += one != other
        if one != other:
            sys.stderr.write(f"{one[:300]}\n  not\n{other[:300]}\n")


def main(given: list[str]) -> int:
    with TemporaryDirectory() as folder:
        return min(1, asyncio.run(drill(number(given, 3), Path(folder))))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
