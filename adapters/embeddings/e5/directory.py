"""The weights as an ordinary sentence-transformers directory, so that anything can load them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
from safetensors.numpy import save_file
from tokenizers import Regex, Tokenizer, normalizers, pre_tokenizers, processors
from tokenizers.models import Unigram

from adapters.embeddings.e5.weights import Pieces, Shape, Tensor, Weights

PROMPTS = {"query": "query: ", "document": "passage: "}

EMBEDDINGS = {
    "emb.word": "word_embeddings.weight",
    "emb.pos": "position_embeddings.weight",
    "emb.type": "token_type_embeddings.weight",
    "emb.ln.w": "LayerNorm.weight",
    "emb.ln.b": "LayerNorm.bias",
}
LAYER = {
    "q": "attention.self.query",
    "k": "attention.self.key",
    "v": "attention.self.value",
    "ao": "attention.output.dense",
    "aln": "attention.output.LayerNorm",
    "fi": "intermediate.dense",
    "fo": "output.dense",
    "oln": "output.LayerNorm",
}
MODULES = ("Transformer", "Pooling", "Normalize")


def write_directory(weights: Weights, folder: Path) -> None:
    """Write config, safetensors, tokenizer, pooling and prompts into the empty ``folder``."""
    save_file(dict(_state(weights)), folder / "model.safetensors", metadata={"format": "pt"})
    tokenizer(weights.pieces).save(str(folder / "tokenizer.json"), pretty=False)
    for name, content in _settings(weights.shape, weights.epsilon, weights.pieces.pad).items():
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(json.dumps(content, indent=2), encoding="utf-8")
    (folder / "2_Normalize").mkdir()


def tokenizer(pieces: Pieces) -> Tokenizer:
    """XLM-R's unigram tokenizer; NFKC stands for the file's normalisation map."""
    built = Tokenizer(Unigram(list(pieces.pieces), pieces.unknown, byte_fallback=False))
    built.normalizer = normalizers.Sequence(
        [normalizers.NFKC(), normalizers.Replace(Regex(r"\s+"), " "), normalizers.Strip()]
    )
    built.pre_tokenizer = pre_tokenizers.Metaspace(replacement="▁", prepend_scheme="always")
    built.post_processor = processors.TemplateProcessing(
        single="<s> $A </s>", special_tokens=[("<s>", pieces.begin), ("</s>", pieces.end)]
    )
    built.add_special_tokens(["<s>", "<pad>", "</s>", "<unk>"])
    return built


def _state(weights: Weights) -> Iterator[tuple[str, Tensor]]:
    """Tensors under the names of a BERT encoder; the pooler it would miss is zero and unused."""
    hidden = weights.shape.hidden
    for short, name in EMBEDDINGS.items():
        values = weights.floats(short)
        matrix = not short.startswith("emb.ln")
        yield f"embeddings.{name}", values.reshape(-1, hidden) if matrix else values
    for layer in range(weights.shape.layers):
        for short, name in LAYER.items():
            for ours, theirs in (("w", "weight"), ("b", "bias")):
                values = weights.floats(f"l{layer}.{short}.{ours}")
                yield f"encoder.layer.{layer}.{name}.{theirs}", values
    yield "pooler.dense.weight", np.zeros((hidden, hidden), np.float32)
    yield "pooler.dense.bias", np.zeros(hidden, np.float32)


def _settings(shape: Shape, epsilon: float, pad: int) -> dict[str, Any]:
    """The directory's JSON files by name."""
    paths = ("", "1_Pooling", "2_Normalize")
    modules = [
        {"idx": i, "name": str(i), "path": path, "type": f"sentence_transformers.models.{kind}"}
        for i, (path, kind) in enumerate(zip(paths, MODULES, strict=True))
    ]
    special = {"bos": "<s>", "eos": "</s>", "cls": "<s>", "sep": "</s>", "pad": "<pad>"}
    tokens = {f"{name}_token": token for name, token in (special | {"unk": "<unk>"}).items()}
    return {
        "modules.json": modules,
        "config.json": _bert(shape, epsilon, pad),
        "tokenizer_config.json": {
            "tokenizer_class": "PreTrainedTokenizerFast",
            "model_max_length": shape.positions,
            "model_input_names": ["input_ids", "attention_mask"],
            **tokens,
        },
        "sentence_bert_config.json": {"max_seq_length": shape.positions, "do_lower_case": False},
        "config_sentence_transformers.json": {"prompts": PROMPTS, "similarity_fn_name": "cosine"},
        "1_Pooling/config.json": {
            "word_embedding_dimension": shape.hidden,
            "pooling_mode_mean_tokens": True,
        },
    }


def _bert(shape: Shape, epsilon: float, pad: int) -> dict[str, Any]:
    """The encoder as its library reads it."""
    return {
        "architectures": ["BertModel"],
        "model_type": "bert",
        "vocab_size": shape.vocabulary,
        "hidden_size": shape.hidden,
        "num_hidden_layers": shape.layers,
        "num_attention_heads": shape.heads,
        "intermediate_size": shape.feed_forward,
        "max_position_embeddings": shape.positions,
        "type_vocab_size": shape.token_types,
        "layer_norm_eps": epsilon,
        "pad_token_id": pad,
        "hidden_act": "gelu",
        "dtype": "float32",
    }
