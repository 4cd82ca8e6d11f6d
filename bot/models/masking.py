"""Nothing personal leaves: telephones, e-mail, numbers of people and firms, names with a title."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path

FILE = Path(__file__).with_name("masks.toml")


def masked(text: str) -> str:
    """``text`` with each of them as a mark such as ``[PHONE]``; amounts and dates stay."""
    for pattern, mark in _rules():
        text = pattern.sub(mark, text)
    return text


@cache
def _rules() -> tuple[tuple[re.Pattern[str], str], ...]:
    rows = tomllib.loads(FILE.read_text("utf-8"))["mask"]
    return tuple((re.compile(row["pattern"]), _replacement(row)) for row in rows)


def _replacement(row: dict[str, str]) -> str:
    """The mark, beside the group that is kept."""
    mark, keep = row["mark"], row.get("keep")
    if keep is None:
        return mark
    return rf"\g<{keep}>{mark}" if keep == "before" else rf"{mark}\g<{keep}>"
