"""What is built aside appears whole; what a killed process left goes, what others build stays."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from adapters.directories import built_aside, sweep
from adapters.stores.arrays import ArrayDirectories
from adapters.stores.chroma import ChromaDirectories
from adapters.stores.words import Bm25Directories

HANGS = """
import sys, time
from pathlib import Path
from adapters.directories import built_aside
with built_aside(Path(sys.argv[1])) as aside:
    (aside / "half").touch()
    print("begun", flush=True)
    time.sleep(60)
"""


def killed_in_the_middle(target: Path) -> None:
    command = [sys.executable, "-c", HANGS, str(target)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:  # noqa: S603
        assert process.stdout
        assert process.stdout.readline() == "begun\n"
        os.kill(process.pid, signal.SIGKILL)


def test_it_takes_the_place_of_what_was_there(tmp_path: Path) -> None:
    for content in ("first", "second"):
        with built_aside(tmp_path / "index") as aside:
            (aside / content).touch()
    assert [path.name for path in tmp_path.rglob("*")] == ["index", "second"]


def test_a_failure_leaves_what_was_there_and_nothing_else(tmp_path: Path) -> None:
    with built_aside(tmp_path / "index") as aside:
        (aside / "whole").touch()
    with pytest.raises(ValueError, match="half"), built_aside(tmp_path / "index"):
        raise ValueError("half")
    assert [path.name for path in tmp_path.rglob("*")] == ["index", "whole"]


def test_what_is_still_being_built_is_not_swept(tmp_path: Path) -> None:
    with built_aside(tmp_path / "index") as aside:
        sweep(tmp_path)
        assert aside.is_dir()


@pytest.mark.parametrize("store", [ArrayDirectories, Bm25Directories, ChromaDirectories])
def test_the_next_start_sweeps_what_a_kill_left(tmp_path: Path, store: type) -> None:
    killed_in_the_middle(tmp_path / "index")
    assert len(list(tmp_path.iterdir())) == 2
    store(tmp_path)
    assert list(tmp_path.iterdir()) == []
