"""Directories that appear complete or not at all, whoever is killed meanwhile."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from uuid import uuid4

from filelock import FileLock, Timeout

PREFIX = ".building-"


@contextmanager
def built_aside(target: Path) -> Iterator[Path]:
    """An empty directory that takes the place of ``target`` when the block ends well, else is gone.

    It is locked meanwhile, and the lock dies with the process: so ``sweep`` knows what was left.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    aside = target.with_name(f"{PREFIX}{uuid4().hex}")
    try:
        with FileLock(_lock(aside)):
            aside.mkdir()
            yield aside
            shutil.rmtree(target, ignore_errors=True)
            aside.rename(target)
    finally:
        shutil.rmtree(aside, ignore_errors=True)
        _lock(aside).unlink(missing_ok=True)


def sweep(directory: Path) -> None:
    """Removes what killed processes began in ``directory``; what others still build stays."""
    begun = directory.glob(f"{PREFIX}*") if directory.is_dir() else ()
    for aside in [path for path in begun if path.is_dir()]:
        with suppress(Timeout), FileLock(_lock(aside), timeout=0):
            shutil.rmtree(aside, ignore_errors=True)
            _lock(aside).unlink(missing_ok=True)


def _lock(aside: Path) -> Path:
    return aside.with_name(f"{aside.name}.lock")
