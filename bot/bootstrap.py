"""The composition root: builds every object once, owns their end, and alone names adapters."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import prompts
from bot.concierge import Concierge, House
from bot.desk import COMMANDS, Desk, Rules
from bot.doctor import Finding, examined, of_settings
from bot.errors import BadInput, BadSettings, NotReady
from bot.library import Library
from bot.messages import Person
from bot.ports import Channel, Clock
from bot.progress import Bars
from bot.searched import open_searched
from bot.settings import Settings, read_settings
from bot.shelf import Shelf
from bot.understanding.reading import build_understanding
from knowledge.errors import KnowledgeError, NoDocuments
from knowledge.ports import Embedder, Morphemes
from knowledge.programs import Language, Program
from knowledge.search.searcher import Searcher
from knowledge.search.store import SearchStore
from prompts import Phrasebook

if TYPE_CHECKING:
    from knowledge.versions.reloading import Versions


def settings() -> Settings:
    """From the environment and ``.env`` of the working directory; raises BadSettings."""
    from dotenv import dotenv_values

    return read_settings(os.environ, dotenv_values(".env"))


def phrasebooks() -> dict[str, Phrasebook]:
    try:
        return prompts.load()
    except prompts.IncompletePrompts as error:
        raise BadSettings(f"prompts: {error}") from error


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
    from knowledge.extraction import programs_in
    from knowledge.versions.reloading import Versions

    engine = open_engine(database_url(house.database_url, house.data_dir / "knowledge"))
    return Versions(
        house.documents,
        SqlKnowledge(engine),
        search,
        search.embedder,
        house.data_dir / "reload.lock",
        extract=programs_in,
        progress=progress,
    )


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
            yield store.read(manifest.version).programs
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


@asynccontextmanager
async def open_service(
    house: Settings | None = None, *, fresh: bool = False
) -> AsyncIterator[Service]:
    """Everything that answers, by default with the settings of the environment. Without a knowledge
    version the documents are loaded first; with ``fresh`` they are looked at in any case.
    """
    from adapters.embeddings.remembered import RememberedQueries
    from adapters.stores.database import database_url, open_async_engine
    from adapters.stores.memory import SqlMemory

    house, books = house or settings(), phrasebooks()
    clock = clock_of(house)
    async with AsyncExitStack() as stack:
        stack.enter_context(translated())
        bars = stack.enter_context(Bars())
        with ThreadPoolExecutor() as pool:
            words = pool.submit(build_morphemes)
            embedder = build_embedder(house, bars)
            morphemes = words.result()
        search = build_search(house, house.data_dir / "index", embedder, morphemes)
        versions = build_versions(house, search, bars)
        if fresh or versions.store.active() is None:
            versions.reload()
        engine = open_async_engine(database_url(house.database_url, house.data_dir))
        stack.push_async_callback(engine.dispose)
        memory = SqlMemory(engine, clock)
        await memory.prepare()
        shelf = Shelf(
            versions,
            lambda base: open_searched(
                base, Searcher(search.open(base.version), embedder, morphemes, search.bridge)
            ),
        )
        remembered = RememberedQueries(embedder, house.models_dir / "examples")
        concierge = Concierge(
            shelf.current,
            build_understanding(embedder, remembered, morphemes),
            memory,
            books,
            clock,
            House(house.operator, house.language),
        )
        desk = Desk(
            concierge.ask,
            shelf.reload,
            shelf.current,
            memory,
            books,
            clock,
            Rules(_admins(house), house.language, house.operator),
        )
        yield Service(house, books, concierge, desk, shelf, clock)


@asynccontextmanager
async def open_concierge() -> AsyncIterator[Concierge]:
    async with open_service() as service:
        yield service.concierge


@asynccontextmanager
async def open_library() -> AsyncIterator[Library]:
    async with open_service() as service:
        yield service.shelf.current()


def examine() -> Iterator[Finding]:
    """The doctor's findings: settings, words, database, knowledge, model, platforms."""
    house = settings()
    yield from of_settings(house)
    yield examined("words", lambda: f"{', '.join(sorted(phrasebooks()))} complete")
    with Bars() as bars:
        yield examined("embedding model", lambda: build_embedder(house, bars).card.name)
    yield examined("knowledge", lambda: _knowledge(house))


def _knowledge(house: Settings) -> str:
    with open_programs(house) as programs:
        return f"{len(programs)} programmes"


async def serve(service: Service, names: Sequence[str]) -> None:
    """Serve the messengers until cancelled; raises BadSettings if none is left that works."""
    from adapters.listener import Listener
    from adapters.stores import mailbox
    from adapters.stores.database import database_url, open_async_engine
    from bot.reception import Reception

    house = service.settings
    listener = Listener(*house.listen)
    channels = {
        channel.name: channel for channel in _channels(service, names, listener.application)
    }
    if not channels:
        raise BadSettings(
            "no messenger is configured: set TELEGRAM_BOT_TOKEN, or SLACK_BOT_TOKEN with "
            "SLACK_APP_TOKEN or SLACK_SIGNING_SECRET (see .env.example)"
        )
    engine = open_async_engine(database_url(house.database_url, house.data_dir))
    real = clock_of(replace(house, as_of=None))  # leases run out in real time, also in a trial
    try:
        await mailbox.prepare(engine)
        await listener.start()
        reception = Reception(
            mailbox.SqlInbox(engine, real),
            mailbox.SqlOutbox(engine, real),
            channels,
            service.desk.respond,
            apologise=service.desk.apologise,
        )
        await reception.run()
    finally:
        await listener.stop()
        await engine.dispose()


def _channels(service: Service, names: Sequence[str], application: Any) -> Iterator[Channel]:
    house, books = service.settings, service.books
    book = books[house.language]
    if house.telegram and (not names or "telegram" in names):
        from adapters.channels.telegram import Profile, Telegram, Webhook

        told = house.telegram
        yield Telegram(
            told.token,
            **({"api_url": told.api_url} if told.api_url else {}),
            webhook=Webhook(told.webhook_url, told.webhook_secret, application)
            if told.webhook_url
            else None,
            profiles={
                Language(code): Profile(
                    tuple((name, b.say(f"command.{name}")) for name in COMMANDS),
                    b.say("profile.description"),
                    b.say("profile.short_description"),
                )
                for code, b in books.items()
            },
            fallback=house.language,
        )
    if house.slack and (not names or "slack" in names):
        from adapters.channels.slack import Slack

        yield Slack(
            house.slack.bot_token,
            app_token=house.slack.app_token,
            signing_secret=house.slack.signing_secret,
            application=application,
            api_url=house.slack.api_url,
            commands=frozenset(COMMANDS),
            status=book.say("waiting.status"),
            waiting=book.say("waiting.line"),
        )


def _admins(house: Settings) -> frozenset[Person]:
    telegram = house.telegram.admins if house.telegram else frozenset()
    slack = house.slack.admins if house.slack else frozenset()
    return frozenset(
        [*(Person("telegram", id) for id in telegram), *(Person("slack", id) for id in slack)]
    )
