"""The composition root: builds every object once, owns their end, and alone names adapters."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import prompts
from bot.bootstrap.answering import build_shelf, open_memory, opening_aide
from bot.bootstrap.counters import Tools, build_desk
from bot.bootstrap.databases import ready_databases
from bot.concierge import Concierge, House
from bot.desk import Desk
from bot.errors import BadInput, BadSettings, NotReady
from bot.library import Library
from bot.oversight.overlay import Overlay, laid_over
from bot.ports import Clock
from bot.progress import Bars
from bot.settings import Settings, read_settings
from bot.shelf import Shelf
from bot.understanding.reading import build_understanding
from knowledge.errors import KnowledgeError, NoDocuments
from knowledge.ports import Embedder, Morphemes
from knowledge.programs import Language, Program
from knowledge.search.store import SearchStore
from prompts import Phrasebook

if TYPE_CHECKING:
    from adapters.stores.oversight import SqlOrders
    from adapters.stores.proposals import SqlProposals
    from knowledge.versions.reloading import Versions


def settings(given: Mapping[str, str] | None = None) -> Settings:
    """From the environment and ``.env`` of the working directory, and before both of them what is
    ``given``; raises BadSettings.
    """
    from dotenv import dotenv_values

    return read_settings({**os.environ, **(given or {})}, dotenv_values(".env"))


def phrasebooks(within: str = "") -> dict[str, Phrasebook]:
    """By language: what the concierge says, or a part of ``prompts`` as ``console``."""
    try:
        return prompts.load(prompts.FOLDER / within)
    except prompts.IncompletePrompts as error:
        raise BadSettings(f"prompts/{within}: {error}") from error


@contextmanager
def translated() -> Iterator[None]:
    """The knowledge's errors as the concierge's: bad input, or not ready."""
    try:
        yield
    except NoDocuments as error:
        raise BadInput(str(error)) from error
    except KnowledgeError as error:
        raise NotReady(str(error)) from error


def build_search(
    house: Settings, folder: Path, embedder: Embedder, morphemes: Mapping[Language, Morphemes]
) -> SearchStore:
    """The search index in ``folder``; its vectors on a Chroma server where one is set."""
    from adapters.stores.arrays import ArrayDirectories
    from adapters.stores.chroma import ChromaDirectories, ChromaServer
    from adapters.stores.words import Bm25Directories
    from knowledge.search.bridge import load_bridge

    server = house.chroma_url
    return SearchStore(
        ChromaServer(server) if server else ChromaDirectories(folder / "chroma"),
        Bm25Directories(folder / "words"),
        ArrayDirectories(folder / "arrays"),
        embedder,
        morphemes,
        load_bridge(),
    )


@contextmanager
def open_search_aside() -> Iterator[tuple[SearchStore, Bars]]:
    """An empty index in a temporary place, for measuring."""
    house = replace(settings(), chroma_url="")
    with translated(), Bars() as bars, TemporaryDirectory() as folder:
        embedder = build_embedder(house, bars)
        yield build_search(house, Path(folder), embedder, build_morphemes()), bars


def build_versions(house: Settings, search: SearchStore, progress: Bars) -> Versions:
    from adapters.stores.database import database_url, open_engine
    from adapters.stores.knowledge import SqlKnowledge
    from adapters.stores.readings import SqlReadings
    from bot.bootstrap.formats import build_formats, reading_release
    from knowledge.extraction import programs_in
    from knowledge.sources.loading import SourcesFolder
    from knowledge.versions.beside import both, of_folder
    from knowledge.versions.reloading import Versions

    read, unpack = build_formats()
    engine = open_engine(database_url(house.database_url, house.data_dir / "knowledge"))
    return Versions(
        house.documents,
        SqlKnowledge(engine),
        search,
        search.embedder,
        house.data_dir / "reload.lock",
        extract=programs_in,
        read=read,
        unpack=unpack,
        progress=progress,
        beside=both(
            SourcesFolder(house.data_dir / "sources").collect, of_folder(house.data_dir / "uploads")
        ),
        readings=SqlReadings(engine),
        release=reading_release(),
    )


def build_orders(house: Settings) -> SqlOrders:
    """What people decided over the knowledge, beside the knowledge."""
    from adapters.stores.database import database_url, open_engine
    from adapters.stores.oversight import SqlOrders

    return SqlOrders(open_engine(database_url(house.database_url, house.data_dir / "knowledge")))


def build_proposals(house: Settings) -> SqlProposals:
    """What a model pointed at, beside the orders."""
    from adapters.stores.database import database_url, open_engine
    from adapters.stores.proposals import SqlProposals

    return SqlProposals(open_engine(database_url(house.database_url, house.data_dir / "knowledge")))


def build_embedder(house: Settings, progress: Bars) -> Embedder:
    from adapters.embeddings import open_embedder

    try:
        return open_embedder(house.embedding, house.models_dir, progress=progress)
    except (OSError, ValueError) as error:
        raise BadSettings(
            f"CONCIERGE_EMBEDDING is {house.embedding!r}, which cannot be loaded: {error}"
        ) from error


def build_morphemes() -> dict[Language, Morphemes]:
    from adapters.morphemes.kiwi import KiwiMorphemes
    from adapters.morphemes.sudachi import SudachiMorphemes

    with ThreadPoolExecutor() as pool:
        korean, japanese = pool.submit(KiwiMorphemes), pool.submit(SudachiMorphemes)
        return {Language.KO: korean.result(), Language.JA: japanese.result()}


@contextmanager
def open_versions(house: Settings) -> Iterator[Versions]:
    """For reload and rollback; raises ConciergeError."""
    ready_databases(house)
    with translated(), Bars() as bars:
        embedder = build_embedder(house, bars)
        search = build_search(house, house.data_dir / "index", embedder, build_morphemes())
        yield build_versions(house, search, bars)


@contextmanager
def open_programs(house: Settings) -> Iterator[tuple[Program, ...]]:
    """The structured rows of the active version; needs no model."""
    from adapters.stores.database import database_url, open_engine
    from adapters.stores.knowledge import SqlKnowledge

    engine = open_engine(database_url(house.database_url, house.data_dir / "knowledge"))
    try:
        with translated():
            store = SqlKnowledge(engine)
            manifest = store.active()
            if manifest is None:
                raise NotReady("nothing has been loaded yet; run: python -m bot reload")
            contents = store.read(manifest.version)
            programs = {program.id: program for program in contents.programs}
            documents = {document.id: document for document in contents.documents}
            orders, proposals = build_orders(house).read(), build_proposals(house).every()
            yield tuple(laid_over(programs, orders, proposals, documents).values())
    finally:
        engine.dispose()


def clock_of(house: Settings) -> Clock:
    if house.as_of:
        fixed = house.as_of
        return lambda: fixed
    return lambda: datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Service:
    """The concierge and what is around it, open."""

    settings: Settings
    books: dict[str, Phrasebook]
    concierge: Concierge
    desk: Desk
    shelf: Shelf
    clock: Clock
    tools: Tools


@asynccontextmanager
async def open_service(
    house: Settings | None = None, *, fresh: bool = False
) -> AsyncIterator[Service]:
    """The concierge with the desk and its counters around it."""
    async with open_tools(house, fresh=fresh) as tools:
        desk = await build_desk(tools)
        yield Service(
            tools.house, tools.books, tools.concierge, desk, tools.shelf, tools.clock, tools
        )


@asynccontextmanager
async def open_tools(house: Settings | None = None, *, fresh: bool = False) -> AsyncIterator[Tools]:
    """Everything that answers, by default with the settings of the environment. Without a knowledge
    version the documents are loaded first; with ``fresh`` they are looked at in any case.
    """
    from adapters.embeddings.remembered import RememberedQueries
    from adapters.stores.database import database_url, open_async_engine

    house, books = house or settings(), phrasebooks()
    clock = clock_of(house)
    ready_databases(house)
    async with AsyncExitStack() as stack:
        stack.enter_context(translated())
        bars = stack.enter_context(Bars())
        embedder, morphemes = _open_reading(house, bars)
        search = build_search(house, house.data_dir / "index", embedder, morphemes)
        versions = build_versions(house, search, bars)
        if fresh or versions.store.active() is None:
            versions.reload()
        engine = open_async_engine(database_url(house.database_url, house.data_dir))
        stack.push_async_callback(engine.dispose)
        memory = await open_memory(engine, clock)
        orders, proposals = build_orders(house), build_proposals(house)
        shelf = build_shelf(versions, search, Overlay(orders, proposals), embedder, morphemes)
        aide = await stack.enter_async_context(opening_aide(house.model, engine, books))
        remembered = RememberedQueries(embedder, house.models_dir / "examples")
        concierge = Concierge(
            shelf.current,
            build_understanding(embedder, remembered, morphemes),
            memory,
            books,
            clock,
            House(house.operator, house.language),
            aide,
        )
        yield Tools(
            house, books, engine, clock, memory, concierge, shelf, orders, proposals, embedder
        )


def _open_reading(house: Settings, bars: Bars) -> tuple[Embedder, dict[Language, Morphemes]]:
    """What texts are read with; the dictionaries open beside the model."""
    from adapters.embeddings.recent import RecentQueries

    with ThreadPoolExecutor() as pool:
        words = pool.submit(build_morphemes)
        embedder = RecentQueries(build_embedder(house, bars))
        return embedder, words.result()


@asynccontextmanager
async def open_concierge() -> AsyncIterator[Concierge]:
    async with open_tools() as tools:
        yield tools.concierge


@asynccontextmanager
async def open_library() -> AsyncIterator[Library]:
    async with open_tools() as tools:
        yield tools.shelf.current()
