"""The parent's side: a child parses, and what it does to itself is told as that file's reason."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
import weakref
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from adapters.formats import wire
from adapters.formats.limits import Limits
from knowledge.errors import UnreadableDocument
from knowledge.formats import Member
from knowledge.formats.pieces import Parsed

CHILD = ("-m", "adapters.formats.child")
HOUSE = Path(__file__).parents[2]


@dataclass(frozen=True, slots=True)
class Spent:
    """Milliseconds in the child, and the most memory it has held since it began, in bytes."""

    ms: float = 0.0
    memory: int = 0


class Confined:
    """Parses in a child process that is kept for the next file and replaced when it has died.

    For several threads: one file at a time. ``command`` is what stands after the interpreter.
    ``close`` ends the child; so does the end of this object and of the program.
    """

    def __init__(self, limits: Limits | None = None, command: Sequence[str] = CHILD) -> None:
        self.limits = limits or Limits()
        self.spent = Spent()
        self._command = tuple(command)
        self._lock = threading.Lock()
        self._child: _Child | None = None

    def parse(self, data: bytes, suffix: str) -> Parsed:
        """Raises ``UnreadableDocument`` with the exact reason, whatever the file did."""
        self._check_size(data)
        message = self._ask({"do": "parse", "suffix": suffix}, data)
        try:
            return wire.parsed_of(message)
        except wire.Closed as error:
            raise UnreadableDocument("its reader gave no sensible answer") from error

    def unpack(self, data: bytes) -> tuple[Member, ...] | None:
        """The files of an archive; None where the bytes are a document and no archive of files."""
        self._check_size(data)
        with TemporaryDirectory(prefix="concierge-unpacked-") as folder:
            message = self._ask({"do": "unpack", "folder": folder}, data)
            rows = message.get("members")
            if rows is None:
                return None
            return tuple(
                Member(path, b"" if error else (Path(folder) / f"{number}").read_bytes(), error)
                for number, (path, error) in enumerate(rows)
            )

    def close(self) -> None:
        with self._lock:
            self._end()

    def _check_size(self, data: bytes) -> None:
        if len(data) > self.limits.file:
            raise UnreadableDocument(
                f"too large: {len(data):,} bytes, at most {self.limits.file:,} are read"
            )

    def _ask(self, request: wire.Message, data: bytes) -> wire.Message:
        with self._lock:
            message = self._asked(request, data)
        spent = message.get("spent") or {}
        self.spent = Spent(float(spent.get("ms", 0)), int(spent.get("bytes", 0)))
        if error := message.get("error"):
            raise UnreadableDocument(str(error))
        return message

    def _asked(self, request: wire.Message, data: bytes) -> wire.Message:
        """Once more where the child had just ended by itself, idle or worn."""
        for _ in range(2):
            child = self._child or _Child(self._command, self.limits)
            self._child = child
            found = child.ask(request, data, self.limits.wall)
            if found is not None:
                return found
            self._end()
            if child.ended != 0 or child.late:
                return {"error": child.reason(self.limits)}
        return {"error": "its reader ended without an answer"}

    def _end(self) -> None:
        if self._child:
            self._child.end()
            self._child = None


class _Child:
    """One process and its temporary folder, which goes with it."""

    def __init__(self, command: Sequence[str], limits: Limits) -> None:
        self.late = False
        folder = TemporaryDirectory(prefix="concierge-parsing-")
        self.process = subprocess.Popen(  # noqa: S603 - our own module
            [sys.executable, *command, json.dumps(asdict(limits))],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=folder.name,
            env=_environment(folder.name),
        )
        self._finalizer = weakref.finalize(self, _ended, self.process, folder)

    @property
    def ended(self) -> int | None:
        return self.process.returncode

    def ask(self, request: wire.Message, data: bytes, seconds: float) -> wire.Message | None:
        """The answer, or None where the child died or was too slow and had to die."""
        found: list[wire.Message] = []

        def exchange() -> None:
            with suppress(OSError, ValueError, wire.Closed):
                wire.write(_given(self.process.stdin), request, data)
                found.append(wire.read(_given(self.process.stdout))[0])

        exchanging = threading.Thread(target=exchange, daemon=True)
        exchanging.start()
        exchanging.join(seconds)
        if exchanging.is_alive():
            self.late = True
            self.process.kill()
            exchanging.join()
        if not found:
            self._wait()
        return found[0] if found else None

    def reason(self, limits: Limits) -> str:
        if self.late:
            return f"reading it took longer than {limits.wall:g} s and was stopped"
        code = self.process.returncode
        if code == -getattr(signal, "SIGXCPU", 0):
            return f"reading it took more than {limits.cpu} s of processor time and was stopped"
        most = f"{limits.memory // 1_000_000:,} MB"
        if code < 0:
            with suppress(ValueError):
                name = signal.Signals(-code).name
                return f"its reader crashed on it ({name}; it may use {most} of memory)"
        return f"its reader crashed on it (exit {code}; it may use {most} of memory)"

    def end(self) -> None:
        self._finalizer()

    def _wait(self) -> None:
        try:
            self.process.wait(2)
        except subprocess.TimeoutExpired:  # it closed its answers and lives on
            self.process.kill()
            self.process.wait()


def _ended(process: subprocess.Popen[bytes], folder: TemporaryDirectory[str]) -> None:
    if process.poll() is None:
        process.kill()
        process.wait()
    for stream in (process.stdin, process.stdout):
        if stream:
            with suppress(OSError):
                stream.close()
    folder.cleanup()


def _given(stream: Any) -> Any:
    if stream is None:
        raise wire.Closed
    return stream


def _environment(folder: str) -> dict[str, str]:
    """No secret of ours; only what an interpreter needs to start."""
    kept = ("SYSTEMROOT", "PATH", "LD_LIBRARY_PATH")
    return {
        **{name: os.environ[name] for name in kept if name in os.environ},
        "PYTHONPATH": os.pathsep.join([str(HOUSE), *(path for path in sys.path if path)]),
        "PYTHONDONTWRITEBYTECODE": "1",
        "PYTHONUTF8": "1",
        "TMPDIR": folder,
        "TEMP": folder,
        "OMP_NUM_THREADS": "1",
        "OPENBLAS_NUM_THREADS": "1",
    }
