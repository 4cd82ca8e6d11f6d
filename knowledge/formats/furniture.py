"""Page furniture: comment boxes, share buttons, rankings, datelines, page numbers."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from typing import Any

from knowledge.formats.dateline import is_dateline
from knowledge.formats.sentences import ends_sentence


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads((files(__package__) / "furniture.toml").read_text("utf-8"))


@cache
def _patterns() -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in _table()["patterns"]))


def without_furniture(lines: Sequence[str]) -> list[bool]:
    """For each line whether it is text. Empty lines are."""
    keys = [_key(line) for line in lines]
    cut = _tail(lines, keys)
    often = _running(keys)
    return [
        not key or (number < cut and key not in often and not is_furniture(line))
        for number, (line, key) in enumerate(zip(lines, keys, strict=True))
    ]


def is_furniture(line: str) -> bool:
    """Whether this line alone says that it is none of the text."""
    key = _key(line).lstrip("•· ")
    if key in _table()["lines"] or key in _table()["tails"] or _patterns().fullmatch(key):
        return True
    return _in_box(key) or is_dateline(line)


def is_language_name(heading: str) -> bool:
    return _key(heading) in _table()["language_headings"]


def _key(line: str) -> str:
    return " ".join(line.split()).lower()


def _in_box(key: str) -> bool:
    return len(key) < 80 and any(words in key for words in _table()["boxes"])


def _tail(lines: Sequence[str], keys: Sequence[str]) -> int:
    """Where the text ends: at the first tail that no whole sentence follows."""
    last = max((n for n, line in enumerate(lines) if _is_text(line)), default=-1)
    after = (n for n, key in enumerate(keys) if n > last and key in _table()["tails"])
    return next(after, len(lines))


def _is_text(line: str) -> bool:
    key = _key(line)
    long_enough = len(key) >= _table()["sentence_length"] and ends_sentence(key)
    return long_enough and not _in_box(key) and not is_furniture(line)


def _running(keys: Sequence[str]) -> set[str]:
    table = _table()
    bare = [re.sub(r"\d+", "", key) for key in keys]
    counts = Counter(key for key in bare if 3 < len(key) <= table["repeat_length"])
    often = {key for key, count in counts.items() if count >= table["repeats"]}
    return {
        key for key, short in zip(keys, bare, strict=True) if short in often and not _marked(key)
    }


def _marked(key: str) -> bool:
    """A row of a table or a list item may well come again."""
    return "|" in key or ":" in key or ends_sentence(key)
