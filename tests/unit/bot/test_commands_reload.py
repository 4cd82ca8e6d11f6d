"""``reload`` and ``rollback`` on a directory of messy documents, and what ``doctor`` finds."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

import prompts
from bot.__main__ import main
from bot.commands.reload import describe
from bot.console.words import Words
from bot.settings import Settings
from knowledge.versions import ReloadReport
from knowledge.versions.report import Gone, ProgramChanges

REPORT = {"version", "added", "changed", "removed", "unchanged", "failed", "programs"}
KOREAN = "부산 수출 지원사업은 해외 전시회에 나가는 중소기업의 참가비를 돕습니다.\n"
JAPANESE = "福岡の補助金は海外の展示会に出る中小企業の費用を助けます。\n"
BROKEN = "---\nid: broken\ncountry: XX\nnames: {ko: 이름}\n---\n내용입니다.\n"
SOUND = """---
id: busan-fair
country: KR
names: {ko: 부산 전시회 지원, ja: 釜山展示会支援}
translated: [ja]
agency: {ko: 부산시, ja: 釜山市}
kind: exhibition
purposes: [exhibition]
gist: {ko: 전시회 참가를 돕습니다., ja: 展示会への参加を支援します。}
windows:
  - {kind: dated, closes: 2026-12-18, gist: {ko: 12월 18일까지입니다., ja: 12月18日までです。}}
coverage: none
sources: [{title: 부산시, url: "https://example.com/", published: 2026-11-01, read: 2026-11-22}]
---
## 한국어
전시회 참가를 돕습니다.

## 日本語
展示会への参加を支援します。
"""


@pytest.fixture
def documents(house: Settings, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A directory of documents for a data directory of its own."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("CONCIERGE_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setenv("CONCIERGE_MODELS_DIR", str(house.models_dir))
    folder = tmp_path / "documents"
    folder.mkdir()
    monkeypatch.setenv("CONCIERGE_DOCUMENTS", str(folder))
    return folder


def answer(capsys: pytest.CaptureFixture[str], *arguments: str, code: int = 0) -> Any:
    assert main([*arguments, "--json"]) == code
    (line,) = capsys.readouterr().out.splitlines()
    return json.loads(line)


def test_every_file_is_accounted_for_and_nothing_new_is_nothing_done(documents, capsys):
    (documents / "busan-fair.md").write_text(SOUND, "utf-8")
    (documents / "broken.md").write_text(BROKEN, "utf-8")
    (documents / "korean.txt").write_bytes((KOREAN * 5).encode("cp949"))
    (documents / "japanese.txt").write_bytes((JAPANESE * 5).encode("shift_jis"))
    (documents / "leaflet.pdf").write_bytes(b"%PDF-1.7\n\x00\xff")
    report = answer(capsys, "reload")
    assert set(report) == REPORT
    assert report["added"] == ["busan-fair", "japanese", "korean"]
    failed = {each["document"]: each["error"] for each in report["failed"]}
    assert set(failed) == {"broken.md", "leaflet.pdf"}
    assert "country" in failed["broken.md"]
    assert report["programs"]["added"] == ["busan-fair"]
    again = answer(capsys, "reload")
    assert again["version"] == report["version"]
    assert (again["added"], again["changed"], again["unchanged"]) == ([], [], 3)


def test_a_change_is_named_by_its_field_and_taken_back_by_a_rollback(documents, capsys):
    (documents / "busan-fair.md").write_text(SOUND, "utf-8")
    before = answer(capsys, "reload")["version"]
    (documents / "busan-fair.md").write_text(SOUND.replace("2026-12-18", "2026-12-25"), "utf-8")
    dry = answer(capsys, "reload", "--dry-run")
    assert (dry["version"], dry["changed"]) == (before, ["busan-fair"])
    changed = answer(capsys, "reload")
    assert {c["field"] for c in changed["programs"]["changed"]} == {"windows"}
    (program,) = answer(capsys, "programs")["programs"]
    assert program["closes_at"].startswith("2026-12-25")
    assert answer(capsys, "rollback") == {"version": before}
    (program,) = answer(capsys, "programs")["programs"]
    assert program["closes_at"].startswith("2026-12-18")


def test_a_dry_run_says_that_it_is_one_and_why_a_programme_would_go(documents, capsys):
    (documents / "busan-fair.md").write_text(SOUND, "utf-8")
    (documents / "korean.txt").write_text(KOREAN * 5, "utf-8")
    answer(capsys, "reload")
    (documents / "busan-fair.md").unlink()
    assert main(["reload", "--dry-run"]) == 0
    first, *rest = capsys.readouterr().out.splitlines()
    assert first.startswith("dry run: nothing was changed")
    (gone,) = (line for line in rest if line.startswith("  - programme busan-fair ("))
    assert gone.endswith("): file removed")
    assert not [line for line in rest if "rollback" in line]


def test_a_change_is_told_in_plain_words(documents, capsys):
    (documents / "busan-fair.md").write_text(SOUND, "utf-8")
    answer(capsys, "reload")
    (documents / "busan-fair.md").write_text(SOUND.replace("2026-12-18", "2026-12-25"), "utf-8")
    assert main(["reload"]) == 0
    lines = capsys.readouterr().out.splitlines()
    (line,) = (each for each in lines if "Application period:" in each)
    before, _, after = line.partition(" → ")
    assert "2026-12-18 (Fri)" in before
    assert "2026-12-25 (Fri)" in after
    assert not set("{}'T+") & set(after)
    assert lines[-1].endswith("python -m bot rollback")


def test_heavy_losses_come_first():
    gone = tuple(f"p{number}" for number in range(12))
    changes = ProgramChanges((), (), gone, (Gone.NOT_LISTED,) * 12, 30)
    words = Words(prompts.load(prompts.FOLDER / "console")["en"], prompts.load())
    (first, *_, last) = describe(ReloadReport("v", programs=changes), words).splitlines()
    assert first == "ATTENTION: 12 of 30 programmes are gone"
    assert last == "to go back to the version before: python -m bot rollback"


def test_nothing_to_load_is_bad_input_and_nothing_to_go_back_to_a_failure(documents, capsys):
    assert main(["reload"]) == 2
    assert main(["rollback"]) == 1
    assert main(["programs"]) == 1
    empty, rollback, programs = capsys.readouterr().err.splitlines()
    assert str(documents) in empty
    assert "no earlier version" in rollback
    assert "python -m bot reload" in programs


def test_the_doctor_names_every_fault(documents, monkeypatch, capsys):
    Path("taken").write_text("a file, no directory", "utf-8")
    for setting, value in {
        "CONCIERGE_DATA_DIR": "taken/data",
        "CONCIERGE_DOCUMENTS": "nowhere",
        "CONCIERGE_EMBEDDING": "./no-such-model",
        "CONCIERGE_AS_OF": "2026-11-22T10:00:00+09:00",
        "TELEGRAM_BOT_TOKEN": "700:AA",
        "TELEGRAM_API_URL": "http://127.0.0.1:9",  # nobody listens there
    }.items():
        monkeypatch.setenv(setting, value)
    report = answer(capsys, "doctor", code=1)
    faults = {each["what"] for each in report["findings"] if not each["ok"]}
    assert report["healthy"] is False
    assert faults == {
        "data directory", "documents", "embedding model", "knowledge", "clock",
        "telegram admins", "telegram token",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("setting", "value"),
    [
        ("CONCIERGE_LISTEN", "nowhere"),
        ("CONCIERGE_LANGUAGE", "fr"),
        ("CONCIERGE_AS_OF", "2026-11-22"),
        ("TELEGRAM_WEBHOOK_URL", "https://example.com/telegram/webhook"),
        ("SLACK_BOT_TOKEN", "xoxb-1"),
        ("SLACK_API_URL", "https://slack.example.com"),
    ],
)
def test_wrong_settings_are_one_line_that_names_them(
    documents, monkeypatch, capsys, setting, value
):
    monkeypatch.setenv("TELEGRAM_BOT_TOKEN", "700:AA")
    if setting == "SLACK_API_URL":
        monkeypatch.setenv("SLACK_BOT_TOKEN", "xoxb-1")
        monkeypatch.setenv("SLACK_APP_TOKEN", "xapp-1")
    monkeypatch.setenv(setting, value)
    assert main(["doctor"]) == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert setting.replace("WEBHOOK_URL", "WEBHOOK_SECRET") in line
