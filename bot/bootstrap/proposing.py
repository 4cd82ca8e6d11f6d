"""What a model needs to be asked about documents from the command line; no embedding, no index."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime

from bot.bootstrap import build_orders, build_proposals, translated
from bot.bootstrap.databases import ready_databases
from bot.bootstrap.models import open_proposing
from bot.errors import BadInput, NotReady
from bot.oversight.seeking import Reader, Seeking
from bot.settings import Settings
from knowledge.documents import Document
from knowledge.programs import Program


@dataclass(frozen=True, slots=True)
class Contents:
    """The active version: a ``Loaded``."""

    programs: Mapping[str, Program]
    documents: Mapping[str, Document]


@asynccontextmanager
async def open_seeking(house: Settings) -> AsyncIterator[tuple[Contents, Seeking, Reader]]:
    """Raises BadInput where no model is set, NotReady where nothing is loaded."""
    from adapters.stores.database import database_url, open_async_engine

    if house.model is None:
        raise BadInput("no model is configured: set CONCIERGE_MODEL, as openai:gpt-5-mini")
    ready_databases(house)
    engine = open_async_engine(database_url(house.database_url, house.data_dir))
    try:
        contents, orders = _contents(house), build_orders(house)
        seeking = Seeking(
            build_proposals(house), lambda: orders.read().decisions, lambda: datetime.now(UTC)
        )
        async with open_proposing(house.model, engine) as reader:
            yield contents, seeking, reader
    finally:
        await engine.dispose()


def _contents(house: Settings) -> Contents:
    from adapters.stores.database import database_url, open_engine
    from adapters.stores.knowledge import SqlKnowledge

    engine = open_engine(database_url(house.database_url, house.data_dir / "knowledge"))
    try:
        with translated():
            store = SqlKnowledge(engine)
            manifest = store.active()
            if manifest is None:
                raise NotReady("nothing has been loaded yet; run: python -m bot reload")
            found = store.read(manifest.version)
    finally:
        engine.dispose()
    return Contents({p.id: p for p in found.programs}, {d.id: d for d in found.documents})
