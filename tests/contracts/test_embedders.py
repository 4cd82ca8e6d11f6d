"""Every embedder gives unit vectors; both runtimes of the bundled model give the same ones."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import onnxruntime
import pytest
from tokenizers import Tokenizer

from adapters.embeddings import open_embedder
from adapters.embeddings.e5.bundled import BundledE5
from adapters.embeddings.e5.graph import write_graph
from adapters.embeddings.e5.preparing import FOLDER, prepare
from adapters.embeddings.e5.weights import bundled_file, read
from knowledge.ports import Embedder, Vectors
from tests.fakes.knowledge import FakeEmbedder

TEXTS = [
    "소상공인이 받을 수 있는 보조금은 무엇입니까?",
    "ものづくり補助金の　締切は\nいつですか。ＡＢＣ",
    "Support for SMEs in Fukuoka",
    "중소기업의 해외 진출을 돕는 사업입니다. " * 40,
]


@pytest.fixture(params=["fake", "bundled"])
def embedder(request: pytest.FixtureRequest) -> Embedder:
    return FakeEmbedder() if request.param == "fake" else request.getfixturevalue("bundled")


@pytest.fixture(scope="module")
def transformer(models_dir: Path, bundled: BundledE5) -> Embedder:
    """The same weights as sentence-transformers reads them from the directory."""
    return open_embedder(str(models_dir / FOLDER), models_dir)


def cosines(left: Vectors, right: Vectors) -> Vectors:
    return (left * right).sum(axis=1)


def test_vectors_have_length_one_and_the_dimension_of_the_card(embedder: Embedder) -> None:
    for vectors in (embedder.queries(TEXTS), embedder.passages(TEXTS)):
        assert vectors.shape == (len(TEXTS), embedder.card.dimension)
        assert vectors.dtype == np.float32
        np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-4)


def test_a_text_has_the_same_vector_alone_and_among_others(embedder: Embedder) -> None:
    alone = np.concatenate([embedder.passages([text]) for text in TEXTS])
    # int8 scales the activations of a run together, so the last digits differ
    assert cosines(alone, embedder.passages(TEXTS)).min() > 0.998


def test_no_texts_give_no_vectors(bundled: BundledE5) -> None:
    assert bundled.queries([]).shape == (0, 384)


def test_int8_vectors_are_those_of_sentence_transformers(
    bundled: BundledE5, transformer: Embedder
) -> None:
    assert cosines(bundled.queries(TEXTS), transformer.queries(TEXTS)).min() > 0.99
    assert cosines(bundled.passages(TEXTS), transformer.passages(TEXTS)).min() > 0.99


def test_the_float32_graph_is_the_network_itself(
    models_dir: Path, transformer: Embedder, tmp_path: Path
) -> None:
    write_graph(read(bundled_file()), tmp_path / "graph.onnx", "float32")
    session = onnxruntime.InferenceSession(str(tmp_path / "graph.onnx"))
    tokenizer = Tokenizer.from_file(str(models_dir / FOLDER / "tokenizer.json"))
    for text, vector in zip(TEXTS[:3], transformer.queries(TEXTS[:3]), strict=True):
        ids = np.array([tokenizer.encode(f"query: {text}").ids], np.int64)
        (found,) = session.run(None, {"input_ids": ids, "attention_mask": np.ones_like(ids)})
        assert float(found[0] @ vector) > 0.9999


def test_two_models_never_have_the_same_card(bundled: BundledE5, transformer: Embedder) -> None:
    assert bundled.card != transformer.card


def test_a_conversion_that_was_done_is_not_done_again(models_dir: Path, bundled: BundledE5) -> None:
    told: list[str] = []
    prepared = prepare(models_dir, lambda what, _done, _of: told.append(what))
    assert told == []
    assert prepared.graph.is_file()


def test_a_model_that_is_nowhere_is_an_os_error(
    models_dir: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    with pytest.raises(OSError, match="none"):
        open_embedder(str(tmp_path / "none"), models_dir)
