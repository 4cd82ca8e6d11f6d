"""State as files: copied while the service writes, checked, put back only while nobody serves."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import sqlite3
import tarfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import uuid4

from filelock import FileLock, Timeout
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncEngine

from adapters.stores.backup.forgotten import FOLDER as FORGOTTEN
from adapters.stores.backup.forgotten import ForgottenFiles, Known
from bot.errors import BadInput, NotReady

DATABASES = ("concierge.sqlite3", "knowledge/concierge.sqlite3")
FOLDERS = ("uploads", "uploads-waiting", "sources", "index")
STAYING = (FORGOTTEN,)
"""Backed up, and never put in the place of what is here: it only grows by a restore."""
MANIFEST = "manifest.json"
NAME = "concierge-{:%Y%m%dT%H%M%SZ}.tar"
PATTERN = "concierge-*.tar"
_LIST = re.compile(r"[0-9a-f]{16}\.txt")
_SUFFIXES = ("", "-wal", "-shm")


async def writable(engine: AsyncEngine) -> str:
    """Empty where a row could be written now; else in one word why not."""
    begin = "BEGIN IMMEDIATE" if engine.dialect.name == "sqlite" else "SELECT 1"
    try:
        async with engine.connect() as raw:
            connection = await raw.execution_options(isolation_level="AUTOCOMMIT")
            await connection.execute(text(begin))
            if engine.dialect.name == "sqlite":
                await connection.execute(text("ROLLBACK"))
    except (SQLAlchemyError, OSError) as error:
        return type(error).__name__
    return ""


@contextmanager
def presence(data_dir: Path) -> Iterator[None]:
    """While we serve; the lock dies with the process."""
    data_dir.mkdir(parents=True, exist_ok=True)
    path = data_dir / f".serving-{uuid4().hex}.lock"
    try:
        with FileLock(path):
            yield
    finally:
        path.unlink(missing_ok=True)


def served(data_dir: Path) -> bool:
    """Whether any process serves from this directory; what dead ones left goes."""
    for path in data_dir.glob(".serving-*.lock"):
        try:
            with FileLock(path, timeout=0):
                path.unlink(missing_ok=True)
        except Timeout:
            return True
    return False


def damage(data_dir: Path) -> dict[str, str]:
    """What SQLite's own check says of each database that is not sound, by its name."""
    found = {}
    for name in DATABASES:
        if (data_dir / name).is_file() and (fault := _fault(data_dir / name)):
            found[name] = fault
    return found


def back_up(data_dir: Path, folder: Path, now: datetime, keep_days: int) -> Path:
    """One file; a copy that is not complete never bears the name. Older ones than ``keep_days`` go,
    since they hold people who have been forgotten since.
    """
    folder.mkdir(parents=True, exist_ok=True)
    target = folder / NAME.format(now)
    with TemporaryDirectory(dir=folder, prefix=".backup-") as aside:
        root = Path(aside)
        for path in _files(data_dir):
            _copy(data_dir / path, root / path)
        if not (names := sorted(_within(root))):
            raise NotReady(f"there is nothing to back up in {data_dir}")
        sums = {name: _sum(root / name) for name in names}
        manifest = {"at": now.isoformat(), "files": sums}
        (root / MANIFEST).write_text(json.dumps(manifest, indent=1), encoding="utf-8")
        packed = root / "packed"
        with tarfile.open(packed, "w") as archive:
            for name in (MANIFEST, *names):
                archive.add(root / name, arcname=name)
        packed.chmod(0o600)
        packed.replace(target)
    oldest = now.timestamp() - keep_days * 86_400
    for path in folder.glob(PATTERN):
        if path != target and path.stat().st_mtime < oldest:
            path.unlink()
    return target


@dataclass(frozen=True, slots=True)
class Restored:
    """``before`` is where the state before lies now, ``at`` the moment the backup was made, and
    ``erased`` how many rows, of which table, of people who were forgotten since.
    """

    before: Path
    at: datetime
    erased: Mapping[str, int]


Erase = Callable[[Path, Known], Mapping[str, int]]
"""From the database in a folder, every row of who is known; how many of which table."""


def restore(backup: Path, data_dir: Path, now: datetime, erase: Erase) -> Restored:
    """Puts back what ``backup`` holds, without the people who were forgotten since. Raises BadInput
    for a file that is not a whole backup, NotReady while anybody serves.
    """
    if served(data_dir):
        raise NotReady("the service is running on this data directory; stop it first")
    data_dir.mkdir(parents=True, exist_ok=True)
    before = data_dir / f"before-restore-{now:%Y%m%dT%H%M%SZ}"
    with TemporaryDirectory(dir=data_dir, prefix=".restore-") as aside:
        root = Path(aside)
        at = _unpack(backup, root)
        _take_in_lists(backup, data_dir)
        known = ForgottenFiles(data_dir).known_since(at)
        # before it is put in its place: whoever stops halfway has restored nobody
        erased = erase(root, known) if known and (root / DATABASES[0]).is_file() else {}
        before.mkdir()
        for name in (*DATABASES, *FOLDERS):
            for suffix in _SUFFIXES:
                _move(data_dir / f"{name}{suffix}", before / f"{name}{suffix}")
            _move(root / name, data_dir / name)
    return Restored(before, at, erased)


def _take_in_lists(backup: Path, data_dir: Path) -> None:
    """Who was forgotten, as any backup beside this one has it: the disk of the list may be lost."""
    files = ForgottenFiles(data_dir)
    for path in sorted({backup, *backup.parent.glob(PATTERN)}):
        with suppress(OSError, tarfile.TarError), tarfile.open(path) as archive:
            for member in archive.getmembers():
                folder, _, name = member.name.partition("/")
                content = archive.extractfile(member)
                if folder == FORGOTTEN and _LIST.fullmatch(name) and content:
                    files.take_in(name, content.read().decode("ascii", "ignore"))


def _files(data_dir: Path) -> Iterator[Path]:
    for name in DATABASES:
        if (data_dir / name).is_file():
            yield Path(name)
    for folder in (*FOLDERS, *STAYING):
        for path in sorted((data_dir / folder).rglob("*")):
            inside = path.relative_to(data_dir)
            building = any(part.startswith(".building-") for part in inside.parts)
            if (
                path.is_file()
                and not building
                and not path.name.endswith((*_SUFFIXES[1:], ".lock"))
            ):
                yield inside


def _copy(source: Path, target: Path) -> None:
    """A database by SQLite's own backup, which takes a whole state while others write."""
    target.parent.mkdir(parents=True, exist_ok=True)
    if source.suffix != ".sqlite3":
        with suppress(FileNotFoundError):  # a version was dropped meanwhile
            shutil.copy2(source, target)
        return
    uri = f"{source.resolve().as_uri()}?mode=ro"
    try:
        with (
            closing(sqlite3.connect(uri, uri=True, timeout=30)) as live,
            closing(sqlite3.connect(target)) as copy,
        ):
            live.backup(copy)
    except sqlite3.DatabaseError as error:
        raise NotReady(f"{source.name} cannot be backed up: {error}") from error
    if fault := _fault(target):
        raise NotReady(f"{source.name} is damaged, nothing was backed up: {fault}")


def _fault(path: Path) -> str:
    try:
        with closing(sqlite3.connect(path, timeout=30)) as connection:
            said = connection.execute("PRAGMA quick_check(1)").fetchone()
    except sqlite3.OperationalError as error:  # locked or unreadable is not damaged
        return "" if "locked" in str(error) else str(error)
    except sqlite3.DatabaseError as error:
        return str(error)
    return "" if said and said[0] == "ok" else str(said and said[0])[:200]


def _unpack(backup: Path, root: Path) -> datetime:
    """When it was made."""
    try:
        with tarfile.open(backup) as archive:
            archive.extractall(root, filter="data")
        manifest = json.loads((root / MANIFEST).read_text(encoding="utf-8"))
        sums, at = manifest["files"], datetime.fromisoformat(manifest["at"])
    except (OSError, tarfile.TarError, ValueError, KeyError) as error:
        raise BadInput(f"{backup} is no backup of the concierge: {error}") from error
    for name, digest in sums.items():
        if not (root / name).is_file() or _sum(root / name) != digest:
            raise BadInput(f"{backup} is damaged: {name} is not as it was backed up")
    for name in DATABASES:
        if (root / name).is_file() and (fault := _fault(root / name)):
            raise BadInput(f"{backup} holds a damaged {name}: {fault}")
    return at


def _within(root: Path) -> Iterator[str]:
    for path in root.rglob("*"):
        if path.is_file():
            yield path.relative_to(root).as_posix()


def _sum(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _move(source: Path, target: Path) -> None:
    if source.exists():
        target.parent.mkdir(parents=True, exist_ok=True)
        source.replace(target)
