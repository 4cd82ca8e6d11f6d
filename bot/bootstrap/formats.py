"""What reads files: a confined child process that parses every format."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Iterator
from functools import cache
from importlib.metadata import version
from pathlib import Path

from knowledge.formats import Formats, Unpack
from knowledge.versions.collecting import Read


def build_formats() -> tuple[Read, Unpack]:
    """The child begins with the first file and ends by itself when it is asked nothing more, at the
    latest with these two.
    """
    from adapters.formats.confined import Confined

    confined = Confined()
    return Formats(confined.parse).read, confined.unpack


HOUSE = Path(__file__).parents[2]
READ_BY = ("knowledge", "adapters/formats")
"""Folders whose code and tables decide what a file is read as."""
NOT_CODE = ("knowledge/documents", "knowledge/search")
LIBRARIES = (
    "beautifulsoup4",
    "charset-normalizer",
    "lxml",
    "markdown-it-py",
    "olefile",
    "openpyxl",
    "pypdfium2",
    "python-docx",
    "pyyaml",
    "rapidfuzz",
    "syhwp",
)


@cache
def reading_release() -> str:
    """Another one wherever a file could be read differently: a digest of the code and tables that
    read, and the releases of the libraries they read with. Once a process, some milliseconds.
    """
    digest = hashlib.sha256(sys.version.encode())
    for name in LIBRARIES:
        digest.update(f"{name}={version(name)}\n".encode())
    for path in _reading_files():
        digest.update(path.relative_to(HOUSE).as_posix().encode() + b"\0")
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def _reading_files() -> Iterator[Path]:
    bundled = tuple(HOUSE / folder for folder in NOT_CODE)
    for folder in READ_BY:
        for path in sorted((HOUSE / folder).rglob("*")):
            hidden = path.suffix == ".pyc" or any(path.is_relative_to(one) for one in bundled)
            if path.is_file() and not hidden:
                yield path
