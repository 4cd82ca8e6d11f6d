"""The one way a database is opened: a SQLite file by default, PostgreSQL by its address."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sqlalchemy import Engine, create_engine, event
from sqlalchemy.engine import URL, make_url
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from adapters.stores.database.one_trip import connect

PATIENCE = 10.0  # seconds that a writer waits for another one
QUIET: Any = {"hide_parameters": True}  # an error's words never hold what somebody wrote


def database_url(url: str, directory: Path) -> URL:
    """``url``, or the file ``concierge.sqlite3`` in ``directory`` where it is empty."""
    if not url:
        return URL.create("sqlite", database=str(directory / "concierge.sqlite3"))
    return make_url(url)


def open_engine(url: URL) -> Engine:
    """Connections for code that waits. A SQLite file's directory is made where it is missing."""
    if url.get_backend_name() != "sqlite":
        return create_engine(url.set(drivername="postgresql+psycopg"), pool_pre_ping=True, **QUIET)
    _make_directory(url)
    engine = create_engine(
        url.set(drivername="sqlite"), connect_args={"timeout": PATIENCE}, **QUIET
    )
    event.listen(engine, "connect", _settle)
    return engine


def open_async_engine(url: URL, *, queued: bool = False) -> AsyncEngine:
    """The same for coroutines. With ``queued`` few go at a SQLite file at once and the others wait
    their turn: thirty writers that wait for its lock sleep and wake in no order, at twice the cost
    and up to a second each. A coroutine must not hold one connection while it asks for another.
    """
    if url.get_backend_name() != "sqlite":
        return create_async_engine(
            url.set(drivername="postgresql+psycopg"), pool_pre_ping=True, **QUIET
        )
    _make_directory(url)
    turns = {"pool_size": 2, "max_overflow": 0} if queued else {}
    engine = create_async_engine(
        url.set(drivername="sqlite+aiosqlite"),
        connect_args={"timeout": PATIENCE, "async_creator_fn": connect},
        **QUIET,
        **turns,
    )
    event.listen(engine.sync_engine, "connect", _settle)
    return engine


def _make_directory(url: URL) -> None:
    if url.database and url.database != ":memory:":
        Path(url.database).parent.mkdir(parents=True, exist_ok=True)


def _settle(connection: Any, _: Any) -> None:
    """Readers do not wait for the writer (WAL), deleted text is overwritten, keys are kept."""
    cursor = connection.cursor()
    for pragma in ("journal_mode=WAL", "synchronous=NORMAL", "foreign_keys=ON", "secure_delete=ON"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def told(error: Exception) -> str:
    """One line without the password: the driver's own first line."""
    said = getattr(error, "orig", None) or error
    return (str(said).strip().splitlines() or [type(error).__name__])[0][:200]
