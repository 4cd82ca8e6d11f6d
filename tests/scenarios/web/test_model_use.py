"""What became of a model's words, on the console's first page and in the metrics."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from aiohttp import ClientSession

from adapters.stores.modelling import SqlModelling
from bot.models.ports import Budget
from bot.models.switch import ModelSwitch
from bot.settings import ModelSettings
from tests.scenarios.web.desk import Visitor, console

pytestmark = pytest.mark.asyncio(loop_scope="session")
MODEL = ModelSettings("openai:scripted", "http://127.0.0.1:9", "", 4321, 9)


async def kept_in(service):
    """Two calls and the words of today, counts of last week, and those of an evaluation."""
    kept, today = SqlModelling(service.tools.engine), datetime.now(UTC).date()
    await kept.prepare()
    assert await kept.spend(today, "somebody", Budget(4321, 9))
    await kept.add(today, {"worded": 4, "composed": 1, "blocked.of_today": 7, "failed.slow": 1})
    await kept.add(today - timedelta(8), {"blocked.of_long_ago": 5})
    trial = SqlModelling(service.tools.engine, "evaluation")
    await trial.add(today, {"blocked.of_a_trial": 3})
    return kept, today


async def test_the_first_page_tells_calls_words_and_reasons(service, tmp_path):
    kept, today = await kept_in(service)
    with_model = replace(service, settings=replace(service.settings, model=MODEL))
    async with console(with_model, tmp_path) as root:
        visitor = Visitor(root)
        page = (await visitor.signs_in()).text
        await visitor.session.close()
    counts = await kept.counts(today - timedelta(6))
    assert "openai:scripted" in page
    assert f"{await kept.spent(today)}" in page
    assert "4321" in page
    assert f"<code>of_today</code> {counts['blocked.of_today']}" in page
    assert "<code>slow</code>" in page
    assert "of_long_ago" not in page
    assert "of_a_trial" not in page


async def test_the_first_page_says_that_the_model_is_turned_off(service, tmp_path):
    kept, _ = await kept_in(service)
    await ModelSwitch(kept).off()
    with_model = replace(service, settings=replace(service.settings, model=MODEL))
    try:
        async with console(with_model, tmp_path) as root:
            visitor = Visitor(root)
            await visitor.signs_in()
            page = (await visitor.get("?lang=en")).text
            await visitor.session.close()
    finally:
        await ModelSwitch(kept).on()
    assert "openai:scripted · turned off" in page


async def test_the_metrics_tell_the_same_of_the_day(service, tmp_path):
    kept, today = await kept_in(service)
    with_model = replace(service, settings=replace(service.settings, model=MODEL))
    async with (
        console(with_model, tmp_path) as root,
        ClientSession(root.removesuffix("console")) as s,
    ):
        text = await (await s.get("metrics")).text()
    told = {line.partition("} ")[0]: line.partition("} ")[2] for line in text.splitlines()}
    counts = {**await kept.counts(today), "calls": await kept.spent(today), "budget": 4321}
    for kind in ("worded", "blocked.of_today", "calls", "budget"):
        row = f'concierge_model_events{{day="{today}",kind="{kind}"'
        assert float(told[row]) == counts[kind]
    assert "of_a_trial" not in text


async def test_a_house_without_a_model_says_so(service, tmp_path):
    async with console(service, tmp_path) as root:
        visitor = Visitor(root)
        await visitor.signs_in()
        page = (await visitor.get("?lang=en")).text
        await visitor.session.close()
    assert "Openings, last 7 days" not in page
