"""Files that admins send from a chat: first aside, then, once accepted, among the documents."""

from __future__ import annotations

import json
import os
import re
import secrets
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bot.errors import BadInput
from bot.messages import Address, Person
from bot.replies_json import address_from_json, address_to_json
from knowledge.programs import Language

LARGEST = 20 * 1024 * 1024
"""Bytes; what Telegram lets a bot fetch."""
_UNSAFE = re.compile(r"[^\w.\-()\[\] ]+")
LONGEST_NAME = 120
_ID = re.compile(r"[0-9a-f]{16}")


@dataclass(frozen=True, slots=True)
class Sender:
    """Who sent an upload, where word of it goes to, and when it came (aware)."""

    person: Person
    conversation: str
    address: Address
    language: Language
    at: datetime


@dataclass(frozen=True, slots=True)
class Lapsed:
    """An upload that waited too long; ``sender`` is None where none was noted."""

    id: str
    names: tuple[str, ...]
    sender: Sender | None


class Uploads:
    """``waiting`` holds a folder for each upload that nobody has decided on; ``accepted`` is loaded
    by every reload.
    """

    def __init__(self, data_dir: Path) -> None:
        self.accepted = data_dir / "uploads"
        self._waiting = data_dir / "uploads-waiting"

    def put(self, name: str, content: bytes, sender: Sender | None = None) -> str:
        """Keeps it aside, whole or not at all; returns the id under which it waits. Raises BadInput."""
        if len(content) > LARGEST:
            raise BadInput(f"{name} is larger than {LARGEST // 2**20} MB")
        id = secrets.token_hex(8)
        aside = self._waiting / f".{id}"
        aside.mkdir(parents=True)
        with (aside / safe_name(name)).open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        if sender:
            self._note(id).write_text(json.dumps(_to_json(sender)), "utf-8")
        aside.rename(self.waiting(id))
        return id

    def waiting(self, id: str) -> Path:
        """The folder of one upload; raises BadInput for what is no id."""
        if not _ID.fullmatch(id):
            raise BadInput("there is no such upload")
        return self._waiting / id

    def accept(self, id: str) -> list[str]:
        """Moves its files among the documents, over earlier ones of the same name, each at once: what
        a kill leaves behind waits to be accepted again.
        """
        folder = self.waiting(id)
        if not folder.is_dir():
            raise BadInput("this upload was decided on before")
        self.accepted.mkdir(parents=True, exist_ok=True)
        names = []
        for path in sorted(folder.iterdir()):
            path.replace(self.accepted / path.name)
            names.append(path.name)
        folder.rmdir()
        self._note(id).unlink(missing_ok=True)
        return names

    def drop(self, id: str) -> bool:
        folder = self.waiting(id)
        there = folder.is_dir()
        shutil.rmtree(folder, ignore_errors=True)
        self._note(id).unlink(missing_ok=True)
        return there

    def lapsed(self, before: datetime) -> Sequence[Lapsed]:
        """What came before and waits still."""
        if not self._waiting.is_dir():
            return ()
        found = []
        for folder in sorted(self._waiting.iterdir()):
            if folder.is_dir() and _ID.fullmatch(folder.name):
                sender = self._sender(folder.name)
                came = sender.at if sender else _changed(folder)
                if came < before:
                    names = tuple(sorted(path.name for path in folder.iterdir()))
                    found.append(Lapsed(folder.name, names, sender))
        return found

    def _note(self, id: str) -> Path:
        return self._waiting / f"{id}.json"

    def _sender(self, id: str) -> Sender | None:
        try:
            return _from_json(json.loads(self._note(id).read_text("utf-8")))
        except (OSError, ValueError, KeyError):
            return None


def _changed(folder: Path) -> datetime:
    return datetime.fromtimestamp(folder.stat().st_mtime, UTC)


def _to_json(sender: Sender) -> dict[str, Any]:
    return {
        "person": sender.person.key,
        "conversation": sender.conversation,
        "address": address_to_json(sender.address),
        "language": sender.language.value,
        "at": sender.at.isoformat(),
    }


def _from_json(told: dict[str, Any]) -> Sender:
    return Sender(
        Person.of(told["person"]),
        told["conversation"],
        address_from_json(told["address"]),
        Language(told["language"]),
        datetime.fromisoformat(told["at"]),
    )


def safe_name(name: str) -> str:
    """No folder, no hidden file, nothing that a shell or a file system stumbles over."""
    bare = _UNSAFE.sub("_", name.replace("\\", "/").rpartition("/")[2]).strip(". ")
    stem, dot, suffix = bare.rpartition(".")
    if not dot:
        return bare[:LONGEST_NAME] or "file"
    return f"{stem[:LONGEST_NAME] or 'file'}.{suffix[:10]}"
