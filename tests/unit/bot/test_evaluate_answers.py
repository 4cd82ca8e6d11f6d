"""`evaluate answers`: a case as a conversation, each expectation under its dimension."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from bot.__main__ import main
from bot.commands.answer_checks import checks, cited
from bot.commands.answer_figures import Told, figures, table
from bot.commands.evaluate_answers import read_cases
from bot.errors import BadInput
from bot.settings import Settings

PROGRAM = {
    "id": "one", "name": "Grant One", "country": "JP", "status": "open", "verdict": "unknown",
    "closes_at": "2026-12-01T23:59:59+09:00", "days_left": 9, "missing": ["capital"],
    "company": "Osaka",
}  # fmt: skip
FORM: dict[str, Any] = {
    "language": "ja", "outcome": "answered", "text": "until December [1]", "programs": [PROGRAM],
    "citations": [{"marker": "1", "document": "jp/one", "quote": "until  December"}],
    "follow_up": None,
}  # fmt: skip


def faults(want: dict[str, Any], **changed: Any) -> list[tuple[str, str]]:
    return [(c.dimension, c.fault) for c in checks(want, FORM | changed) if c.fault]


def test_what_holds_has_no_fault():
    spec = {"id": "one", "first": True, "status": ["open"], "verdict": "unknown",
            "closes_on": "2026-12-01", "days_left": 9, "missing": ["capital"]}  # fmt: skip
    want = {"language": "ja", "outcome": "answered", "programs": [spec], "min_programs": 1,
            "text_matches": ["December"], "text_lacks": ["January"], "refuses": False}  # fmt: skip
    assert faults(want) == []


@pytest.mark.parametrize(
    ("want", "dimension"),
    [
        ({"language": "ko"}, "language"),
        ({"outcome": ["refused", "failed"]}, "outcome"),
        ({"programs": [{"id": "two"}]}, "programmes"),
        ({"programs": [{"id": "one", "company": "Busan"}]}, "programmes"),
        ({"programs_lack": [{"name": "Grant", "status": "open"}]}, "programmes"),
        ({"no_programs": True}, "programmes"),
        ({"programs": [{"id": "one", "verdict": "eligible"}]}, "verdicts"),
        ({"programs": [{"id": "one", "status": "closed"}]}, "status"),
        ({"programs": [{"id": "one", "closes_on": ""}]}, "dates"),
        ({"programs": [{"id": "one", "not_missing": ["capital"]}]}, "missing"),
        ({"follow_up": "capital"}, "questions"),
        ({"refuses": True}, "refusal"),
        ({"text_lacks": ["December"]}, "words"),
    ],
)
def test_what_does_not_hold_is_counted_under_its_dimension(want, dimension):
    assert [found for found, _ in faults(want)] == [dimension]


def test_a_citation_must_be_in_the_text_and_its_words_in_its_document():
    texts = {"jp/one": "Applications until December."}
    assert not [c for c in cited(FORM, texts) if c.fault]
    assert [c for c in cited(FORM, {"jp/one": "until November"}) if c.fault]
    assert [c for c in cited(FORM | {"text": "until December [2]"}, texts) if c.fault]
    assert [c for c in cited(FORM | {"text": "", "citations": []}, texts) if c.fault]


def test_a_citation_of_a_pasted_notice_must_be_in_what_was_asked():
    assert not [c for c in cited(FORM, {}, "a notice: until December") if c.fault]
    assert [c for c in cited(FORM, {}, "another notice") if c.fault]


def test_figures_count_answers_by_dimension_and_cases_by_kind():
    good, bad = tuple(checks({"language": "ja"}, FORM)), tuple(checks({"language": "ko"}, FORM))
    told = [Told("a", "dates", 1, good, 0.1, ""), Told("a", "dates", 2, bad, 0.3, ""),
            Told("b", "dates", 1, good, 0.2, "")]  # fmt: skip
    report = figures(told)
    assert (report["cases"], report["hold"], report["answers"]) == (2, 1, 3)
    assert report["dimensions"] == {"language": {"answers": 3, "hold": 2}}
    assert report["kinds"] == {"dates": {"cases": 2, "hold": 1}}
    assert (report["ms_per_answer_p50"], report["ms_per_answer_p95"]) == (200.0, 300.0)
    lines = list(table({"plain": report, "model": report}))
    assert "1 of 2" in lines[1]
    assert any(line.startswith("model a: language:") for line in lines)


def test_turns_follow_the_question_in_the_same_conversation(tmp_path):
    row = {"id": "x", "text": "a", "as_of": "2026-11-22T10:00:00+09:00",
           "turns": [{"text": "b", "expect": {"outcome": "answered"}}]}  # fmt: skip
    file = tmp_path / "cases.jsonl"
    file.write_text(json.dumps(row) + "\n", "utf-8")
    (case,) = read_cases(file)
    (first, _), (second, want) = case.turns
    assert first.conversation == second.conversation
    assert (second.text, second.as_of, want) == ("b", first.as_of, {"outcome": "answered"})


def test_a_turn_without_text_is_named_by_its_line(tmp_path):
    file = tmp_path / "cases.jsonl"
    file.write_text('{"text": "a"}\n{"text": "b", "turns": [{}]}\n', "utf-8")
    with pytest.raises(BadInput, match="line 2"):
        list(read_cases(file))


def test_the_command_gives_one_json_object(house: Settings, monkeypatch, tmp_path, capsys):
    monkeypatch.chdir(tmp_path)  # no .env
    monkeypatch.setenv("CONCIERGE_DATA_DIR", str(house.data_dir))
    monkeypatch.setenv("CONCIERGE_MODELS_DIR", str(house.models_dir))
    rows = [{"id": "hello", "text": "안녕하세요", "expect": {"outcome": "small_talk"}},
            {"id": "wrong", "text": "고마워요", "expect": {"language": "ja"}}]  # fmt: skip
    file = Path("cases.jsonl")
    file.write_text("\n".join(json.dumps(row) for row in rows), "utf-8")
    assert main(["evaluate", "answers", str(file), "--json"]) == 1
    report = json.loads(capsys.readouterr().out)
    assert (report["cases"], report["hold"]) == (2, 1)
    assert list(report["faults"]) == ["wrong"]
