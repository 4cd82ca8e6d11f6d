"""Files that admins send from a chat: first aside, then, once accepted, among the documents."""

from __future__ import annotations

import os
import re
import secrets
import shutil
from pathlib import Path

from bot.errors import BadInput

LARGEST = 20 * 1024 * 1024
"""Bytes; what Telegram lets a bot fetch."""
_UNSAFE = re.compile(r"[^\w.\-()\[\] ]+")
LONGEST_NAME = 120


class Uploads:
    """``waiting`` holds a folder for each upload that nobody has decided on; ``accepted`` is loaded
    by every reload.
    """

    def __init__(self, data_dir: Path) -> None:
        self.accepted = data_dir / "uploads"
        self._waiting = data_dir / "uploads-waiting"

    def put(self, name: str, content: bytes) -> str:
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
        aside.rename(self.waiting(id))
        return id

    def waiting(self, id: str) -> Path:
        """The folder of one upload; raises BadInput for what is no id."""
        if not re.fullmatch(r"[0-9a-f]{16}", id):
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
        return names

    def drop(self, id: str) -> bool:
        folder = self.waiting(id)
        there = folder.is_dir()
        shutil.rmtree(folder, ignore_errors=True)
        return there


def safe_name(name: str) -> str:
    """No folder, no hidden file, nothing that a shell or a file system stumbles over."""
    bare = _UNSAFE.sub("_", name.replace("\\", "/").rpartition("/")[2]).strip(". ")
    stem, dot, suffix = bare.rpartition(".")
    if not dot:
        return bare[:LONGEST_NAME] or "file"
    return f"{stem[:LONGEST_NAME] or 'file'}.{suffix[:10]}"
