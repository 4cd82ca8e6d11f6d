"""A real `chroma run` on loopback, as an operator would start it."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

PATIENCE = 20.0


@contextmanager
def chroma_server(folder: Path) -> Iterator[str]:
    """Its URL; skips the test where no port can be opened or the server does not come up."""
    command = Path(sys.executable).with_name("chroma")
    port = _free_port()
    options = ["--host", "127.0.0.1", "--port", str(port), "--path", str(folder)]
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen([command, "run", *options], stdout=log, stderr=log)  # noqa: S603
        try:
            _wait(process, url := f"http://127.0.0.1:{port}")
            yield url
        finally:
            process.terminate()
            process.wait()


def _free_port() -> int:
    try:
        with socket.create_server(("127.0.0.1", 0)) as found:
            port: int = found.getsockname()[1]
            return port
    except OSError as error:
        pytest.skip(f"no port can be opened on loopback: {error}")


def _wait(process: subprocess.Popen[bytes], url: str) -> None:
    started = time.monotonic()
    while process.poll() is None and time.monotonic() - started < PATIENCE:
        try:
            urllib.request.urlopen(f"{url}/api/v2/heartbeat", timeout=1).close()  # noqa: S310
        except OSError:
            time.sleep(0.05)
        else:
            return
    pytest.skip("chroma run does not come up on loopback")
