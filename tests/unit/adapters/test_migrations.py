"""Migrations make what the stores declare, take over what was there before, and lose nothing."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import Engine, inspect, text

from adapters.stores.database import database_url, open_engine
from adapters.stores.migrations import FAMILIES, current, revisions, upgrade, version_table
from adapters.stores.retention import BY_AGE, ELSEWISE, KEPT
from bot.errors import NotReady
from tests.loopback.postgres import postgres, programs
from tests.schema import declared
from tests.schema.revise import differences


@pytest.fixture
def engine(tmp_path: Path) -> Engine:
    made = open_engine(database_url("", tmp_path))
    yield made
    made.dispose()


@pytest.mark.parametrize("family", FAMILIES)
def test_all_steps_together_are_what_the_stores_declare(engine: Engine, family: str) -> None:
    """Where this fails: python -m tests.schema.revise FAMILY WHAT."""
    assert upgrade(engine, family) == ("", revisions(family)[-1])
    with engine.connect() as connection:
        script = differences(connection, family)
    assert script.upgrade_ops
    assert script.upgrade_ops.ops == []


def test_postgresql_gets_the_same_and_both_families_fit_into_one() -> None:
    if programs() is None:
        pytest.skip("no PostgreSQL is installed here")
    with postgres() as url:
        engine = open_engine(database_url(url, Path()))
        declared("house").tables["memory"].create(engine)  # begun by a release before the steps
        for family in FAMILIES:
            assert upgrade(engine, family) == ("", revisions(family)[-1])
        for family in FAMILIES:
            with engine.connect() as connection:
                assert differences(connection, family).upgrade_ops.ops == []
        engine.dispose()


@pytest.mark.parametrize("family", FAMILIES)
def test_a_database_from_before_is_taken_over_with_its_rows(engine: Engine, family: str) -> None:
    tables = declared(family)
    tables.create_all(engine)
    name = {"house": "seen", "knowledge": "holds"}[family]
    values = {"seen": "('d', 1.0)", "holds": "('p', 'why')"}[name]
    with engine.begin() as connection:
        connection.execute(text(f"INSERT INTO {name} VALUES {values}"))  # noqa: S608
    upgrade(engine, family)
    with engine.connect() as connection:
        assert current(connection, family) == revisions(family)[-1]
        assert connection.execute(text(f"SELECT count(*) FROM {name}")).scalar() == 1  # noqa: S608
        assert differences(connection, family).upgrade_ops.ops == []


def test_half_a_database_is_completed(engine: Engine) -> None:
    declared("house").tables["memory"].create(engine)
    upgrade(engine, "house")
    assert set(inspect(engine).get_table_names()) == {
        *declared("house").tables,
        version_table("house"),
    }


def test_a_second_time_nothing_is_done(engine: Engine) -> None:
    upgrade(engine, "house")
    assert upgrade(engine, "house") == (revisions("house")[-1],) * 2


def test_both_families_fit_into_one_database(engine: Engine) -> None:
    for family in FAMILIES:
        upgrade(engine, family)
    both = {*declared("house").tables, *declared("knowledge").tables}
    assert both < set(inspect(engine).get_table_names())


def test_what_a_later_release_wrote_is_left_alone(engine: Engine) -> None:
    upgrade(engine, "house")
    with engine.begin() as connection:
        connection.execute(text("UPDATE house_revision SET version_num = 'h9999'"))
    with pytest.raises(NotReady, match="later release"):
        upgrade(engine, "house")


def test_every_table_of_people_has_an_end_or_a_reason() -> None:
    told = {*BY_AGE, *ELSEWISE, *KEPT}
    assert told >= set(declared("house").tables)
    for name, moment in BY_AGE.items():
        assert moment in declared("house").tables[name].columns
