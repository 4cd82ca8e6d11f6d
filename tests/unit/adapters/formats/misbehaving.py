"""The child of ``adapters.formats``, for files whose text says what parsing them does."""

from __future__ import annotations

import os
import socket
import sys
import time
from collections.abc import Callable

from adapters.formats import child
from adapters.formats.limits import Limits
from knowledge.formats.pieces import Kind, Parsed, Piece


def parse(data: bytes, suffix: str, limits: Limits) -> Parsed:
    act = ACTS.get(data.decode().strip())
    text = act(limits) if act else None
    return Parsed((Piece(Kind.PARAGRAPH, str(text or "read well enough")),))


def _spin(_: Limits) -> None:
    while True:
        pass


def _recurse(limits: Limits) -> object:
    return _recurse(limits)


def _write(limits: Limits) -> None:
    with open("large", "wb") as file:  # noqa: PTH123
        file.write(bytes(limits.file * 2 + 1))


def _print(_: Limits) -> None:
    sys.stdout.write("nothing that a parent wants to read")
    sys.stdout.flush()


ACTS: dict[str, Callable[[Limits], object]] = {
    "hang": lambda _: time.sleep(60),
    "spin": _spin,
    "crash": lambda _: os.abort(),
    "exit": lambda _: os._exit(3),
    "leave": lambda _: os._exit(0),
    "allocate": lambda limits: len(bytearray(limits.memory)),
    "recurse": _recurse,
    "write": _write,
    "connect": lambda _: socket.create_connection(("127.0.0.1", 9), timeout=1),
    "environment": lambda _: " ".join(os.environ),
    "print": _print,
    "raise": lambda _: {}["missing"],
}
child.parse = parse

if __name__ == "__main__":
    child.main()
