"""What is kept about the language model: the same on the fake and in SQL."""

import asyncio
from datetime import date, timedelta

import pytest

from adapters.stores.database import database_url, open_async_engine
from adapters.stores.modelling import SqlModelling
from bot.models.ports import Budget
from bot.models.switch import ModelSwitch
from tests.fakes.models import MemoryModelling

DAY = date(2026, 11, 22)
BUDGET = Budget(day=5, person=2)


@pytest.fixture(params=["memory", "sqlite", "postgresql"])
async def kept(request, tmp_path):
    if request.param == "memory":
        yield MemoryModelling()
        return
    address = "" if request.param == "sqlite" else request.getfixturevalue("postgresql")
    engine = open_async_engine(database_url(address, tmp_path))
    store = SqlModelling(engine)
    await store.prepare()
    yield store
    await engine.dispose()


async def test_a_person_has_so_many_calls_a_day(kept):
    assert [await kept.spend(DAY, "a", BUDGET) for _ in range(3)] == [True, True, False]
    assert await kept.spend(DAY, "b", BUDGET)
    assert await kept.spend(DAY + timedelta(1), "a", BUDGET)


async def test_all_together_have_so_many_calls_a_day(kept):
    spent = await asyncio.gather(*(kept.spend(DAY, str(n), BUDGET) for n in range(8)))
    assert sum(spent) == BUDGET.day
    assert await kept.spent(DAY) == BUDGET.day
    assert await kept.spent(DAY + timedelta(1)) == 0


async def test_what_is_refused_is_not_counted(kept):
    for _ in range(4):
        await kept.spend(DAY, "a", BUDGET)
    assert [await kept.spend(DAY, person, BUDGET) for person in "bbcd"] == [True] * 3 + [False]


async def test_counts_add_up_from_a_day_on(kept):
    await kept.add(DAY - timedelta(1), {"blocked.date": 9})
    await kept.add(DAY, {"blocked.date": 1, "worded": 2})
    await kept.add(DAY, {"worded": 1})
    assert await kept.counts(DAY) == {"blocked.date": 1, "worded": 3}


async def test_the_switch_is_on_until_it_is_turned_off(kept):
    switch = ModelSwitch(kept)
    assert await switch.state()
    await switch.off()
    assert not await ModelSwitch(kept).state()
    await switch.on()
    assert await switch.state()


async def test_an_evaluation_has_calls_and_counts_of_its_own(tmp_path):
    engine = open_async_engine(database_url("", tmp_path))
    house, trial = SqlModelling(engine), SqlModelling(engine, "evaluation")
    await house.prepare()
    assert [await trial.spend(DAY, "a", BUDGET) for _ in range(3)] == [True, True, False]
    await trial.add(DAY, {"worded": 2})
    assert (await house.spent(DAY), await house.counts(DAY)) == (0, {})
    assert await house.spend(DAY, "a", BUDGET)
    await house.add(DAY, {"worded": 1, "blocked.date": 1})
    assert (await trial.spent(DAY), await trial.counts(DAY)) == (2, {"worded": 2})
    assert await house.counts(DAY) == {"worded": 1, "blocked.date": 1}
    await trial.turn("model", on=False)
    assert not await house.is_on("model")
    await engine.dispose()
