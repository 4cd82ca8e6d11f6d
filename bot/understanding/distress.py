"""Whether somebody may be in danger, which comes before every other reading of a message.

Chosen by words and not by example: a classifier that is sure in nine of ten is not sure enough here.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

FILE = Path(__file__).with_name("distress.toml")


def in_distress(text: str) -> bool:
    return any(pattern.search(text) for pattern in _patterns())


def worn_out(text: str) -> bool:
    """Whether somebody tells that their business came to an end, and that it is hard."""
    table = _table()
    return all(re.search(table[name], text) for name in ("ended", "worn"))


def asks(text: str) -> bool:
    """Whether it asks for anything at all."""
    return re.search(_table()["asks"], text) is not None


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads(FILE.read_text("utf-8"))


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(one) for one in _table()["spoken"])
