"""Standard scores are those that scoring every row would give."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.search.building import Row, sections
from knowledge.search.fusion import Spread, standard_words, unit
from knowledge.search.relevance import relevances
from knowledge.search.shelf import Found

VECTORS = unit(np.random.default_rng(7).normal(size=(40, 6)).astype(np.float32))


def test_the_spread_gives_exact_standard_scores_without_the_rows() -> None:
    question = unit(np.random.default_rng(8).normal(size=6).astype(np.float32))
    scores = VECTORS @ question
    exact = (scores - scores.mean()) / scores.std()
    spread = Spread.of(VECTORS, VECTORS[:1], 0)
    np.testing.assert_allclose(spread.standard(question, scores), exact, atol=1e-4)


def test_the_background_keeps_a_small_shelf_from_being_its_own_mean() -> None:
    one = VECTORS[:1]
    alone, among = Spread.of(one, VECTORS, 0), Spread.of(one, VECTORS, 50)
    assert alone.standard(one[0], one @ one[0]) == pytest.approx([0])
    assert among.standard(one[0], one @ one[0])[0] > 1


@given(st.lists(st.floats(0, 30, width=32), min_size=1, max_size=50))
def test_word_scores_keep_their_order(scores: list[float]) -> None:
    standard = standard_words(np.array(scores, np.float32), 50)
    assert np.isfinite(standard).all()
    order = np.argsort(scores, kind="stable")
    assert (np.diff(standard[order]) >= 0).all()


def test_sections_join_neighbours_of_a_document_up_to_a_size() -> None:
    rows = [Row(f"{n}", "a" if n < 4 else "b", "제목", "가" * 1000) for n in range(6)]
    found = sections(rows)
    assert found.of.tolist() == [0, 0, 0, 1, 2, 2]
    assert found.texts[1] == "제목\n" + "가" * 1000


def test_relevance_falls_with_the_score_and_rises_with_the_occasion() -> None:
    found = [Found("a", 5, 3, 4, 3, across=False), Found("b", 3, 2, 2, 2, across=False)]
    first, second = relevances(found, 0.02)
    assert 0 < second < first < 1
    assert relevances(found, -0.05)[0] < first
    assert relevances([], 0.0) == []
