"""What the doctor can only learn by trying: databases, servers, the model, the index."""

from __future__ import annotations

import importlib.util
import os
import socket
import stat
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit

from bot.bootstrap import build_embedder
from bot.bootstrap.databases import check_databases, standing
from bot.doctor import Finding, examined
from bot.errors import BadSettings, NotReady
from bot.models.usage import DAYS
from bot.progress import Bars
from bot.settings import Settings
from knowledge.ports import Embedder, Manifest

SECONDS = 3.0


def of_surroundings(house: Settings) -> Iterator[Finding]:
    """In the order in which they are mended. What needs a directory that is not there is left out."""
    yield examined("settings file", _dotenv)
    if house.data_dir.is_dir() or house.database_url:
        yield examined("database", lambda: _database(house))
    if house.chroma_url:
        yield examined("chroma", lambda: _answers(house.chroma_url, "CHROMA_URL"))
    if house.model:
        yield examined("model access", lambda: _model(house))
        yield examined("model words", lambda: _words(house))
    with Bars() as bars:
        made: list[Embedder] = []

        def embedding() -> str:
            made.append(build_embedder(house, bars))
            return made[0].card.name

        yield examined("embedding model", embedding)
    if made and (manifest := _active(house)):
        yield examined("index", lambda: _same_model(manifest, made[0]))


def _dotenv() -> str:
    """The file holds tokens."""
    path = Path(".env")
    if not path.is_file():
        return "none; the environment alone"
    if os.name == "posix" and path.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO):
        raise ValueError(".env can be read by others on this machine: chmod 600 .env")
    return str(path.resolve())


def _database(house: Settings) -> str:
    check_databases(house)
    return ", ".join(standing(house))


def _answers(url: str, setting: str) -> str:
    address = urlsplit(url)
    port = address.port or (443 if address.scheme == "https" else 8000)
    try:
        socket.create_connection((address.hostname or "", port), timeout=SECONDS).close()
    except OSError as error:
        where = f"{address.hostname}:{port}"
        raise NotReady(f"{setting}: {where} does not answer ({error.strerror or error})") from None
    return url


def _model(house: Settings) -> str:
    """A key is needed unless a server of one's own is named."""
    told = house.model
    if told is None:
        return ""
    if importlib.util.find_spec("langchain") is None:
        provider = told.name.partition(":")[0]
        raise BadSettings(f"CONCIERGE_MODEL: pip install 'sme-concierge[{provider}]'")
    from adapters.models.langchain import Access, open_model

    open_model(Access(told.name, told.url, told.key))
    return told.name


def _words(house: Settings) -> str:
    """How often it was asked, and what became of its words."""
    from adapters.stores.database import database_url, open_engine
    from adapters.stores.modelling import looked_at

    told, today = house.model, datetime.now(UTC).date()
    if told is None:
        return ""
    engine = open_engine(database_url(house.database_url, house.data_dir))
    try:
        calls, counts = looked_at(engine, today, today - timedelta(days=DAYS - 1))
    except Exception:  # noqa: BLE001 - "database" has told of it
        return "not known"
    finally:
        engine.dispose()
    listed = ", ".join(f"{kind} {times}" for kind, times in counts.items()) or "nothing yet"
    return f"{calls} of {told.calls_a_day} calls today; last {DAYS} days: {listed}"


def _active(house: Settings) -> Manifest | None:
    from adapters.stores.database import database_url, open_engine
    from adapters.stores.knowledge import SqlKnowledge

    try:
        engine = open_engine(database_url(house.database_url, house.data_dir / "knowledge"))
    except (OSError, ValueError):
        return None
    try:
        return SqlKnowledge(engine).active()
    except Exception:  # noqa: BLE001 - "database" and "knowledge" have told of it
        return None
    finally:
        engine.dispose()


def _same_model(manifest: Manifest, embedder: Embedder) -> str:
    if manifest.model != embedder.card:
        raise NotReady(
            f"version {manifest.version} was built with {manifest.model.name}, not with "
            f"{embedder.card.name}; run: python -m bot reload"
        )
    return f"version {manifest.version}, {manifest.passages} passages"
