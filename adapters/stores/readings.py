"""What files and records were read as, in the database of the knowledge."""

from __future__ import annotations

import zlib
from collections.abc import Collection, Mapping, Sequence

from sqlalchemy import (
    Column,
    Connection,
    Engine,
    LargeBinary,
    MetaData,
    String,
    Table,
    delete,
    insert,
    select,
)

metadata = MetaData()

READINGS = Table(
    "knowledge_readings",
    metadata,
    Column("key", String(64), primary_key=True),
    Column("reading", LargeBinary, nullable=False),  # UTF-8, zlib
)
SOME = 500  # names in one statement
QUICK = 1  # of zlib: a third of the size in a tenth of a millisecond


class SqlReadings:
    """A ``Readings``. The table is made where it is missing."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        metadata.create_all(engine)

    def find(self, key: str) -> str | None:
        with self._engine.connect() as connection:
            held = connection.scalar(select(READINGS.c.reading).where(READINGS.c.key == key))
        return zlib.decompress(held).decode() if held else None

    def keep(self, readings: Mapping[str, str]) -> None:
        rows = [
            {"key": key, "reading": zlib.compress(text.encode(), QUICK)}
            for key, text in readings.items()
        ]
        with self._engine.begin() as connection:
            _drop(connection, list(readings))
            if rows:
                connection.execute(insert(READINGS), rows)

    def forget_all_but(self, keys: Collection[str]) -> None:
        with self._engine.begin() as connection:
            gone = [key for key in connection.scalars(select(READINGS.c.key)) if key not in keys]
            _drop(connection, gone)


def _drop(connection: Connection, keys: Sequence[str]) -> None:
    for start in range(0, len(keys), SOME):
        some = keys[start : start + SOME]
        connection.execute(delete(READINGS).where(READINGS.c.key.in_(some)))
