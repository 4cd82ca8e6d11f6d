"""The records of one source as files: one JSON object a record, each written whole or not at all."""

from __future__ import annotations

import base64
import json
import re
import shutil
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from knowledge.documents import Failure
from knowledge.sources.model import Record
from knowledge.sources.ports import Tag

PLAIN = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.-]{0,99}")
STATE = ".state.json"
LARGEST_ATTACHMENT = 20_000_000
"""Bytes; a larger one is left on the portal."""
MOST_ATTACHMENTS = 5


@dataclass(frozen=True, slots=True)
class RecordFolder:
    """``DATA_DIR/sources/<name>``. A name out of a source never becomes a path: ids are checked."""

    path: Path

    @property
    def source(self) -> str:
        return self.path.name

    def ids(self) -> list[str]:
        return sorted(file.stem for file in self.path.glob("*.json") if file.name[0] != ".")

    def read(self, id: str) -> Record:
        """Raises ``ValueError`` or ``OSError`` for a file that was meddled with."""
        try:
            held = json.loads((self.path / f"{id}.json").read_text("utf-8"))
            return Record(
                self.source,
                id,
                dict(held["raw"]),
                date.fromisoformat(held["read"]),
                tuple(str(name) for name in held.get("attachments", ())),
            )
        except (KeyError, TypeError, AttributeError) as error:
            raise ValueError(f"not a record of a source: {error!r}") from error

    def records(self) -> Iterator[Record | Failure]:
        for id in self.ids():
            try:
                yield self.read(id)
            except (ValueError, OSError) as error:
                yield Failure(f"sources/{self.source}/{id}", f"could not be read: {error}")

    def known(self, id: str) -> Record | None:
        try:
            return self.read(id) if PLAIN.fullmatch(id) else None
        except (ValueError, OSError):
            return None

    def write(self, record: Record) -> None:
        held = {
            "id": record.id,
            "read": record.read.isoformat(),
            "attachments": list(record.attachments),
            "raw": record.raw,
        }
        self._put(f"{record.id}.json", json.dumps(held, ensure_ascii=False, indent=1).encode())

    def write_attachments(self, id: str, files: Sequence[tuple[str, str]]) -> tuple[str, ...]:
        """The names they are kept under: numbered, with their ending. Base64 that is none, empty
        files and those too large are left out.
        """
        kept: list[str] = []
        self._checked(id)
        for number, (name, data) in enumerate(files[:MOST_ATTACHMENTS], 1):
            if len(data) * 3 // 4 > LARGEST_ATTACHMENT:
                continue
            try:
                content = base64.b64decode(data, validate=True)
            except ValueError:
                continue
            ending = re.search(r"\.[A-Za-z0-9]{1,8}$", name.strip())
            if content:
                kept.append(f"{number}{ending[0].lower() if ending else ''}")
                self._put(f"{id}.files/{kept[-1]}", content)
        return tuple(kept)

    def attachments(self, record: Record) -> Iterator[tuple[str, Path]]:
        for name in record.attachments:
            if PLAIN.fullmatch(name):
                yield name, self.path / f"{record.id}.files" / name

    def remove(self, id: str) -> None:
        (self.path / f"{self._checked(id)}.json").unlink(missing_ok=True)
        shutil.rmtree(self.path / f"{id}.files", ignore_errors=True)

    def state(self) -> dict[str, Any]:
        try:
            held = json.loads((self.path / STATE).read_text("utf-8"))
        except (OSError, ValueError):
            return {}
        return held if isinstance(held, dict) else {}

    def write_state(self, state: Mapping[str, Any]) -> None:
        self._put(STATE, json.dumps(state, ensure_ascii=False, indent=1).encode())

    def listed(self) -> Sequence[str]:
        held = self.state().get("ids", ())
        return [str(id) for id in held]

    def withdrawn(self) -> Sequence[str]:
        """The ids of records that were removed since they were no longer listed."""
        held = self.state().get("removed", {})
        return [str(id) for id in held] if isinstance(held, dict) else []

    def tag(self, address: str) -> Tag:
        held = self.state().get("tags", {}).get(address, {})
        return Tag(str(held.get("etag", "")), str(held.get("modified", "")))

    def keep_tag(self, address: str, tag: Tag) -> None:
        state = self.state()
        state.setdefault("tags", {})[address] = {"etag": tag.etag, "modified": tag.modified}
        self.write_state(state)

    def _put(self, name: str, data: bytes) -> None:
        """Complete or not at all where the process is killed. Not synced: a file that a power cut
        empties is reported, stands as it was in the version, and is asked for again.
        """
        if name != STATE:
            self._checked(name.partition("/")[0])
        target = self.path / name
        target.parent.mkdir(parents=True, exist_ok=True)
        aside = target.with_name(f".{target.name}.part")
        aside.write_bytes(data)
        aside.replace(target)

    def _checked(self, name: str) -> str:
        if not PLAIN.fullmatch(name):
            raise ValueError(f"{name!r} is no name for a record")
        return name
