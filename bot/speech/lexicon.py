"""The patterns of ``lexicon.toml``, compiled."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

# One private-use letter stands for each thing that was read; a block of 256 for each kind.
BLOCKS = {"R": 0xE000, "I": 0xE100, "M": 0xE200, "N": 0xE300}


@cache
def lexicon() -> dict[str, Any]:
    """The tables as they are written."""
    path = Path(__file__).parent / "lexicon.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))


@cache
def choices() -> dict[str, Any]:
    """The tables of ``keys.toml``: what a key of a company accepts."""
    path = Path(__file__).with_name("keys.toml")
    return tomllib.loads(path.read_text(encoding="utf-8"))


@cache
def patterns(section: str, name: str) -> tuple[re.Pattern[str], ...]:
    """The compiled patterns of one entry, a single one as a tuple of one."""
    entry = lexicon()[section][name]
    return tuple(
        re.compile(_expanded(one)) for one in ([entry] if isinstance(entry, str) else entry)
    )


def pattern(section: str, name: str) -> re.Pattern[str]:
    """An entry that is one pattern."""
    (one,) = patterns(section, name)
    return one


def _expanded(source: str) -> str:
    for name, macro in lexicon()["macros"].items():
        source = source.replace(f"<{name}>", macro)
    for letter, block in BLOCKS.items():
        source = source.replace(f"[^,.?!<{letter}>]", f"[^,.?!{_class(block)}]")
        source = source.replace(f"<{letter}>]", f"{_class(block)}]")
        source = source.replace(f"<{letter}>", f"[{_class(block)}]")
    return source


def _class(block: int) -> str:
    return f"{chr(block)}-{chr(block + 0xFF)}"
