"""The command line as it is called, in this process, on the session's knowledge."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from bot.__main__ import main
from bot.commands.asking import KEYS
from bot.settings import Settings

AS_OF = "2025-05-15T10:00:00+09:00"
ANSWER = {"language", "outcome", "text", "programs", "citations", "follow_up"}
PROGRAM = {
    "id", "name", "country", "status", "closes_at", "closes_precision", "days_left", "verdict",
    "coverage", "company", "conditions", "missing", "url",
}  # fmt: skip
CITATION = {"marker", "document", "title", "quote", "verbatim", "url", "published"}
OSAKA = ["country=JP", "headquarters=JP-27", "industry=ict", "capital=8千万円", "employees=40"]


@pytest.fixture(autouse=True)
def _settings(house: Settings, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)  # no .env
    monkeypatch.setenv("CONCIERGE_DATA_DIR", str(house.data_dir))
    monkeypatch.setenv("CONCIERGE_MODELS_DIR", str(house.models_dir))


def lines(capsys: pytest.CaptureFixture[str]) -> list[Any]:
    """What stands on stdout, each line JSON."""
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_an_answer_has_the_keys_of_the_contract(capsys):
    text = "総務省のデジタルインフラ海外展開支援に応募できますか"
    command = ["ask", text, "--json", "--as-of", AS_OF, "--company", *OSAKA]
    assert main(command) == 0
    (answer,) = lines(capsys)
    assert set(answer) == ANSWER
    program = next(p for p in answer["programs"] if p["id"] == "mic-digital-overseas-2025")
    assert set(program) == PROGRAM
    assert (program["status"], program["verdict"], program["days_left"]) == ("open", "eligible", 8)
    assert program["closes_at"].startswith("2025-05-23T")
    assert all(set(citation) == CITATION for citation in answer["citations"])


def test_a_batch_is_answered_in_its_order_and_each_line_is_its_own_conversation(tmp_path, capsys):
    asked = [
        {"text": "안녕하세요", "id": "unknown keys are passed over"},
        {"text": "その締切は？\u2028", "company": None, "as_of": None},
        {"text": "총무성 디지털 인프라 해외 전개 사업 되나요?", "language": "ja", "as_of": AS_OF,
         "company": {"country": "JP", "headquarters": "JP-13", "employees": 3}},
    ]  # fmt: skip
    file = tmp_path / "batch.jsonl"
    text = "\n\n".join(json.dumps(row, ensure_ascii=False) for row in asked)
    file.write_text(text, "utf-8-sig")
    assert main(["ask", "--batch", str(file), "--json"]) == 0
    greeting, alone, judged = lines(capsys)
    assert greeting["outcome"] == "small_talk"
    assert (alone["language"], alone["programs"]) == ("ja", [])
    assert judged["language"] == "ja"
    assert judged["programs"][0]["verdict"] == "not_eligible"


def test_a_plain_answer_is_text_alone(capsys):
    assert main(["ask", "고마워요"]) == 0
    out = capsys.readouterr().out
    assert out.strip()
    assert "{" not in out


@pytest.mark.parametrize(
    ("arguments", "named"),
    [
        (["ask"], "--batch"),
        (["ask", "q", "--as-of", "yesterday"], "2026-11-22T10:00:00+09:00"),
        (["ask", "q", "--as-of", "2026-11-22"], "zone"),
        (["ask", "q", "--company", "Osaka"], "KEY=VALUE"),
        (["ask", "q", "--company", "colour=red"], "colour"),
        (["ask", "q", "--company", "capital=much"], "capital"),
        (["ask", "q", "--company", "employees=-3"], "employees"),
        (["ask", "q", "--company", "country=FR"], "country"),
        (["ask", "--batch", "none.jsonl"], "none.jsonl"),
        (["search"], "--batch"),
        (["search", "q", "-k", "0"], "-k 0"),
        (["search", "--batch", "none.txt"], "none.txt"),
        (["programs", "--company", "founded=soon"], "founded"),
        (["programs", "--as-of", "now"], "--as-of"),
        (["evaluate", "answers", "none.jsonl"], "none.jsonl"),
        (["evaluate", "retrieval", "none"], "none"),
        (["reload", "--documents", "none"], "none"),
    ],
)
def test_bad_input_is_one_line_that_says_what(capsys, arguments, named):
    assert main(arguments) == 2
    told = capsys.readouterr()
    (line,) = told.err.splitlines()
    assert named in line
    assert told.out == ""


@pytest.mark.parametrize(
    "row",
    ["not json", "[]", "{}", '{"text": "a", "language": "fr"}', '{"text": "a", "company": "x"}',
     '{"text": "a", "company": {"capital": "?"}}', '{"company": {}}',
     '{"text": "a", "as_of": 3}'],
)  # fmt: skip
def test_a_bad_line_of_a_batch_is_named_by_its_number(tmp_path, capsys, row):
    file = tmp_path / "batch.jsonl"
    file.write_text('{"text": "a"}\n' + row + "\n", "utf-8")
    assert main(["ask", "--batch", str(file), "--json"]) == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert "line 2" in line


@pytest.mark.parametrize("name", ["ask", "search"])
def test_a_batch_in_another_encoding_is_bad_input(tmp_path, capsys, name):
    file = tmp_path / "batch.txt"
    file.write_bytes('{"text": "부산"}'.encode("cp949"))
    assert main([name, "--batch", str(file), "--json"]) == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert "UTF-8" in line


def test_every_documented_company_key_is_known(capsys):
    values = dict.fromkeys(KEYS, "")
    assert {"country", "headquarters", "capital", "plan"} <= set(values)
    pairs = ["country=KR", "headquarters=부산", "capital=3억원", "revenue=10억원", "employees=20",
             "legal_form=corporation", "industry=manufacturing", "founded=2019-04",
             "certifications=venture", "plan=export:JP"]  # fmt: skip
    assert main(["programs", "--open", "--json", "--company", *pairs]) == 0
    (listed,) = lines(capsys)
    assert listed["programs"]


def test_open_programmes_are_those_that_may_be_applied_for(capsys):
    moment = ["--as-of", "2026-11-22T10:00:00+09:00", "--json"]
    assert main(["programs", *moment]) == main(["programs", "--open", *moment]) == 0
    everything, some = (answer["programs"] for answer in lines(capsys))
    assert all(set(program) == PROGRAM for program in everything)
    assert {p["status"] for p in some} <= {"open", "rolling", "until_budget"}
    fit = [p["id"] for p in everything if p["status"] in ("open", "rolling", "until_budget")]
    assert [p["id"] for p in some] == fit
    assert 20 <= len(some) < len(everything)


def test_a_search_gives_the_best_first_and_a_batch_a_line_for_each(tmp_path, capsys):
    file = tmp_path / "questions.txt"
    file.write_text("総務省 デジタルインフラの海外展開支援事業 地方枠\n해외 전시회\n", "utf-8")
    assert main(["search", "--batch", str(file), "-k", "3", "--json"]) == 0
    first, second = (answer["results"] for answer in lines(capsys))
    assert set(first[0]) == {"document", "passage", "score", "title"}
    assert [r["score"] for r in first] == sorted((r["score"] for r in first), reverse=True)
    assert "jp/mic-digital-overseas-2025" in {result["document"] for result in first}
    assert len(second) == 3
