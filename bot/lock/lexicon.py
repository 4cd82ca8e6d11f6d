"""The words and patterns of the lock, read once from ``lexicon.toml`` beside this file."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True)
class Lexicon:
    """``patterns`` by section and name, compiled; a list of alternatives is one pattern.
    ``tables`` holds what is no pattern.
    """

    patterns: dict[str, re.Pattern[str]]
    tables: dict[str, Any]

    def rule(self, name: str) -> re.Pattern[str]:
        """As in ``value.time``."""
        return self.patterns[name]


PLAIN = {
    *("number", "units", "language", "grams"),
    *("bound.before", "bound.after", "name.common", "value.digits", "relative.units"),
}
"""Sections and entries that are data and no pattern."""


@cache
def lexicon() -> Lexicon:
    path = Path(__file__).with_name("lexicon.toml")
    tables = tomllib.loads(path.read_text(encoding="utf-8"))
    patterns = {
        f"{section}.{name}": re.compile("|".join([words] if isinstance(words, str) else words))
        for section, entries in tables.items()
        for name, words in entries.items()
        if section not in PLAIN and f"{section}.{name}" not in PLAIN
    }
    return Lexicon(patterns, tables)


@cache
def bounds(side: str) -> re.Pattern[str]:
    """Comparators ``before`` or ``after`` a value; the name of the group is the operator."""
    table = lexicon().tables["bound"]
    words = "|".join(f"(?P<{operator}>{pattern})" for operator, pattern in table[side])
    return re.compile(words if side == "before" else f"{table['gap']}(?:{words})")
