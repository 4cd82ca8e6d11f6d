"""Whether somebody may be in danger, which comes before every other reading of a message.

Chosen by words and not by example: a classifier that is sure in nine of ten is not sure enough here.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path

FILE = Path(__file__).with_name("distress.toml")


def in_distress(text: str) -> bool:
    return any(pattern.search(text) for pattern in _patterns())


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(one) for one in tomllib.loads(FILE.read_text("utf-8"))["spoken"])
