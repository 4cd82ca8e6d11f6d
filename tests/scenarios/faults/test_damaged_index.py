"""Faults 6 and 8: a damaged index is never a traceback; the version before answers, a reload mends."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

import pytest

from bot.counters.healing import Healing
from bot.errors import NotReady
from bot.shelf import LOOK_AGAIN
from knowledge.versions import ReloadReport
from tests.drills.reloading import generations, shelf, versions

NEXT_YEAR = datetime(2027, 11, 22, tzinfo=UTC)


def of_active(folder: Path, part: str) -> Iterator[Path]:
    """The directories of the active version in one part of the index."""
    made, _ = versions(folder)
    active = made.store.active()
    made.store._engine.dispose()
    assert active
    yield from (folder / "index" / part).glob(f"*{active.version}*")


def cut(pattern: str, share: float) -> Callable[[Path], None]:
    def damage(directory: Path) -> None:
        for file in filter(Path.is_file, directory.rglob(pattern)):
            os.truncate(file, int(file.stat().st_size * share))

    return damage


def scrawl(pattern: str) -> Callable[[Path], None]:
    def damage(directory: Path) -> None:
        for file in directory.rglob(pattern):
            file.write_bytes(b"\x93 no such thing \x00" * 40)

    return damage


DAMAGES = {
    "chroma, half of it": ("chroma", cut("chroma.sqlite3", 0.5)),
    "chroma, empty": ("chroma", cut("chroma.sqlite3", 0)),
    "chroma, scrawled over": ("chroma", scrawl("chroma.sqlite3")),
    "chroma, directory emptied": ("chroma", cut("*", 0)),
    "arrays, cut off": ("arrays", cut("vectors.npy", 0.5)),
    "arrays, empty": ("arrays", cut("*.npy", 0)),
    "arrays, scrawled over": ("arrays", scrawl("ids.npy")),
    "words, cut off": ("words", cut("*.npy", 0.5)),
    "words, scrawled over": ("words", scrawl("*.json")),
    "words, gone": ("words", shutil.rmtree),
}


def damaged(folder: Path, name: str) -> None:
    part, damage = DAMAGES[name]
    directories = list(of_active(folder, part))
    assert directories
    for directory in directories:
        damage(directory)


@pytest.mark.parametrize("name", DAMAGES)
def test_the_version_before_answers_and_a_reload_mends(folder: Path, name: str) -> None:
    damaged(folder, name)
    assert generations(shelf(folder).current()) == {"1"}
    made, _ = versions(folder)
    replace(made, now=lambda: NEXT_YEAR).reload()
    assert generations(shelf(folder).current()) == {"2"}


async def test_a_damaged_version_is_built_anew_by_itself(folder: Path) -> None:
    damaged(folder, "words, gone")
    serving, now = shelf(folder), datetime(2026, 11, 22, tzinfo=UTC)
    healing = Healing(serving, partial(serving.reload, unattended=True))
    assert generations(serving.current()) == {"1"}
    await healing.tick(now)
    assert healing.running
    await healing.running
    assert (generations(serving.current()), serving.damaged) == ({"2"}, "")


async def test_who_goes_back_to_the_version_before_is_left_there(folder: Path) -> None:
    damaged(folder, "words, gone")
    serving = shelf(folder)
    serving.current()
    assert serving.damaged
    made, _ = versions(folder)
    made.rollback()
    serving._looked = -LOOK_AGAIN
    assert (generations(serving.current()), serving.damaged) == ({"1"}, "")


async def test_what_three_builds_do_not_mend_is_left_to_people(folder: Path) -> None:
    damaged(folder, "words, gone")
    serving, tried = shelf(folder), []

    async def fails() -> ReloadReport:
        tried.append(1)
        raise NotReady("the disk is full")

    healing = Healing(serving, fails)
    serving.current()
    for minute in range(0, 600, 5):
        await healing.tick(datetime(2026, 11, 22, tzinfo=UTC) + timedelta(minutes=minute))
        if healing.running:
            await healing.running
    assert len(tried) == 3


def test_a_version_whose_files_come_back_is_read_again(folder: Path) -> None:
    kept = folder.parent / "kept"
    shutil.copytree(folder / "index", kept)
    damaged(folder, "words, gone")
    serving = shelf(folder)
    assert generations(serving.current()) == {"1"}
    shutil.rmtree(folder / "index")
    shutil.copytree(kept, folder / "index")
    serving._looked = serving._tried = -LOOK_AGAIN
    assert generations(serving.current()) == {"2"}


def test_without_a_version_before_it_says_what_to_do(folder: Path) -> None:
    damaged(folder, "arrays, empty")
    for directory in (folder / "index" / "chroma").iterdir():
        cut("chroma.sqlite3", 0.5)(directory)
    with pytest.raises(NotReady, match=r"damaged.*run: python -m bot reload"):
        shelf(folder).current()


def test_a_running_concierge_keeps_what_it_has_read(folder: Path) -> None:
    serving = shelf(folder)
    assert generations(serving.current()) == {"2"}
    made, _ = versions(folder)
    made.rollback()
    damaged(folder, "words, gone")
    serving._looked = 0.0
    assert generations(serving.current()) == {"2"}


def test_a_damaged_background_is_made_anew(folder: Path) -> None:
    for directory in (folder / "index" / "arrays").glob("background*"):
        cut("*.npy", 0.3)(directory)
    assert generations(shelf(folder).current()) == {"2"}
