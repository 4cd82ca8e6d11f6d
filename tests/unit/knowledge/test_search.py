"""Search over fakes: within a language, across, in small shelves, and while versions change."""

from __future__ import annotations

from dataclasses import replace

import pytest

from knowledge.errors import NoVersion
from knowledge.programs import Language
from knowledge.search.bridge import load_bridge
from knowledge.search.searcher import Searcher
from knowledge.search.store import SearchStore
from knowledge.search.titles import VECTORS
from tests.fakes.knowledge import FakeEmbedder, MemoryVectors
from tests.fakes.search import FakeMorphemes, MemoryArrays, MemoryWords

PASSAGES = {
    "loan#ko": ("ko", "중소기업 운전자금 융자"),
    "loan#ja": ("ja", "中小企業の運転資金の融資"),
    "fair#ko": ("ko", "해외 전시회 참가비 지원"),
    "solar#ja": ("ja", "太陽光パネルの設置補助"),
    "robot#ja": ("ja", "ロボットの実証実験"),
}


def store_of(passages: dict[str, tuple[str, str]]) -> SearchStore:
    morphemes = {language: FakeMorphemes(language) for language in Language}
    parts = (MemoryVectors(), MemoryWords(), MemoryArrays(), FakeEmbedder())
    store = SearchStore(*parts, morphemes, load_bridge())
    fill(store, "v1", passages)
    return store


def fill(store: SearchStore, version: str, passages: dict[str, tuple[str, str]]) -> None:
    texts = [text for _, text in passages.values()]
    rows = [
        {"language": language, "document": id.split("#")[0], "title": ""}
        for id, (language, _) in passages.items()
    ]
    store.build(version, list(passages), store.embedder.passages(texts), texts, rows)


def searcher(store: SearchStore, version: str = "v1") -> Searcher:
    return Searcher(store.open(version), store.embedder, store.morphemes, store.bridge)


def test_a_question_finds_its_passage_in_its_own_language() -> None:
    assert searcher(store_of(PASSAGES)).search("해외 전시회에 참가")[0].id == "fair#ko"


def test_a_korean_question_finds_what_stands_only_in_japanese() -> None:
    found = searcher(store_of(PASSAGES)).search("로봇 실증실험", languages=[Language.JA])
    assert found[0].id == "robot#ja"
    assert found[0].across


def test_a_japanese_question_shares_signs_with_the_korean_passage() -> None:
    found = searcher(store_of(PASSAGES)).search("展示会の参加費", languages=[Language.KO])
    assert max(found, key=lambda hit: hit.lexical).id == "fair#ko"


def test_best_first_and_no_more_than_asked_for() -> None:
    found = searcher(store_of(PASSAGES)).search("운전자금", k=2)
    assert len(found) == 2
    assert found[0].score >= found[1].score
    assert 1 >= found[0].relevance >= found[1].relevance >= 0


def test_a_single_passage_is_a_shelf() -> None:
    store = store_of({"fair#ko": PASSAGES["fair#ko"]})
    assert [hit.id for hit in searcher(store).search("전시회")] == ["fair#ko"]


@pytest.mark.parametrize("text", ["", "🙂🙂", "hello", "?" * 5000])
def test_any_text_is_a_question(text: str) -> None:
    assert len(searcher(store_of(PASSAGES)).search(text)) <= len(PASSAGES)


def test_a_version_is_complete_or_not_there() -> None:
    store = store_of(PASSAGES)
    fill(store, "v2", PASSAGES)
    store.arrays.drop("v2.ja")
    assert list(store.versions()) == ["v1"]
    fill(store, "v3", PASSAGES)
    assert sorted(store.vectors.versions()) == ["v1.ja", "v1.ko", "v3.ja", "v3.ko"]


def test_a_dropped_version_leaves_nothing_behind() -> None:
    store = store_of(PASSAGES)
    store.drop("v1")
    assert [*store.versions(), *store.vectors.versions(), *store.words.names()] == []
    with pytest.raises(NoVersion):
        store.open("v1")


def titled(store: SearchStore, version: str, *titles: str) -> None:
    vectors = FakeEmbedder().passages(titles)
    rows = [{"language": "ko", "document": title, "title": title} for title in titles]
    store.build(version, [f"{title}#1" for title in titles], vectors, titles, rows)


def arrays_of(store: SearchStore, version: str) -> dict[str, list[float]]:
    return {key: array.tolist() for key, array in store.arrays.open(f"{version}.ko").items()}


def test_titles_are_embedded_once_for_all_versions() -> None:
    store, embedder = store_of(PASSAGES), FakeEmbedder()
    titled(store, "v2", "수출 바우처", "전시회 지원")
    titled(replace(store, embedder=embedder), "v3", "전시회 지원", "창업 자금")
    assert embedder.embedded == ["창업 자금"]
    fresh = store_of(PASSAGES)
    titled(fresh, "v3", "전시회 지원", "창업 자금")
    assert arrays_of(store, "v3") == arrays_of(fresh, "v3")


def test_titles_of_another_model_or_damaged_ones_are_not_taken_over() -> None:
    store = store_of(PASSAGES)
    titled(store, "v2", "수출 바우처")
    other = FakeEmbedder(replace(store.embedder.card, checksum="another"))
    titled(replace(store, embedder=other), "v3", "수출 바우처")
    assert "수출 바우처" in other.embedded
    store.drop("v3")
    store.arrays.open("v2.ko")[VECTORS][:] = 0
    again = FakeEmbedder()
    titled(replace(store, embedder=again), "v4", "수출 바우처")
    assert again.embedded == ["수출 바우처"]
