"""The retrieval metrics, on a set small enough to work out by hand."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bot.commands.evaluate_retrieval import evaluate_retrieval, read_set
from bot.errors import BadInput
from knowledge.programs import Language
from knowledge.search.bridge import load_bridge
from knowledge.search.store import SearchStore
from tests.fakes.knowledge import FakeEmbedder, MemoryVectors
from tests.fakes.search import FakeMorphemes, MemoryArrays, MemoryWords


def write_set(folder: Path) -> Path:
    corpus = {"d1": "해외 전시회 참가비 지원", "d2": "운전자금 융자", "d3": "태양광 설치"}
    queries = {"q1": "전시회 참가비", "q2": "융자 자금", "q3": "대답이 없는 물음"}
    for name, rows in (("corpus", corpus), ("queries", queries)):
        lines = [json.dumps({"_id": id, "title": "", "text": text}) for id, text in rows.items()]
        (folder / f"{name}.jsonl").write_text("\n".join(lines), "utf-8")
    (folder / "qrels").mkdir()
    grades = ["query-id\tcorpus-id\tscore", "q1\td1\t2", "q1\td3\t1", "q2\td2\t1", "q3\td1\t0"]
    (folder / "qrels" / "test.tsv").write_text("\n".join(grades), "utf-8")
    return folder


def store() -> SearchStore:
    morphemes = {language: FakeMorphemes(language) for language in Language}
    parts = (MemoryVectors(), MemoryWords(), MemoryArrays(), FakeEmbedder())
    return SearchStore(*parts, morphemes, load_bridge())


def test_the_report_has_every_key_of_the_contract(tmp_path: Path) -> None:
    told: list[str] = []
    progress = lambda what, _done, _of: told.append(what)  # noqa: E731 - a callback of one line
    report = evaluate_retrieval(write_set(tmp_path), store(), progress, ablate=True)
    assert report["queries"] == 2
    assert (report["hit@1"], report["hit@10"], report["mrr@10"], report["recall@10"]) == (
        1,
        1,
        1,
        1,
    )
    assert 0.9 < report["ndcg@10"] <= 1
    assert {"ms_per_query_p50", "ms_per_query_p95", "passages_per_second", "hit@3"} <= set(report)
    assert set(report["ablation"]) == {"dense", "lexical", "fused"}
    assert {"embed", "ask"} == set(told)


def test_questions_without_a_relevant_document_are_left_out(tmp_path: Path) -> None:
    assert set(read_set(write_set(tmp_path)).questions) == {"q1", "q2"}


def test_another_directory_is_bad_input_that_says_what_is_missing(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match=r"corpus\.jsonl"):
        read_set(tmp_path)
