"""Every word store scores all rows in their order; the analysers give the words to score."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import pytest

from adapters.stores.words import Bm25Directories
from knowledge.errors import NoVersion
from knowledge.ports import Morphemes, WordStore
from knowledge.programs import Language
from tests.fakes.search import MemoryWords

ROWS: Sequence[Sequence[str]] = [["보조금", "신청"], ["補助金", "申請", "申請"], [], ["보조금"]]


@pytest.fixture(params=["memory", "bm25s"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> WordStore:
    return MemoryWords() if request.param == "memory" else Bm25Directories(tmp_path)


def test_rows_with_the_word_score_and_others_do_not(store: WordStore) -> None:
    store.build("v1", ROWS)
    scores = store.open("v1").scores(["신청"])
    assert scores.shape == (4,)
    assert (scores > 0).tolist() == [True, False, False, False]


def test_a_rare_word_counts_more_than_a_common_one(store: WordStore) -> None:
    store.build("v1", ROWS)
    index = store.open("v1")
    assert index.scores(["신청"])[0] > index.scores(["보조금"])[0] > 0


def test_unknown_words_and_no_words_score_nothing(store: WordStore) -> None:
    store.build("v1", ROWS)
    for words in ([], ["없는말"], [""]):
        assert not store.open("v1").scores(words).any()


def test_an_index_without_any_word_can_be_built(store: WordStore) -> None:
    store.build("v1", [[], []])
    assert store.open("v1").scores(["말"]).tolist() == [0, 0]


def test_what_was_dropped_is_no_version(store: WordStore) -> None:
    store.build("v1", ROWS)
    assert list(store.names()) == ["v1"]
    store.drop("v1")
    with pytest.raises(NoVersion):
        store.open("v1")


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        (
            Language.KO,
            "중소기업지원사업의 마감은요?",
            {"중소기업", "지원", "사업", "중소기업지원사업"},
        ),
        (Language.KO, "ＫＯＴＲＡ가 2026년에 모집합니다", {"kotra", "2026", "2026년", "모집"}),
        (Language.JA, "補助金の申込みはいつ", {"補助金", "補助", "申し込み"}),
        (Language.JA, "ITツールを買いたい", {"it", "ツール", "買う"}),
    ],
)
def test_words_carry_the_meaning(
    morphemes: Mapping[Language, Morphemes], language: Language, text: str, expected: set[str]
) -> None:
    assert expected <= set(morphemes[language].words(text))


def test_particles_and_endings_are_no_words(morphemes: Mapping[Language, Morphemes]) -> None:
    assert morphemes[Language.KO].words("기계를 사고 싶은데요") == ["기계", "사"]
    assert morphemes[Language.JA].words("機械が必要なのですが。") == ["機械", "必要"]


def test_a_name_that_ends_like_a_particle_is_one_word(
    morphemes: Mapping[Language, Morphemes],
) -> None:
    assert morphemes[Language.KO].words("제트로에 물어보세요")[0] == "제트로"
    assert "한일" in morphemes[Language.KO].words("한일 기업 교류")


def test_empty_and_very_long_texts_are_read(morphemes: Mapping[Language, Morphemes]) -> None:
    for language, word in ((Language.KO, "수출 "), (Language.JA, "輸出 ")):
        assert morphemes[language].words("") == []
        assert len(morphemes[language].words(word * 20_000)) >= 19_000


def test_the_same_text_gives_the_same_words(morphemes: Mapping[Language, Morphemes]) -> None:
    words = morphemes[Language.JA].words("働き方改革推進支援助成金")
    assert np.array_equal(words, morphemes[Language.JA].words("働き方改革推進支援助成金"))
