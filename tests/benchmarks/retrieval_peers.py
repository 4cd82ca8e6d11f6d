"""What others do on the same set: python -m tests.benchmarks.retrieval_peers MODELS_DIR BEIR_DIR.

BM25 over words between spaces, and the pipeline of LangChain's tutorial: its recursive
splitter and vector store, the same embedding model through its own interface, without prompts.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from langchain_core.documents import Document
from langchain_core.embeddings import Embeddings
from langchain_core.vectorstores import InMemoryVectorStore
from langchain_text_splitters import RecursiveCharacterTextSplitter

from adapters.embeddings.e5.bundled import BundledE5
from adapters.stores.words import Bm25Directories
from bot.commands.evaluate_retrieval import RetrievalSet, read_set

Rank = Callable[[str], Sequence[str]]


class WithoutPrompts(Embeddings):
    """The bundled model as HuggingFaceEmbeddings would call it."""

    def __init__(self, model: BundledE5) -> None:
        self._model = model

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        vectors: list[list[float]] = self._model._embed(texts).tolist()
        return vectors

    def embed_query(self, text: str) -> list[float]:
        return self.embed_documents([text])[0]


def tutorial(given: RetrievalSet, model: BundledE5) -> Rank:
    splitter = RecursiveCharacterTextSplitter(chunk_size=1000, chunk_overlap=200)
    documents = [Document(d.text, metadata={"id": id}) for id, d in given.documents.items()]
    store = InMemoryVectorStore.from_documents(
        splitter.split_documents(documents), WithoutPrompts(model)
    )

    def rank(text: str) -> Sequence[str]:
        found = store.similarity_search(text, k=40)
        return list(dict.fromkeys(document.metadata["id"] for document in found))

    return rank


def spaces(given: RetrievalSet, folder: Path) -> Rank:
    store = Bm25Directories(folder)
    store.build("peer", [d.text.lower().split() for d in given.documents.values()])
    index, ids = store.open("peer"), list(given.documents)
    return lambda text: [ids[n] for n in (-index.scores(text.lower().split())).argsort()[:10]]


def hits(rank: Rank, given: RetrievalSet) -> Mapping[str, float]:
    ranks = [rank(text)[:10] for text in given.questions.values()]
    meant = list(given.relevant.values())
    return {
        f"hit@{k}": sum(bool(set(r[:k]) & set(m)) for r, m in zip(ranks, meant, strict=True))
        / len(ranks)
        for k in (1, 3, 10)
    }


def main() -> None:
    given, model = read_set(Path(sys.argv[2])), BundledE5(Path(sys.argv[1]))
    with TemporaryDirectory() as name:
        for peer, rank in {
            "BM25 over spaces": spaces(given, Path(name)),
            "LangChain tutorial": tutorial(given, model),
        }.items():
            shares = " | ".join(f"{value:.3f}" for value in hits(rank, given).values())
            print(f"| {peer} | {shares} |")


if __name__ == "__main__":
    main()
