"""A backup is made while people talk, and put back elsewhere: is what is answered the same?

    python -m tests.drills.restoring [BACKUPS]

The whole concierge serves Telegram on loopback; twenty people talk all the while. Each backup is
restored into an empty directory, and there the same questions are asked. A restore into the
directory that serves must be refused.
"""

from __future__ import annotations

import asyncio
import json
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.benchmarks.load import questions
from tests.drills.crowd import Crowd, _environment, crowd, load
from tests.drills.figures import number, say, show, show_ms

ASKED = 12


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


async def talk(place: Crowd, chat: int, asked: list[str]) -> None:
    while True:
        for text in asked:
            await place.ask(text, chat, "ko")


async def drill(backups: int, root: Path) -> int:
    live, env = root / "live", _environment(root / "live", "")
    live.mkdir()
    await load(live)
    asked = questions()["ko"]
    batch = root / "asked.jsonl"
    batch.write_text("\n".join(json.dumps({"text": text}) for text in asked[:ASKED]), "utf-8")
    files, waits = [], []
    async with crowd(live, 1) as place:
        talking = [asyncio.create_task(talk(place, 3000 + n, asked)) for n in range(20)]
        for number_ in range(backups):
            begun = time.monotonic()
            code, out = await command(env, "backup", str(root / f"backups{number_}"))
            assert code == 0, out
            waits.append(time.monotonic() - begun)
            files.append(Path(out.strip()))
        refused, said = await command(env, "restore", str(files[0]))
        for each in talking:
            each.cancel()
        await asyncio.gather(*talking, return_exceptions=True)
    same, expected = 0, await answers(live, batch)
    for number_, file in enumerate(files):
        there = root / f"restored{number_}"
        code, out = await command(_environment(there, ""), "restore", str(file))
        assert code == 0, out
        given = await answers(there, batch)
        same += given == expected
        for one, other in zip(given, expected, strict=False):
            if one != other:
                sys.stderr.write(f"{one[:300]}\n  not\n{other[:300]}\n")
    say(f"{backups} backups while 20 people talk, {files[0].stat().st_size / 2**20:.0f} MB each")
    show_ms("a backup takes, with the start of Python", waits)
    show("restored ones that do not answer the same", backups - same, backups)
    show("restores let through while serving", int(refused == 0), 1)
    say(f"{'it says':>44}: {said.strip().splitlines()[-1]}")
    return backups - same + (refused == 0)


def main(given: list[str]) -> int:
    with TemporaryDirectory() as folder:
        return min(1, asyncio.run(drill(number(given, 3), Path(folder))))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
