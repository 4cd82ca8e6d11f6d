"""The language model's part of the house; imported only where CONCIERGE_MODEL names one."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from typing import Any

from adapters.models.langchain import Access, open_model
from adapters.stores.modelling import SqlModelling
from bot.models.aide import Aide
from bot.models.building import build_aide
from bot.models.gate import Gate
from bot.models.ports import Budget
from bot.models.prompting import Prompts
from bot.models.proposing import WITHIN, Proposing
from bot.models.switch import ModelSwitch
from bot.settings import ModelSettings
from prompts import Phrasebook
from prompts.tasks import load_tasks


@asynccontextmanager
async def open_aide(
    told: ModelSettings, engine: Any, books: Mapping[str, Phrasebook]
) -> AsyncIterator[Aide]:
    """Raises BadSettings where the model cannot be opened."""
    kept = SqlModelling(engine, told.ledger)
    await kept.prepare()
    model = open_model(Access(told.name, told.url, told.key))
    budget = Budget(told.calls_a_day, told.calls_a_person)
    gate = Gate(model, ModelSwitch(kept), kept, budget, _now)
    try:
        yield build_aide(gate, Prompts(load_tasks()), books, kept, _now)
    finally:
        await model.close()


@asynccontextmanager
async def open_proposing(told: ModelSettings, engine: Any) -> AsyncIterator[Proposing]:
    """A reader of documents for one run, with connections of its own: nobody waits for it, and no
    conversation waits behind it. Switch and budget are the house's. Raises BadSettings.
    """
    kept = SqlModelling(engine)
    await kept.prepare()
    model = open_model(Access(told.name, told.url, told.key, patience=WITHIN))
    budget = Budget(told.calls_a_day, told.calls_a_person)
    gate = Gate(model, ModelSwitch(kept), kept, budget, _now)
    try:
        yield Proposing(gate, Prompts(load_tasks()))
    finally:
        await model.close()


async def became(engine: Any, ledger: str) -> Mapping[str, int]:
    """What became of the model's words today, by kind, in every process."""
    kept = SqlModelling(engine, ledger)
    await kept.prepare()
    return await kept.counts(_now().date())


def _now() -> datetime:
    """The real day, also in a trial with a fixed clock: a budget is of real days."""
    return datetime.now(UTC)
