"""A SQLite connection for coroutines that goes to its thread once for a statement, not four times.

aiosqlite makes a cursor, executes, fetches and closes on the connection's thread, each a journey of
its own. An answer takes some thirty statements, so that these journeys cost more of the processor
than SQLite does. Here one journey brings the rows back with it.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Awaitable, Callable, Iterable, Sequence
from pathlib import Path
from typing import Any, Self

import aiosqlite


class OneTrip(aiosqlite.Connection):
    """What SQLAlchemy's dialect asks of a connection; rows are fetched whole."""

    def cursor(self) -> Any:  # what aiosqlite gives here is awaited; this one costs nothing
        return Cursor(self)

    def run(self, act: Callable[..., Any], *given: Any) -> Awaitable[Any]:
        """``act`` on the connection's thread."""
        journey: Awaitable[Any] = self._execute(act, *given)  # type: ignore[no-untyped-call]
        return journey


def connect(database: str | Path, **options: Any) -> OneTrip:
    """Not yet open: it opens when awaited. Its thread does not keep the process alive."""

    def opened() -> sqlite3.Connection:
        made: sqlite3.Connection = sqlite3.connect(database, **options)
        return made

    made = OneTrip(opened, 64)
    made._thread.daemon = True  # noqa: SLF001 - as SQLAlchemy does for those it makes itself
    return made


class Cursor:
    """One statement and its rows."""

    arraysize = 1
    description: Any = None
    rowcount = -1
    lastrowid: int | None = None

    def __init__(self, connection: OneTrip) -> None:
        self._connection = connection
        self._rows: Sequence[Any] = ()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()

    async def execute(self, statement: str, values: Sequence[Any] = ()) -> Self:
        await self._connection.run(self._execute, statement, values)
        return self

    async def executemany(self, statement: str, rows: Iterable[Sequence[Any]]) -> Self:
        await self._connection.run(self._executemany, statement, rows)
        return self

    async def fetchall(self) -> Sequence[Any]:
        return self._rows

    async def close(self) -> None:
        self._rows = ()

    def _execute(self, statement: str, values: Sequence[Any]) -> None:
        self._keep(self._connection._conn.execute(statement, values))  # noqa: SLF001

    def _executemany(self, statement: str, rows: Iterable[Sequence[Any]]) -> None:
        self._keep(self._connection._conn.executemany(statement, rows))  # noqa: SLF001

    def _keep(self, cursor: sqlite3.Cursor) -> None:
        self.description, self.rowcount = cursor.description, cursor.rowcount
        self.lastrowid = cursor.lastrowid
        self._rows = cursor.fetchall() if cursor.description else ()
        cursor.close()
