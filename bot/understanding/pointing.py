"""Words that point: at a programme of the last answer, or at a stretch of days that lists close in."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

LONGEST = 60
"""Characters: who writes more describes, and does not point."""


@dataclass(frozen=True, slots=True)
class Span:
    """Both days included."""

    first: date
    last: date


def pointed_at(text: str, listed: Sequence[str], focus: Sequence[str]) -> tuple[str, ...]:
    """The programmes that are meant: ``listed`` are those of the last list in the order shown,
    ``focus`` those of the last answer.
    """
    folded = text.strip().lower()
    if len(folded) > LONGEST or re.search(_words()["that"]["other"], folded):
        return ()
    for ordinal in _words()["ordinals"]:
        if listed and re.search(ordinal["words"], folded):
            at = ordinal["at"]
            return (listed[at],) if at < len(listed) else ()
    return tuple(focus) if re.search(_words()["that"]["words"], folded) else ()


def closing_span(text: str, today: date, *, about_one: bool) -> Span | None:
    """The days that somebody asks the closing programmes of; ``about_one`` says that one programme
    was spoken of before, so that a bare 'closes today?' is about it.
    """
    words = _words()["closing"]
    if len(text) > LONGEST or not re.search(words["words"], text):
        return None
    if not re.search(words["several"], text) and (about_one or not _bare(text)):
        return None
    sunday = today + timedelta(days=6 - today.weekday())
    spans = {
        "today": Span(today, today),
        "tomorrow": Span(today + timedelta(days=1), today + timedelta(days=1)),
        "this_week": Span(today, sunday),
        "next_week": Span(sunday + timedelta(days=1), sunday + timedelta(days=7)),
        "this_month": Span(today, _last_of(today.year, today.month)),
        "next_month": _month(today.month % 12 + 1, today),
    }
    for name, span in spans.items():
        if re.search(words[name], text):
            return span
    if match := re.search(words["days"], text):
        return Span(today, today + timedelta(days=int(match["n"])))
    if match := re.search(words["weeks"], text):
        return Span(today, today + timedelta(weeks=int(match["n"])))
    match = re.search(words["month"], text)
    return _month(int(match["n"]), today) if match else None


def _bare(text: str) -> bool:
    """Nothing but the days and the closing of them: 'this week's deadlines'."""
    words = _words()["closing"]
    names = [name for name in words if name not in ("several", "filler")]
    for name in (*names, "filler"):
        text = re.sub(words[name], "", text)
    return not text


def _month(month: int, today: date) -> Span:
    """The next one of this name, of which the days past do not count."""
    year = today.year + (month < today.month)
    return Span(max(today, date(year, month, 1)), _last_of(year, month))


def _last_of(year: int, month: int) -> date:
    return date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)


@cache
def _words() -> dict[str, Any]:
    return tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8"))
