"""Parts of what answers: the shelf of knowledge, the memory, and the model where there is one."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

from bot.oversight.overlay import Overlay
from bot.ports import Clock, Memory
from bot.recall import Recall
from bot.searched import open_searched
from bot.settings import ModelSettings
from bot.shelf import Shelf
from knowledge.ports import Embedder, Morphemes
from knowledge.programs import Language
from knowledge.search.searcher import Searcher
from knowledge.search.store import SearchStore
from prompts import Phrasebook

if TYPE_CHECKING:
    from bot.models.aide import Aide
    from knowledge.versions.reloading import Versions


def build_shelf(
    versions: Versions,
    search: SearchStore,
    overlay: Overlay,
    embedder: Embedder,
    morphemes: Mapping[Language, Morphemes],
) -> Shelf:
    """Each version is opened with the index that was built for it."""
    return Shelf(
        versions,
        lambda base: open_searched(
            base, Searcher(search.open(base.version), embedder, morphemes, search.bridge)
        ),
        overlay,
    )


async def open_memory(engine: Any, clock: Clock) -> Memory:
    from adapters.stores.memory import SqlMemory

    stored = SqlMemory(engine, clock)
    await stored.prepare()
    return Recall(stored)


@asynccontextmanager
async def opening_aide(
    told: ModelSettings | None, engine: Any, books: Mapping[str, Phrasebook]
) -> AsyncIterator[Aide | None]:
    """None where no model is set; nothing of it is loaded then."""
    if told is None:
        yield None
        return
    from bot.bootstrap.models import open_aide

    async with open_aide(told, engine, books) as aide:
        yield aide
