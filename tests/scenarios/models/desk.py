"""A concierge whose model is a script on loopback, reached through the real client."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from adapters.models.langchain import Access, open_model
from adapters.stores.database import database_url, open_async_engine
from adapters.stores.modelling import SqlModelling
from bot.bootstrap import Service
from bot.concierge import Concierge, House
from bot.messages import Question, Reply
from bot.models.building import build_aide
from bot.models.gate import Gate
from bot.models.ports import Budget
from bot.models.prompting import Prompts
from bot.models.switch import ModelSwitch
from prompts.tasks import load_tasks
from tests.loopback.model_server import Character, ModelServer, model_server


@dataclass(frozen=True)
class Modelled:
    """One concierge with its model; ``kept`` holds calls, counts and the switch."""

    concierge: Concierge
    server: ModelServer
    kept: SqlModelling
    switch: ModelSwitch

    async def ask(self, text: str, conversation: str = "console:1") -> Reply:
        reply = await self.concierge.ask(Question(conversation, text))
        await self.concierge.forget(conversation)
        return reply

    async def counts(self) -> dict[str, int]:
        return dict(await self.kept.counts(date(2020, 1, 1)))


async def composed(service: Service, text: str) -> Reply:
    """What is said without a model, to somebody who has said nothing before."""
    reply = await service.concierge.ask(Question("console:plain", text))
    await service.concierge.forget("console:plain")
    return reply


@asynccontextmanager
async def modelled(
    service: Service,
    folder: Path,
    character: Character,
    *,
    seconds: float = 5.0,
    budget: Budget | None = None,
) -> AsyncIterator[Modelled]:
    """The service's own knowledge and understanding, and ``character`` for a model."""
    engine = open_async_engine(database_url("", folder))
    kept = SqlModelling(engine)
    await kept.prepare()
    switch = ModelSwitch(kept)
    async with model_server(character) as server:
        model = open_model(Access("openai:scripted", server.url))
        gate = Gate(model, switch, kept, budget or Budget(1000, 1000), lambda: datetime.now(UTC))
        aide = build_aide(
            gate, Prompts(load_tasks()), service.books, kept, service.clock, seconds=seconds
        )
        ours = service.concierge
        house = House(service.settings.operator, service.settings.language)
        parts = (ours._library, ours._understanding, ours._memory, service.books, service.clock)
        try:
            yield Modelled(Concierge(*parts, house, aide), server, kept, switch)
        finally:
            await model.close()
            await engine.dispose()
