"""The databases before anybody opens them: sound, and at the tables of this release."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bot.errors import BadSettings, ConciergeError, NotReady
from bot.settings import Settings

BACKUPS = "backups"
KEPT_DAYS = 14
"""Days a backup is kept: so long after /forget it may still hold somebody."""


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


def _engines(house: Settings) -> Iterator[tuple[str, Any]]:
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


def restore(house: Settings, file: Path) -> Path:
    """Where the state before lies; raises BadInput, NotReady."""
    from adapters.stores import backup

    return backup.restore(file, house.data_dir, datetime.now(UTC))
