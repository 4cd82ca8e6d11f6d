"""Named arrays in directories, read memory-mapped."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from knowledge.errors import NoVersion


class ArrayDirectories:
    """An ``ArrayStore`` below a directory; ``build`` appears complete or not at all."""

    def __init__(self, directory: Path) -> None:
        self._directory = directory

    def build(self, name: str, arrays: Mapping[str, NDArray[Any]]) -> None:
        self._directory.mkdir(parents=True, exist_ok=True)
        aside = Path(tempfile.mkdtemp(prefix=".building-", dir=self._directory))
        for key, values in arrays.items():
            np.save(aside / f"{key}.npy", values, allow_pickle=False)
        self.drop(name)
        aside.rename(self._directory / name)

    def open(self, name: str) -> Mapping[str, NDArray[Any]]:
        path = self._directory / name
        if not path.is_dir():
            raise NoVersion(f"there is no search index {name}; run: python -m bot reload")
        return {file.stem: np.load(file, mmap_mode="r") for file in sorted(path.glob("*.npy"))}

    def drop(self, name: str) -> None:
        shutil.rmtree(self._directory / name, ignore_errors=True)

    def names(self) -> Iterable[str]:
        found = self._directory.iterdir() if self._directory.is_dir() else ()
        return sorted(path.name for path in found if not path.name.startswith("."))
