"""The day a page says it was published. Rather none than a wrong one."""

from __future__ import annotations

import re
import tomllib
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads((files(__package__) / "dateline.toml").read_text("utf-8"))


@cache
def _labelled(words: str) -> tuple[re.Pattern[str], ...]:
    names = "|".join(re.escape(word) for word in sorted(_table()[words], key=len, reverse=True))
    lead = rf"(?<!\w)(?:{names})\s?[:：]?\s{{0,3}}"
    return tuple(re.compile(lead + _table()[form], re.IGNORECASE) for form in ("date", "era"))


@cache
def _clocked() -> re.Pattern[str]:
    return re.compile(_table()["date"] + _table()["clock"])


def published_in(text: str) -> date | None:
    """The date of a dateline near the top or the bottom of ``text`` (its furniture still there):
    behind a word such as published, or with an hour and minute beside the publisher's name. None
    where two different ones are named, or only the day of a later change.
    """
    lines = [line for line in (line.strip() for line in text.split("\n")) if line]
    head, foot = _table()["head"], _table()["foot"]
    near = lines if len(lines) <= head + foot else [*lines[:head], *lines[-foot:]]
    for pick in (_labelled_first, _with_clock):
        found = {day for line in near if (day := pick(line))}
        if found:
            return found.pop() if len(found) == 1 else None
    return None


def is_dateline(line: str) -> bool:
    """Whether the line says no more than when (and by whom) it was published or changed."""
    later = any(pattern.search(line) for pattern in _labelled("later"))
    if len(line) > _table()["longest"] or re.search(_table()["other"], line):
        return False
    found = _labelled_first(line) or _with_clock(line)
    return bool(found or later) and len(_rest(line)) < 25


def _labelled_first(line: str) -> date | None:
    if len(line) > _table()["longest"] or re.search(_table()["other"], line):
        return None
    return _first(_labelled("first"), line)


def _with_clock(line: str) -> date | None:
    if len(line) > _table()["longest"] or re.search(_table()["other"], line):
        return None
    for pattern in _labelled("later"):  # the hour of a later change is none of the publication
        line = pattern.sub("", line)
    return None if len(_rest(line)) > 25 else _first((_clocked(),), line)


def _first(patterns: tuple[re.Pattern[str], ...], line: str) -> date | None:
    for pattern in patterns:
        if match := pattern.search(line):
            return _day(match["y"], int(match["m"]), int(match["d"]))
    return None


def _day(year: str, month: int, day: int) -> date | None:
    western = 1 if not year.isdigit() else int(year)
    if western < 100:
        western += _table()["era_before_first"]
    try:
        return date(western, month, day)
    except ValueError:
        return None


def _rest(line: str) -> str:
    """What the line says beside dates, hours and their words."""
    rest = re.sub(_table()["date"] + f"({_table()['clock']})?", "", line)
    for word in (*_table()["later"], *_table()["first"]):
        rest = rest.replace(word, "")
    return re.sub(r"[\s:|/·•\-]", "", rest)
