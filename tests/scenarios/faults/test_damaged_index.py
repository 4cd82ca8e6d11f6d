"""Faults 6 and 8: a damaged index is never a traceback; the version before answers, a reload mends."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.errors import NotReady
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
