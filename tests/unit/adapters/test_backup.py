"""A backup is whole while others write; a restore puts back exactly that, or says why not."""

from __future__ import annotations

import sqlite3
import tarfile
import threading
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from adapters.stores.backup import back_up, damage, presence, restore, served
from adapters.stores.database import database_url, open_engine
from bot.bootstrap.databases import erase_from
from bot.errors import BadInput, NotReady

NOW = datetime(2026, 11, 22, 10, tzinfo=UTC)


def filled(folder: Path) -> Path:
    """A data directory with a database whose two tables always agree, an upload and an index."""
    engine = open_engine(database_url("", folder))
    with engine.begin() as connection:
        for name in ("a", "b"):
            connection.exec_driver_sql(f"CREATE TABLE {name} (n INTEGER)")
    engine.dispose()
    for name in ("uploads/notice.md", "index/words/v1/params.json"):
        (folder / name).parent.mkdir(parents=True)
        (folder / name).write_text("공고", "utf-8")
    return folder


def write(folder: Path, stop: threading.Event) -> None:
    with closing(sqlite3.connect(folder / "concierge.sqlite3", timeout=30)) as connection:
        number = 0
        while not stop.is_set():
            number += 1
            with connection:
                connection.execute("INSERT INTO a VALUES (?)", (number,))
                connection.execute("INSERT INTO b VALUES (?)", (number,))


def counts(folder: Path) -> tuple[int, int]:
    with closing(sqlite3.connect(folder / "concierge.sqlite3")) as connection:
        one, two = (connection.execute(f"SELECT count(*) FROM {t}").fetchone()[0] for t in "ab")  # noqa: S608
        return one, two


def test_a_backup_while_others_write_is_one_moment_of_it(tmp_path: Path) -> None:
    house, stop = filled(tmp_path / "data"), threading.Event()
    writer = threading.Thread(target=write, args=(house, stop))
    writer.start()
    saved = [back_up(house, tmp_path / "b", NOW + timedelta(seconds=n), 14) for n in range(5)]
    stop.set()
    writer.join()
    for number, file in enumerate(saved):
        restore(file, tmp_path / f"new{number}", NOW, erase_from)
        one, two = counts(tmp_path / f"new{number}")
        assert one == two
    assert (tmp_path / "new0/uploads/notice.md").read_text("utf-8") == "공고"
    assert (tmp_path / "new0/index/words/v1/params.json").is_file()


def test_the_state_before_is_kept_beside_and_nothing_of_it_is_mixed_in(tmp_path: Path) -> None:
    house = filled(tmp_path / "data")
    file = back_up(house, tmp_path / "b", NOW, 14)
    (house / "uploads" / "later.md").write_text("x")
    with closing(sqlite3.connect(house / "concierge.sqlite3")) as connection, connection:
        connection.execute("INSERT INTO a VALUES (1)")
    before = restore(file, house, NOW, erase_from).before
    assert counts(house) == (0, 0)
    assert not (house / "uploads" / "later.md").exists()
    assert counts(before) == (1, 0)


def test_nothing_is_restored_while_somebody_serves(tmp_path: Path) -> None:
    house = filled(tmp_path / "data")
    file = back_up(house, tmp_path / "b", NOW, 14)
    with presence(house), pytest.raises(NotReady, match="stop it first"):
        restore(file, house, NOW, erase_from)
    assert not served(house)


@pytest.mark.parametrize("harm", ["no archive", "cut short", "changed"])
def test_what_is_no_whole_backup_changes_nothing(tmp_path: Path, harm: str) -> None:
    house = filled(tmp_path / "data")
    file = back_up(house, tmp_path / "b", NOW, 14)
    if harm == "no archive":
        file.write_bytes(b"hello")
    elif harm == "cut short":
        file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])
    else:
        data = file.read_bytes()
        file.write_bytes(data.replace("공고".encode(), "공공".encode()))
    with pytest.raises(BadInput, match="backup"):
        restore(file, house, NOW, erase_from)
    assert counts(house) == (0, 0)


def test_an_archive_that_points_outside_is_refused(tmp_path: Path) -> None:
    (tmp_path / "evil").write_text("x")
    with tarfile.open(tmp_path / "bad.tar", "w") as archive:
        archive.add(tmp_path / "evil", arcname="../../evil")
    with pytest.raises(BadInput):
        restore(tmp_path / "bad.tar", tmp_path / "data", NOW, erase_from)


def test_old_backups_go_since_they_hold_who_is_forgotten(tmp_path: Path) -> None:
    house = filled(tmp_path / "data")
    first = back_up(house, tmp_path / "b", datetime.now(UTC), 14)
    second = back_up(house, tmp_path / "b", datetime.now(UTC) + timedelta(days=15), 14)
    assert (first.exists(), second.exists()) == (False, True)
    assert second.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("harm", [b"this is no database at all" * 100, b"\0" * 5000])
def test_a_damaged_database_is_told_and_never_backed_up(tmp_path: Path, harm: bytes) -> None:
    house = filled(tmp_path / "data")
    assert damage(house) == {}
    for suffix in ("-wal", "-shm"):
        (house / f"concierge.sqlite3{suffix}").unlink(missing_ok=True)
    (house / "concierge.sqlite3").write_bytes(harm)
    assert list(damage(house)) == ["concierge.sqlite3"]
    with pytest.raises(NotReady):
        back_up(house, tmp_path / "b", NOW, 14)


def test_overwritten_pages_are_found(tmp_path: Path) -> None:
    house = filled(tmp_path / "data")
    with closing(sqlite3.connect(house / "concierge.sqlite3")) as connection, connection:
        connection.executemany("INSERT INTO a VALUES (?)", [(n,) for n in range(20_000)])
    with (house / "concierge.sqlite3").open("r+b") as file:
        file.seek(4096 * 10)
        file.write(b"\xff" * 4096 * 3)
    assert "concierge.sqlite3" in damage(house)
