"""The conversion, done once for a models directory, whoever comes first."""

from __future__ import annotations

import json
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path

from filelock import FileLock

from adapters.embeddings.e5.directory import write_directory
from adapters.embeddings.e5.weights import bundled_file, read
from knowledge.ports import Progress

FOLDER = "multilingual-e5-small-q4-1"
"""The number at the end is raised whenever what is written below changes."""

GRAPH = "onnx/model_int8.onnx"
CARD = "converted.json"


@dataclass(frozen=True, slots=True)
class Prepared:
    """A complete directory: sentence-transformers files, and the graph beside them."""

    folder: Path
    dimension: int
    checksum: str

    @property
    def graph(self) -> Path:
        return self.folder / GRAPH


def prepare(models: Path, progress: Progress | None = None) -> Prepared:
    """Convert unless it was done; takes seconds and 600 MB of disk.

    Of two processes one converts and the other waits. The directory appears complete or not at
    all: it is built beside its place and renamed.
    """
    folder = models / FOLDER
    if not (folder / CARD).is_file():
        models.mkdir(parents=True, exist_ok=True)
        with FileLock(models / f"{FOLDER}.lock"):
            if not (folder / CARD).is_file():
                _convert(folder, progress or _silent)
    card = json.loads((folder / CARD).read_text(encoding="utf-8"))
    return Prepared(folder, card["dimension"], card["checksum"])


def _convert(folder: Path, progress: Progress) -> None:
    from adapters.embeddings.e5.graph import write_graph  # noqa: PLC0415 - onnx costs a second

    shutil.rmtree(folder, ignore_errors=True)
    aside = Path(tempfile.mkdtemp(prefix=f"{folder.name}.", dir=folder.parent))
    try:
        progress("model", 0, 3)
        weights = read(bundled_file())
        progress("model", 1, 3)
        write_directory(weights, aside)
        progress("model", 2, 3)
        (aside / GRAPH).parent.mkdir()
        write_graph(weights, aside / GRAPH, "int8")
        card = {"dimension": weights.shape.hidden, "checksum": weights.checksum}
        (aside / CARD).write_text(json.dumps(card), encoding="utf-8")
        aside.chmod(0o755)
        aside.rename(folder)
        progress("model", 3, 3)
    except BaseException:
        shutil.rmtree(aside, ignore_errors=True)
        raise


def _silent(what: str, done: int, total: int) -> None:
    pass
