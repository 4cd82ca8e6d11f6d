"""Progress on stderr, for whoever waits at the console."""

from __future__ import annotations

import sys
from typing import Any, Self

from tqdm import tqdm


class Bars:
    """One bar a stage; silent where stderr is not a terminal."""

    def __init__(self) -> None:
        self._bar: tqdm[Any] | None = None
        self._stage = ""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._close()

    def __call__(self, what: str, done: int, total: int) -> None:
        if what != self._stage:
            self._close()
            self._stage = what
            self._bar = tqdm(total=total, desc=what, file=sys.stderr, disable=None, leave=True)
        if self._bar is not None:
            self._bar.total = total
            self._bar.update(done - self._bar.n)

    def _close(self) -> None:
        if self._bar is not None:
            self._bar.close()
        self._bar = None
