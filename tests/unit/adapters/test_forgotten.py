"""Who was forgotten since a backup was made is forgotten again when it is restored."""

from __future__ import annotations

import asyncio
import tarfile
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import JSON, Engine, Float, Integer, String, Table, func, insert, select
from sqlalchemy.types import Boolean, Date

from adapters.stores.backup import back_up, restore
from adapters.stores.backup.forgotten import ForgottenFiles, erase_again
from adapters.stores.database import database_url, open_async_engine, open_engine
from adapters.stores.mailbox import prepare
from adapters.stores.retention import OF_PEOPLE
from bot.bootstrap.databases import erase_from
from tests.schema import declared
from tests.unit.adapters.test_traces import ID, SECRET, WHO, House

NOW = datetime(2026, 11, 22, 10, tzinfo=UTC)
HOUR = timedelta(hours=1)
MINE, OTHER = "telegram:770077123", "telegram:12"
NAMES = {MINE, f"{MINE}:5"}
NOBODY = frozenset({"seen", "model_calls", "console_lines", "console_refusals", "console_sessions"})
"""Tables that know nobody by a name of a messenger: digests, and the console's own staff."""
FOLLOWING = frozenset({"case_lines", "case_threads"})


async def talked(folder: Path) -> Path:
    """A data directory in which the person and somebody else have talked."""
    engine = open_async_engine(database_url("", folder))
    await prepare(engine)
    house = await House(engine, folder).prepare()
    for number in range(3):
        await house.answers(f"{SECRET} {number}")
        await house.answers(f"남의 말 {number}", type(WHO)("telegram", "12"))
        await house.hears(f"{SECRET} 아직 {number}", thread=f":{number}")
    await engine.dispose()
    return folder


def left(folder: Path, *words: str) -> list[str]:
    paths = [folder / f"concierge.sqlite3{suffix}" for suffix in ("", "-wal")]
    held = [(path.name, path.read_bytes()) for path in paths if path.is_file()]
    return [name for name, found in held if any(word.encode() in found for word in words)]


async def test_who_was_forgotten_since_a_backup_is_forgotten_again(tmp_path: Path) -> None:
    house = await talked(tmp_path / "data")
    file = back_up(house, tmp_path / "b", NOW, 14)
    every = {MINE, *(f"{MINE}:{n}" for n in range(3))}
    await ForgottenFiles(house).note(every, NOW + HOUR)
    restored = restore(file, house, NOW + 2 * HOUR, erase_from)
    assert restored.erased["memory"] == 1
    assert restored.erased["inbox"] == 6
    assert left(house, "canary-77", ID) == []
    assert left(house, OTHER)


async def test_who_came_back_before_the_backup_stays(tmp_path: Path) -> None:
    house = await talked(tmp_path / "data")
    await ForgottenFiles(house).note(NAMES, NOW - HOUR)
    file = back_up(house, tmp_path / "b", NOW, 14)
    assert restore(file, house, NOW, erase_from).erased == {}
    assert left(house, ID)


async def test_the_list_of_a_lost_disk_is_taken_from_the_backups_beside(tmp_path: Path) -> None:
    house, backups = await talked(tmp_path / "data"), tmp_path / "b"
    old = back_up(house, backups, NOW, 14)
    await ForgottenFiles(house).note(NAMES, NOW + HOUR)
    back_up(house, backups, NOW + 2 * HOUR, 14)
    elsewhere = tmp_path / "new"
    assert restore(old, elsewhere, NOW + 3 * HOUR, erase_from).erased["memory"] == 1
    known = ForgottenFiles(elsewhere).known_since(NOW)
    assert known
    assert (known(MINE), known(OTHER)) == (True, False)


def test_the_list_names_nobody_and_ends(tmp_path: Path) -> None:
    files = ForgottenFiles(tmp_path)
    asyncio.run(files.note(NAMES, NOW - 100 * 24 * HOUR))
    asyncio.run(files.note({OTHER}, NOW))
    (path,) = (tmp_path / "forgotten").glob("*.txt")
    assert not any(name in path.read_text() for name in (ID, "telegram"))
    assert path.stat().st_mode & 0o077 == 0
    asyncio.run(files.prune(NOW - 90 * 24 * HOUR))
    known = files.known_since(NOW - 365 * 24 * HOUR)
    assert known
    assert (known(MINE), known(OTHER)) == (False, True)


def test_a_backup_with_a_list_that_is_none_is_restored_without_it(tmp_path: Path) -> None:
    open_engine(database_url("", tmp_path / "d")).connect().close()
    file = back_up(tmp_path / "d", tmp_path / "b", NOW, 14)
    for harm in ("forgotten/../../evil.txt", "forgotten/x.txt", f"forgotten/{'a' * 16}.txt"):
        with tarfile.open(tmp_path / "b" / f"concierge-{len(harm)}.tar", "w") as archive:
            archive.add(__file__, arcname=harm)
    assert restore(file, tmp_path / "new", NOW + HOUR, erase_from).erased == {}
    assert not list((tmp_path / "new").rglob("*.txt"))


def filler(table: Table, name: str) -> dict[str, Any]:
    """A row of the table in which the person stands where persons stand."""
    row: dict[str, Any] = {}
    raw = "channel" in table.c
    for column in table.c:
        kind = column.type
        if column.name in {"person", "one"}:
            row[column.name] = name.partition(":")[2] if raw else name
        elif column.name == "channel":
            row[column.name] = "telegram"
        elif isinstance(kind, JSON):
            row[column.name] = {"channel": "telegram", "person": name.partition(":")[2]}
        elif isinstance(kind, String):
            row[column.name] = "x"
        elif isinstance(kind, Date):
            row[column.name] = NOW.date()
        elif isinstance(kind, Boolean | Integer | Float):
            row[column.name] = 1
    return row


@pytest.fixture
def engine(tmp_path: Path) -> Engine:
    made = open_engine(database_url("", tmp_path))
    declared("house").create_all(made)
    return made


def test_no_table_of_people_is_passed_over(engine: Engine, tmp_path: Path) -> None:

    tables = declared("house").tables
    named = [tables[n] for n in sorted(OF_PEOPLE - NOBODY - FOLLOWING)]
    with engine.begin() as connection:
        connection.exec_driver_sql("PRAGMA foreign_keys=OFF")
        for each in named:
            connection.execute(insert(each), filler(each, MINE))
    asyncio.run(ForgottenFiles(tmp_path).note({MINE}, NOW))
    known = ForgottenFiles(tmp_path).known_since(NOW)
    assert known
    erase_again(engine, known, OF_PEOPLE)
    with engine.connect() as connection:
        kept = {t.name: connection.execute(select(func.count()).select_from(t)) for t in named}
        assert [name for name, count in kept.items() if count.scalar()] == []
    engine.dispose()
