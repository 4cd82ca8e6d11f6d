"""The SQLite connection that goes to its thread once for a statement."""

from __future__ import annotations

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from adapters.stores.database import database_url, open_async_engine
from adapters.stores.database.one_trip import connect


@pytest.fixture
async def engine(tmp_path):
    made = open_async_engine(database_url("", tmp_path))
    async with made.begin() as connection:
        await connection.execute(text("CREATE TABLE t (n INTEGER PRIMARY KEY, word TEXT)"))
    yield made
    await made.dispose()


async def test_a_statement_is_one_journey(tmp_path):
    connection = await connect(tmp_path / "one.sqlite3")
    journeys = []
    run = connection._execute
    connection._execute = lambda act, *given: journeys.append(act) or run(act, *given)

    async with connection.cursor() as cursor:
        await cursor.execute("SELECT 1, 2 UNION SELECT 3, 4")
        rows = await cursor.fetchall()

    assert rows == [(1, 2), (3, 4)]
    assert len(journeys) == 1
    await connection.close()


async def test_rows_counts_and_numbers_come_back(engine):
    put = text("INSERT INTO t (word) VALUES (:word)")
    async with engine.begin() as connection:
        await connection.execute(put, [{"word": "하나"}, {"word": "二"}])
        changed = await connection.execute(text("UPDATE t SET word = word || '!'"))
        assert changed.rowcount == 2
        rows = await connection.execute(text("SELECT n, word FROM t ORDER BY n"))
        assert list(rows.keys()) == ["n", "word"]
        assert [tuple(row) for row in rows] == [(1, "하나!"), (2, "二!")]


async def test_an_error_is_the_drivers_and_nothing_of_it_stays(engine):
    put = text("INSERT INTO t (n, word) VALUES (7, 'x')")

    async def put_twice():
        async with engine.begin() as connection:
            await connection.execute(put)
            await connection.execute(put)

    with pytest.raises(IntegrityError):
        await put_twice()

    async with engine.connect() as connection:
        assert (await connection.execute(text("SELECT count(*) FROM t"))).scalar() == 0
