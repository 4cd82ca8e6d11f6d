"""The bundled model through onnxruntime: no torch, no network, a second to start."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import onnxruntime
from tokenizers import Encoding, Tokenizer

from adapters.embeddings.e5.directory import PROMPTS
from adapters.embeddings.e5.preparing import prepare
from knowledge.ports import ModelCard, Progress, Vectors

NAME = "intfloat/multilingual-e5-small"
LONGEST = 512
PER_RUN = 2048
"""Tokens a run, padding included; larger ones measured slower and hold the cores longer."""


class BundledE5:
    """multilingual-e5-small. Texts over 512 tokens are cut. Safe to use from several threads."""

    def __init__(self, models: Path, *, threads: int = 0, progress: Progress | None = None) -> None:
        """``threads`` 0 is one a core. Converts the weights into ``models`` the first time."""
        prepared = prepare(models, progress)
        self.card = ModelCard(NAME, prepared.dimension, prepared.checksum[:16])
        self._tokenizer = Tokenizer.from_file(str(prepared.folder / "tokenizer.json"))
        self._tokenizer.enable_truncation(LONGEST)
        self._session = _session(prepared.graph, threads)

    def queries(self, texts: Sequence[str]) -> Vectors:
        return self._embed([PROMPTS["query"] + text for text in texts])

    def passages(self, texts: Sequence[str]) -> Vectors:
        return self._embed([PROMPTS["document"] + text for text in texts])

    def _embed(self, texts: Sequence[str]) -> Vectors:
        vectors = np.empty((len(texts), self.card.dimension), np.float32)
        encoded = self._tokenizer.encode_batch(list(texts))
        for rows in _runs([len(encoding.ids) for encoding in encoded]):
            vectors[rows] = self._run([encoded[row] for row in rows])
        return vectors

    def _run(self, encoded: Sequence[Encoding]) -> Vectors:
        longest = max(len(encoding.ids) for encoding in encoded)
        ids = np.ones((len(encoded), longest), np.int64)  # 1 is the padding
        mask = np.zeros_like(ids)
        for row, encoding in enumerate(encoded):
            ids[row, : len(encoding.ids)] = encoding.ids
            mask[row, : len(encoding.ids)] = 1
        (vectors,) = self._session.run(None, {"input_ids": ids, "attention_mask": mask})
        return np.asarray(vectors, np.float32)


def _session(graph: Path, threads: int) -> onnxruntime.InferenceSession:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    # threads that spin while they wait for work take a second core and make nothing faster
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(str(graph), options, providers=["CPUExecutionProvider"])


def _runs(lengths: Sequence[int]) -> list[list[int]]:
    """Rows of similar length together, at most PER_RUN padded tokens in each run."""
    runs: list[list[int]] = []
    for row in sorted(range(len(lengths)), key=lengths.__getitem__):
        if not runs or (len(runs[-1]) + 1) * lengths[row] > PER_RUN:
            runs.append([])
        runs[-1].append(row)
    return runs
