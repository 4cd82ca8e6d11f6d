"""The databases before anybody opens them: sound, and at the tables of this release."""

from __future__ import annotations

from collections.abc import Generator, Iterator, Mapping
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bot.errors import BadSettings, ConciergeError, NotReady
from bot.settings import Settings

if TYPE_CHECKING:
    from adapters.stores.backup import Restored
    from adapters.stores.backup.forgotten import Known

BACKUPS = "backups"


def ready_databases(house: Settings) -> list[tuple[str, str, str]]:
    """Family, where it stood, where it stands. Raises NotReady, and BadSettings where the database
    cannot be reached.
    """
    check_databases(house)
    return list(_upgraded(house))


def check_databases(house: Settings) -> None:
    """SQLite's own quick check; raises NotReady with how to mend it."""
    from adapters.stores.backup import damage

    if house.database_url:
        return
    for name, fault in damage(house.data_dir).items():
        path = house.data_dir / name
        kept = sorted((house.data_dir / BACKUPS).glob("concierge-*.tar"))
        newest = f"python -m bot restore {kept[-1]}" if kept else "python -m bot restore BACKUP"
        again = (
            f"or move {path.parent} away and run: python -m bot reload"
            if name.startswith("knowledge")
            else f"or move {path} away and begin anew without it"
        )
        raise NotReady(f"{path} is damaged ({fault}); restore it: {newest}; {again}")


def _upgraded(house: Settings) -> Iterator[tuple[str, str, str]]:
    from adapters.stores.migrations import upgrade

    for family, engine in _engines(house):
        yield family, *upgrade(engine, family)


def _engines(house: Settings) -> Generator[tuple[str, Any], None, None]:
    """An open engine a family, closed afterwards; what a driver says becomes one line."""
    from adapters.stores.database import database_url, open_engine, told

    for family, below in (("house", ""), ("knowledge", "knowledge")):
        try:
            engine = open_engine(database_url(house.database_url, house.data_dir / below))
        except Exception as error:
            raise BadSettings(f"DATABASE_URL cannot be used: {told(error)}") from error
        try:
            with engine.connect():
                pass
            yield family, engine
        except ConciergeError:
            raise
        except Exception as error:
            raise NotReady(f"the database cannot be opened: {told(error)}") from error
        finally:
            engine.dispose()


def standing(house: Settings) -> Iterator[str]:
    """Where each family stands, without changing anything; raises NotReady, BadSettings."""
    from adapters.stores.migrations import current, revisions

    for family, engine in _engines(house):
        with engine.connect() as connection:
            at, last = current(connection, family), revisions(family)[-1]
        if at and at not in revisions(family):
            raise NotReady(f"the {family} tables are of a later release ({at}, this knows {last})")
        yield (
            f"{family} {at}"
            if at == last
            else f"{family} {at or 'empty'}, at the next start {last}"
        )


def back_up(house: Settings, folder: Path | None, keep_days: int) -> Path:
    """Files of this machine; with PostgreSQL its own pg_dump has the rest. Raises NotReady."""
    from adapters.stores import backup

    folder = folder or house.data_dir / BACKUPS
    return backup.back_up(house.data_dir, folder, datetime.now(UTC), keep_days)


def restore(house: Settings, file: Path) -> Restored:
    """Without those who were forgotten since; raises BadInput, NotReady."""
    from adapters.stores import backup

    return backup.restore(file, house.data_dir, datetime.now(UTC), erase_from)


def erase_from(folder: Path, known: Known) -> Mapping[str, int]:
    """What the database in ``folder`` holds of people who are known; nobody else may have it open."""
    from adapters.stores.backup.forgotten import erase_again
    from adapters.stores.database import database_url, open_engine
    from adapters.stores.retention import OF_PEOPLE

    engine = open_engine(database_url("", folder))
    try:
        return erase_again(engine, known, OF_PEOPLE)
    finally:
        engine.dispose()


def forget_again(house: Settings, since: datetime) -> Mapping[str, int]:
    """How many rows, of which table, of those forgotten since a backup that something else has put
    back (pg_restore). Raises NotReady, BadSettings.
    """
    from adapters.stores.backup import served
    from adapters.stores.backup.forgotten import ForgottenFiles, erase_again
    from adapters.stores.retention import OF_PEOPLE

    if served(house.data_dir):
        raise NotReady("the service is running on this data directory; stop it first")
    known = ForgottenFiles(house.data_dir).known_since(since)
    if known is None:
        return {}
    with closing(_engines(house)) as engines:
        _, engine = next(engines)  # that of people comes first
        return erase_again(engine, known, OF_PEOPLE)
