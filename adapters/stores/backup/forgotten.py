"""Who was forgotten and when, where no backup reaches: so that a restore forgets them again.

Nobody is named: a line is a moment and the keyed digest of one name (a person, a conversation, a
room). Whoever has the list can test a guess, and has the database beside it.
"""

from __future__ import annotations

import asyncio
import hmac
import re
import secrets
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import Any

from filelock import FileLock
from sqlalchemy import Connection, Engine, MetaData, Table, delete, select

from bot.messages import Person

FOLDER = "forgotten"
Known = Callable[[str], bool]
_BELONGING = (("case_lines", "case", "cases", "id"), ("case_threads", "case", "cases", "id"))
"""Table, its column, and the table and column without whose row it goes."""
_KEY = re.compile(r"[0-9a-f]{64}")
_LINE = re.compile(r"\d{4}-\d\d-\d\dT[\d:.]+\+\d\d:\d\d [0-9a-f]{64}")
LONGEST = 255
"""Characters of a name, as the stores have it; what is longer is something said."""


class ForgottenFiles:
    """The Forgotten port, over a folder. The first line of a file is its key; a restore may bring
    files of another machine, with keys of their own.
    """

    def __init__(self, data_dir: Path) -> None:
        self._folder = data_dir / FOLDER

    async def note(self, names: Collection[str], at: datetime) -> None:
        await asyncio.to_thread(self._note, names, at)

    async def prune(self, oldest: datetime) -> None:
        await asyncio.to_thread(self._prune, oldest)

    def known_since(self, moment: datetime) -> Known | None:
        """Whether a name was forgotten at that moment or later; None where nobody was."""
        lists = [
            (key, digests)
            for path in sorted(self._folder.glob("*.txt"))
            for key, lines in [_read(path)]
            if (digests := frozenset(_digests(lines, moment)))
        ]
        if not lists:
            return None
        return lambda name: any(_digest(key, name) in digests for key, digests in lists)

    def take_in(self, name: str, content: str) -> None:
        """What a backup holds of the list, in addition to what is known here."""
        given = content.splitlines()
        if not given or not _KEY.fullmatch(given[0]):
            return
        self._folder.mkdir(parents=True, exist_ok=True)
        path = self._folder / name
        with FileLock(self._folder / ".lock"):
            key, lines = _read(path) if path.exists() else (given[0], [])
            if key == given[0]:
                _write(path, [key, *dict.fromkeys([*lines, *filter(_LINE.fullmatch, given)])])

    def _note(self, names: Collection[str], at: datetime) -> None:
        self._folder.mkdir(parents=True, exist_ok=True)
        with FileLock(self._folder / ".lock"):
            path = next(iter(sorted(self._folder.glob("*.txt"))), None)
            if path is None:
                path = self._folder / f"{secrets.token_hex(8)}.txt"
                _write(path, [secrets.token_hex(32)])
            key, lines = _read(path)
            more = [f"{at.isoformat()} {_digest(key, name)}" for name in sorted(names) if name]
            _write(path, [key, *lines, *more])

    def _prune(self, oldest: datetime) -> None:
        if not self._folder.is_dir():
            return
        with FileLock(self._folder / ".lock"):
            for path in self._folder.glob("*.txt"):
                key, lines = _read(path)
                kept = [line for line in lines if _moment(line) >= oldest]
                if kept != lines:
                    _write(path, [key, *kept])


def erase_again(engine: Engine, known: Known, of_people: Collection[str]) -> dict[str, int]:
    """Every row that names somebody who is ``known``, of these tables; how many of which. Nothing
    of them is left in the files of a SQLite database, which nobody else may have open.
    """
    tables, gone = MetaData(), dict[str, int]()
    tables.reflect(engine, only=lambda name, _: name in of_people)
    with engine.begin() as connection:
        for each in reversed(tables.sorted_tables):
            if count := _erase(connection, each, known):
                gone[each.name] = count
        for name, column, owner, id in _BELONGING:
            if name in tables.tables and owner in tables.tables:
                there = select(tables.tables[owner].c[id])
                alone = tables.tables[name].c[column].not_in(there)
                connection.execute(delete(tables.tables[name]).where(alone))
    if gone and engine.dialect.name == "sqlite":
        with closing(engine.raw_connection()) as raw:
            raw.rollback()
            raw.execute("VACUUM")
            raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return gone


def _erase(connection: Connection, table: Table, known: Known) -> int:
    keys = [*table.primary_key.columns]
    if not keys:
        return 0
    doomed = [
        row
        for row in connection.execute(select(table)).mappings()
        if any(known(name) for name in set(_names(row)))
    ]
    for row in doomed:
        connection.execute(delete(table).where(*(key == row[key] for key in keys)))
    return len(doomed)


def _names(value: Any, channel: str = "") -> Iterator[str]:
    """Whatever may be a person, a conversation or a room within a row and the JSON in it."""
    if isinstance(value, str) and len(value) <= LONGEST:
        yield value
        if channel:
            yield Person(channel, value).key
    elif isinstance(value, int) and channel:
        yield Person(channel, str(value)).key
    elif isinstance(value, Mapping):
        within = str(value.get("channel") or channel)
        for each in value.values():
            yield from _names(each, within)
    elif isinstance(value, list):
        for each in value:
            yield from _names(each, channel)


def _read(path: Path) -> tuple[str, list[str]]:
    lines = path.read_text("ascii").splitlines()
    return (lines[0], lines[1:]) if lines else ("", [])


def _write(path: Path, lines: Iterable[str]) -> None:
    aside = path.with_suffix(".new")
    aside.write_text("".join(f"{line}\n" for line in lines if line), "ascii")
    aside.chmod(0o600)
    aside.replace(path)


def _digests(lines: Iterable[str], since: datetime) -> Iterator[str]:
    return (line.partition(" ")[2] for line in lines if _moment(line) >= since)


def _moment(line: str) -> datetime:
    return datetime.fromisoformat(line.partition(" ")[0])


def _digest(key: str, name: str) -> str:
    return hmac.digest(bytes.fromhex(key), name.encode("utf-8", "replace"), "sha256").hex()
