"""``python -m bot extract``: the JSON of the contract, and what it does with bad input."""

from __future__ import annotations

import argparse
import json

import pytest

from bot.commands.extract import run
from bot.errors import BadInput

NOTICE = """수출 지원사업 참가기업 모집 공고

지원대상: 도쿄 이외 지역에 본사를 두고 자본금이 1억 엔 이하인 중소기업
지원내용: 건당 최대 1,000만 엔
신청기간: 5월 23일까지
"""


def options(**given):
    plain = {"file": None, "batch": None, "published": None, "json": True}
    return argparse.Namespace(**{**plain, **given})


async def test_one_file_is_one_object_of_the_contract(tmp_path, capsys):
    (tmp_path / "notice.txt").write_text(NOTICE, encoding="utf-8")
    assert await run(options(file=tmp_path / "notice.txt")) == 0
    (program,) = json.loads(capsys.readouterr().out)["programs"]
    found = {c["kind"]: (c["operator"], c["value"]) for c in program["conditions"]}
    assert found["headquarters"] == ("not_in", ["JP-13"])
    assert found["capital"] == ("at_most", "100000000 JPY")
    assert program["windows"][0]["closes_at"] is None
    assert program["windows"][0]["warnings"] == ["year_missing"]
    benefit = program["benefits"][0]
    assert (benefit["amount"], benefit["currency"]) == (10_000_000, "JPY")
    assert all(fact["quote"] in NOTICE for fact in program["conditions"] + program["windows"])


async def test_a_publication_date_gives_the_year(tmp_path, capsys):
    (tmp_path / "notice.txt").write_text(NOTICE, encoding="utf-8")
    await run(options(file=tmp_path / "notice.txt", published="2025-05-14"))
    (program,) = json.loads(capsys.readouterr().out)["programs"]
    assert program["windows"][0]["closes_at"].startswith("2025-05-23T23:59:59")
    assert "year_inferred" in program["windows"][0]["warnings"]


async def test_a_directory_is_one_object_a_file_and_a_broken_file_stops_nothing(tmp_path, capsys):
    (tmp_path / "a.txt").write_text(NOTICE, encoding="utf-8")
    (tmp_path / "b.xyz").write_bytes(b"\x00\x01")
    await run(options(batch=tmp_path))
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [(line["file"], len(line["programs"])) for line in lines] == [("a.txt", 1), ("b.xyz", 0)]


async def test_without_json_a_person_can_read_it(tmp_path, capsys):
    (tmp_path / "notice.txt").write_text(NOTICE, encoding="utf-8")
    await run(options(file=tmp_path / "notice.txt", json=False))
    assert "year_missing: 신청기간: 5월 23일까지" in capsys.readouterr().out


@pytest.mark.parametrize(
    "given", [{}, {"file": "none.txt"}, {"batch": "none"}, {"published": "now"}]
)
async def test_bad_input_is_said_in_one_line(tmp_path, given):
    paths = {k: tmp_path / v if k != "published" else v for k, v in given.items()}
    with pytest.raises(BadInput) as error:
        await run(options(**paths))
    assert "\n" not in str(error.value)
