"""The words and patterns of notices, read once from the tables beside this file."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

_HERE = Path(__file__).parent
_NOTICES = {"<J>": "japanese", "<H>": "numbered", "<L>": "label"}


@cache
def table(name: str) -> dict[str, Any]:
    """One of the tables: sections, names, conditions, benefits, warnings, agencies, notices, asking."""
    return tomllib.loads((_HERE / f"{name}.toml").read_text(encoding="utf-8"))


@cache
def rule(name: str, *keys: str) -> re.Pattern[str]:
    """The pattern at ``keys`` of table ``name``; letters in angle brackets stand for others."""
    found: Any = table(name)
    for key in keys:
        found = found[key]
    if "<B>" in found:
        found = found.replace("<B>", table("conditions")["head"]["business"])
    if "<F>" in found:
        found = found.replace("<F>", table("conditions")["head"]["firms"])
    if "<P>" in found:
        found = found.replace("<P>", table("conditions")["headquarters"]["place_words"])
    for letter, key in _NOTICES.items():
        if letter in found:
            found = found.replace(letter, table("notices")[key])
    return re.compile(found, re.IGNORECASE)


@cache
def rules(name: str, key: str) -> tuple[tuple[re.Pattern[str], dict[str, str]], ...]:
    """The rows of a list of tables, each with its compiled ``pattern``, in their order."""
    return tuple((re.compile(row["pattern"], re.IGNORECASE), row) for row in table(name)[key])
