"""Processes that a drill starts, asks and kills. A server that has loaded everything forks them, so
that one more costs milliseconds and none inherits an open database.
"""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable
from contextlib import suppress
from typing import Any

FORK = multiprocessing.get_context("forkserver")

Work = Callable[..., None]
"""Called with its arguments and, last, a connection to tell what it has to say."""


class Child:
    """A process at work."""

    def __init__(self, work: Work, *given: Any) -> None:
        self._ours, theirs = FORK.Pipe()
        self.process = FORK.Process(target=work, args=(*given, theirs), daemon=True)
        self.process.start()
        theirs.close()

    def said(self, patience: float = 120.0) -> Any:
        """Its next word; None if it ended, or said nothing for so long."""
        with suppress(EOFError, ConnectionResetError):
            return self._ours.recv() if self._ours.poll(patience) else None
        return None

    def tell(self, word: str) -> None:
        self._ours.send(word)

    def kill(self) -> None:
        """As the power cut does: SIGKILL."""
        self.process.kill()
        self.process.join()

    def end(self, patience: float = 60.0) -> None:
        self.process.join(patience)


def run(work: Work, *given: Any) -> Any:
    """In a process of its own, to its end; the last word it says."""
    child, last = Child(work, *given), None
    while (word := child.said()) is not None:
        last = word
    child.end()
    return last


def preload(*modules: str) -> None:
    """What every child needs; once, before the first."""
    FORK.set_forkserver_preload(list(modules))
