"""What every file and record was read as, kept from one reload to the next.

Reading is a function of the bytes, the name and the program that reads. All three are in the key, so
that a reading is either the one that would be made anew, or is not found.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from knowledge.documents import Document
from knowledge.programs import Program
from knowledge.records import decode, encode

Entry = tuple[Document, tuple[Program, ...]]
Recall = Callable[[tuple[str | bytes, ...], Callable[[], Entry]], Entry]
"""Given everything that a reading rests on, and how to make it."""
AT_ONCE = 64  # readings in one write: what a killed reload has to make again


class Readings(Protocol):
    """Texts by key. Each call is one transaction."""

    def find(self, key: str) -> str | None: ...

    def keep(self, readings: Mapping[str, str]) -> None: ...

    def forget_all_but(self, keys: Collection[str]) -> None: ...


class NoReadings:
    """Keeps nothing: everything is read anew."""

    def find(self, _key: str) -> str | None:
        return None

    def keep(self, readings: Mapping[str, str]) -> None: ...

    def forget_all_but(self, keys: Collection[str]) -> None: ...


def anew(_of: tuple[str | bytes, ...], make: Callable[[], Entry]) -> Entry:
    """A ``Recall`` that remembers nothing."""
    return make()


@dataclass(slots=True)
class Recalled:
    """The readings of one reload. ``release`` stands for the program that reads. What cannot be read
    raises each time: it may have been for want of time or memory.
    """

    readings: Readings
    release: str
    used: set[str] = field(default_factory=set)
    _fresh: dict[str, str] = field(default_factory=dict)

    def __call__(self, of: tuple[str | bytes, ...], make: Callable[[], Entry]) -> Entry:
        key = self._key(of)
        held = self._fresh.get(key) or self.readings.find(key)
        entry = _entry(held) if held else None
        if entry is None:
            entry = make()
            self._fresh[key] = _text(entry)
            if len(self._fresh) >= AT_ONCE:
                self.flush()
        self.used.add(key)
        return entry

    def flush(self) -> None:
        if self._fresh:
            self.readings.keep(self._fresh)
            self._fresh = {}

    def forget_the_rest(self) -> None:
        self.readings.forget_all_but(self.used)

    def _key(self, of: tuple[str | bytes, ...]) -> str:
        digest = hashlib.sha256()
        for part in (self.release, *of):
            data = part.encode("utf-8", "surrogateescape") if isinstance(part, str) else part
            digest.update(b"%d:" % len(data))
            digest.update(data)
        return digest.hexdigest()


def _text(entry: Entry) -> str:
    document, programs = entry
    held = [encode(document), [encode(program) for program in programs]]
    return json.dumps(held, ensure_ascii=False, separators=(",", ":"))


def _entry(text: str) -> Entry | None:
    """None for what somebody else has written there."""
    try:
        document, programs = json.loads(text)
        return decode(Document, document), tuple(decode(Program, each) for each in programs)
    except (ValueError, TypeError):
        return None
