"""A PostgreSQL of its own in a temporary directory, where the machine has one installed."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

USER = "concierge"
NOBODY = "postgres"
"""Who runs it where we are root: the server refuses to run as that."""


def programs() -> Path | None:
    """The directory of ``initdb`` and ``postgres``; None where there is none."""
    places = sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    if found := shutil.which("initdb"):
        places.insert(0, Path(found).parent)
    return next((p for p in places if (p / "initdb").exists() and (p / "postgres").exists()), None)


@contextmanager
def postgres() -> Iterator[str]:
    """Its address; raises RuntimeError where there is none."""
    where = programs()
    if where is None:
        raise RuntimeError("no PostgreSQL server is installed here")
    folder = Path(tempfile.mkdtemp(prefix="pg-"))
    owner = _owned(folder)
    port = free_port()
    settings = f"-F -p {port} -k {folder} -c listen_addresses=127.0.0.1 -c max_connections=100"
    make: list[str | Path] = [
        where / "initdb",
        "-D",
        folder / "data",
        "-U",
        USER,
        "-A",
        "trust",
        "-E",
        "UTF8",
    ]
    running: subprocess.Popen[bytes] | None = None
    try:
        subprocess.run(  # noqa: S603
            [*make, "--no-sync", "--locale=C.UTF-8"],
            check=True, stdout=subprocess.DEVNULL, cwd=folder, **owner,
        )  # fmt: skip
        running = subprocess.Popen(  # noqa: S603
            [where / "postgres", "-D", folder / "data", *settings.split()],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=folder, **owner,
        )  # fmt: skip
        _wait(port)
        yield f"postgresql://{USER}@127.0.0.1:{port}/postgres"
    finally:
        if running:
            running.terminate()
            running.wait(30)
        shutil.rmtree(folder, ignore_errors=True)


def _owned(folder: Path) -> dict[str, Any]:
    if os.geteuid():
        return {}
    shutil.chown(folder, NOBODY, NOBODY)
    return {"user": NOBODY, "group": NOBODY, "extra_groups": ()}


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait(port: int, patience: float = 60.0) -> None:
    """Until it takes questions: it listens a little earlier than it answers."""
    import psycopg  # noqa: PLC0415 - an extra

    until = time.monotonic() + patience
    while True:
        try:
            psycopg.connect(host="127.0.0.1", port=port, user=USER, dbname="postgres").close()
        except psycopg.OperationalError:
            if time.monotonic() > until:
                raise
            time.sleep(0.1)
        else:
            return
