"""Each wrong setting is found by name, says what to do, and nothing else is found with it."""

from __future__ import annotations

import socket
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.bootstrap.databases import standing
from bot.bootstrap.examining import of_surroundings
from bot.doctor import of_settings
from bot.errors import BadSettings, NotReady
from bot.faults import RULES, _disk, _wrong_clock, found
from bot.settings import Settings, read_settings

ROOT = Path(__file__).parents[3]
TELEGRAM = {"TELEGRAM_BOT_TOKEN": "700:AAtoken", "TELEGRAM_ADMINS": "7"}
HOOK = TELEGRAM | {
    "TELEGRAM_WEBHOOK_URL": "https://c.example/telegram/webhook",
    "TELEGRAM_WEBHOOK_SECRET": "abcdefgh_ijklmnop",
}
SLACK = {
    "SLACK_BOT_TOKEN": "xoxb-1",
    "SLACK_APP_TOKEN": "xapp-1",
    "SLACK_ADMINS": "U1,S2",
    "SLACK_STAFF": "U3",
    "SLACK_HANDOFF_CHANNELS": '{"JP-27": "C1", "KR-26:ko": "C2", "default": "C0"}',
}
CONSOLE = {"CONCIERGE_CONSOLE_TOKEN": "0123456789abcdef"}
WRONG = [
    ("telegram token form", TELEGRAM, {"TELEGRAM_BOT_TOKEN": "AAtoken"}),
    ("telegram webhook address", HOOK, {"TELEGRAM_WEBHOOK_URL": "http://c.example/x"}),
    ("telegram webhook secret", HOOK, {"TELEGRAM_WEBHOOK_SECRET": "with spaces and 한글"}),
    ("telegram webhook secret length", HOOK, {"TELEGRAM_WEBHOOK_SECRET": "short"}),
    ("telegram webhook unused", HOOK, {"TELEGRAM_WEBHOOK_URL": ""}),
    ("telegram admin ids", TELEGRAM, {"TELEGRAM_ADMINS": "@kim"}),
    ("slack token form", SLACK, {"SLACK_BOT_TOKEN": "xapp-1"}),
    ("slack token form", SLACK, {"SLACK_APP_TOKEN": "xoxb-1"}),
    ("slack signing secret", SLACK, {"SLACK_SIGNING_SECRET": "xoxb-1"}),
    ("slack ids", SLACK, {"SLACK_ADMINS": "kim"}),
    ("slack ids", SLACK, {"SLACK_STAFF": "@staff"}),
    ("handoff staff", SLACK, {"SLACK_STAFF": ""}),
    ("handoff default", SLACK, {"SLACK_HANDOFF_CHANNELS": '{"JP-27": "C1"}'}),
    ("handoff channel ids", SLACK, {"SLACK_HANDOFF_CHANNELS": '{"default": "#help"}'}),
    ("handoff regions", SLACK, {"SLACK_HANDOFF_CHANNELS": '{"default": "C1", "大阪": "C2"}'}),
    ("clock", TELEGRAM, {"CONCIERGE_AS_OF": "2026-11-22T10:00:00+09:00"}),
    ("console token", CONSOLE, {"CONCIERGE_CONSOLE_TOKEN": "hunter2"}),
    ("console region tokens", CONSOLE, {"CONCIERGE_CONSOLE_REGIONS": '{"JP-27": "short"}'}),
    ("console regions", CONSOLE, {"CONCIERGE_CONSOLE_REGIONS": '{"大阪": "fedcba9876543210"}'}),
    ("listening", CONSOLE, {"CONCIERGE_LISTEN": "0.0.0.0:8080"}),
    ("listening", CONSOLE, {"CONCIERGE_LISTEN": "[::]:8080"}),
    ("retention", {}, {"CONCIERGE_RETENTION_DAYS": "3650"}),
    ("database address", {}, {"DATABASE_URL": "mysql://u:p@h/n"}),
    ("chroma address", {"DATABASE_URL": "postgresql://h/n"}, {"CHROMA_URL": "chroma:8000"}),
    ("shared state", {}, {"CHROMA_URL": "http://chroma:8000"}),
    ("data inside documents", {}, {"CONCIERGE_DOCUMENTS": "."}),
    ("telegram admins", TELEGRAM, {"TELEGRAM_ADMINS": ""}),
    ("slack admins", SLACK, {"SLACK_ADMINS": ""}),
    ("documents", {}, {"CONCIERGE_DOCUMENTS": "nowhere"}),
    ("source bizinfo", {}, {"CONCIERGE_SOURCES": "bizinfo=6h"}),
]
REFUSED = [
    {"CONCIERGE_RETENTION_DAYS": "0"},
    {"CONCIERGE_LIMITS": "-1/5"},
    {"CONCIERGE_LOG": "xml"},
    {"CONCIERGE_LISTEN": "nowhere"},
    {"SLACK_BOT_TOKEN": "xoxb-1"},
    HOOK | {"TELEGRAM_WEBHOOK_SECRET": ""},
]


def house(folder: Path, **given: str) -> Settings:
    return read_settings({"CONCIERGE_DATA_DIR": str(folder / "data")} | given, {})


@pytest.mark.parametrize(("name", "right", "wrong"), WRONG, ids=[w[0] for w in WRONG])
def test_a_wrong_setting_is_found_and_the_right_one_is_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name, right, wrong
) -> None:
    monkeypatch.chdir(tmp_path)
    assert [f for f in of_settings(house(tmp_path, **right)) if not f.ok] == []
    faults = {f.what: f.says for f in of_settings(house(tmp_path, **(right | wrong))) if not f.ok}
    assert name in faults
    assert len(faults[name]) > 20


@pytest.mark.parametrize("given", REFUSED, ids=[" ".join(each) for each in REFUSED])
def test_what_cannot_be_a_setting_is_refused_when_it_is_read(tmp_path: Path, given) -> None:
    with pytest.raises(BadSettings):
        house(tmp_path, **given)


def test_every_rule_is_tried_here_and_told_in_the_manual() -> None:
    manual = (ROOT / "docs/operations.md").read_text("utf-8")
    tried = {name for name, _, _ in WRONG} | {"disk", "machine clock", "time zones"}
    assert set(RULES) <= tried
    assert [name for name in RULES if f"| {name} |" not in manual] == []


def test_a_full_disk_and_a_wrong_clock_are_found(tmp_path: Path) -> None:
    here = house(tmp_path)
    assert "make room" in _disk(here, lambda _path: 10**6)
    assert "2020-01-01" in _wrong_clock(here, lambda: datetime(2020, 1, 1, tzinfo=UTC))
    assert [name for name, _ in found(here)] == []


def test_a_database_or_server_that_does_not_answer_is_told_without_its_password(
    tmp_path: Path,
) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{taken.getsockname()[1]}"
        told = house(tmp_path, DATABASE_URL=f"postgresql://u:hunter2@{address}/n")
        with pytest.raises(NotReady) as caught:
            list(standing(told))
        assert "hunter2" not in str(caught.value)
        reached = house(
            tmp_path, DATABASE_URL=told.database_url, CHROMA_URL=f"http://{address}",
            CONCIERGE_EMBEDDING="./none", CONCIERGE_MODEL="nobody:x",
        )  # fmt: skip
        faults = {each.what for each in of_surroundings(reached) if not each.ok}
    assert faults >= {"database", "chroma", "embedding model", "model access"}


def test_a_damaged_database_is_told_with_the_backup_that_mends_it(tmp_path: Path) -> None:
    here = house(tmp_path)
    (here.data_dir / "backups").mkdir(parents=True)
    (here.data_dir / "backups" / "concierge-20261122T100000Z.tar").touch()
    (here.data_dir / "concierge.sqlite3").write_bytes(b"no database" * 1000)
    wrong = next(each for each in of_surroundings(here) if each.what == "database")
    assert not wrong.ok
    assert "restore" in wrong.says
    assert "concierge-20261122T100000Z.tar" in wrong.says


def test_a_settings_file_that_others_can_read_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path(".env").write_text("X=1")
    Path(".env").chmod(0o644)
    first = next(of_surroundings(house(tmp_path)))
    assert (first.what, first.ok, "chmod 600" in first.says) == ("settings file", False, True)
