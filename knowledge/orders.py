"""Sentences of a document that give orders: to whoever answers, or to write something down."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path

FILE = Path(__file__).with_name("orders.toml")


def speaks_to_answerers(sentence: str) -> bool:
    """Such a sentence is no information: it is quoted to nobody."""
    return _patterns("to_answerers").search(sentence) is not None


def gives_orders(sentence: str) -> bool:
    """No fact is read from such a sentence, whoever points there."""
    return speaks_to_answerers(sentence) or _patterns("to_writers").search(sentence) is not None


@cache
def _patterns(name: str) -> re.Pattern[str]:
    patterns = tomllib.loads(FILE.read_text("utf-8"))[name]
    return re.compile("|".join(f"(?:{each})" for each in patterns), re.IGNORECASE | re.MULTILINE)
