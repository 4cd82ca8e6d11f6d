"""Named arrays in directories, read memory-mapped."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from adapters.directories import built_aside, sweep
from knowledge.errors import BrokenVersion, NoVersion


class ArrayDirectories:
    """An ``ArrayStore`` below a directory; ``build`` appears complete or not at all, and what killed
    builds left goes at the start.
    """

    def __init__(self, directory: Path) -> None:
        self._directory = directory
        sweep(directory)

    def build(self, name: str, arrays: Mapping[str, NDArray[Any]]) -> None:
        with built_aside(self._directory / name) as aside:
            for key, values in arrays.items():
                np.save(aside / f"{key}.npy", values, allow_pickle=False)

    def open(self, name: str) -> Mapping[str, NDArray[Any]]:
        path = self._directory / name
        if not path.is_dir():
            raise NoVersion(f"there is no search index {name}; run: python -m bot reload")
        try:
            return {file.stem: np.load(file, mmap_mode="r") for file in sorted(path.glob("*.npy"))}
        except (OSError, ValueError, EOFError) as error:
            raise BrokenVersion(
                f"the search index {name} is damaged ({error}); run: python -m bot reload"
            ) from error

    def drop(self, name: str) -> None:
        shutil.rmtree(self._directory / name, ignore_errors=True)

    def names(self) -> Iterable[str]:
        found = self._directory.iterdir() if self._directory.is_dir() else ()
        return sorted(path.name for path in found if not path.name.startswith("."))
