"""The tables of every release, one step after the other, in two families: ``house`` (people) and
``knowledge``. With SQLite each has its file, in PostgreSQL they lie side by side.

A step is a file ``<revision>_<what>.py``; its revision sorts after the one before. It creates what is
missing only, so that a database from before the first step is taken over as it is.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from filelock import FileLock
from sqlalchemy import Column, Connection, Engine, column, inspect, select, table, text

from bot.errors import NotReady

FOLDER = Path(__file__).parent
FAMILIES = ("house", "knowledge")
LOCK = 706_511
"""Of PostgreSQL's advisory locks; any number nobody else takes."""


def version_table(family: str) -> str:
    return f"{family}_revision"


def revisions(family: str) -> list[str]:
    """In their order."""
    return sorted(path.stem.partition("_")[0] for path in (FOLDER / family).glob("[a-z]*_*.py"))


def current(connection: Connection, family: str) -> str:
    """Where the database stands; empty before the first step."""
    name = version_table(family)
    if not inspect(connection).has_table(name):
        return ""
    return connection.execute(select(column("version_num")).select_from(table(name))).scalar() or ""


def upgrade(engine: Engine, family: str) -> tuple[str, str]:
    """To the last revision, by one process at a time; where it stood and where it stands. Raises
    NotReady where a later release wrote the database.
    """
    known = revisions(family)
    with engine.connect() as connection:
        before = current(connection, family)
    if before == known[-1]:
        return before, before
    if before and before not in known:
        raise NotReady(
            f"the database was written by a later release (its {family} stands at {before}, this "
            f"one knows {known[-1]}); install that release or restore a backup"
        )
    with _alone(engine), engine.connect() as connection:
        _run(connection, family)
        connection.commit()
    return before, known[-1]


def add_missing(name: str, added: Column[Any]) -> None:
    """Within a step: a column that is not there yet, as it is where a store made the table before."""
    from alembic import op  # noqa: PLC0415 - as in _run

    there = {each["name"] for each in inspect(op.get_bind()).get_columns(name)}
    if added.name not in there:
        op.add_column(name, added)


@contextmanager
def _alone(engine: Engine) -> Iterator[None]:
    if engine.dialect.name == "sqlite":
        file = engine.url.database
        if file and file != ":memory:":
            with FileLock(f"{file}.migrating"):
                yield
        else:
            yield
        return
    with engine.connect() as connection:
        connection.execute(text(f"SELECT pg_advisory_lock({LOCK})"))
        try:
            yield
        finally:
            connection.execute(text(f"SELECT pg_advisory_unlock({LOCK})"))


def _run(connection: Connection, family: str) -> None:
    from alembic import command  # noqa: PLC0415 - takes longer than all the rest, and rarely runs
    from alembic.config import Config  # noqa: PLC0415

    config = Config()
    config.set_main_option("script_location", str(FOLDER))
    config.set_main_option("version_locations", str(FOLDER / family))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    config.attributes["version_table"] = version_table(family)
    command.upgrade(config, "head")
