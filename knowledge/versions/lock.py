"""One builder at a time, across processes."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from filelock import FileLock, Timeout

from knowledge.errors import ReloadRunning


@contextmanager
def sole_builder(file: Path, now: datetime) -> Iterator[None]:
    """Holds ``file`` locked; the lock dies with the process. Raises ``ReloadRunning`` at once,
    naming the process that holds it and since when.
    """
    file.parent.mkdir(parents=True, exist_ok=True)
    holder = file.with_suffix(".json")
    lock = FileLock(file)
    try:
        lock.acquire(timeout=0)
    except Timeout as error:
        raise ReloadRunning(
            f"another reload is running{_held_by(holder)}; wait until it is done"
        ) from error
    try:
        holder.write_text(json.dumps({"pid": os.getpid(), "since": now.isoformat()}), "utf-8")
        yield
    finally:
        holder.unlink(missing_ok=True)
        lock.release()


def _held_by(holder: Path) -> str:
    try:
        held = json.loads(holder.read_text("utf-8"))
        return f" (process {held['pid']}, since {held['since']})"
    except (OSError, ValueError, KeyError):
        return ""
