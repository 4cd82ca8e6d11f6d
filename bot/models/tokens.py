"""Facts as tokens: what a model writes as [[3]] it cannot write wrongly."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from knowledge.amounts import read_money
from knowledge.dates import read_dates

TOKEN = re.compile(r"\[\[\s*(\d{1,3})\s*\]\]")
FIGURE = re.compile(r"[^\s\w\[(（「『“\"]?\d[^\s、，。()（）「」『』\[\]\"“”·・]*(?<![.,:：!?])")
URL = re.compile(r"https?://[^\s、。()（）]+")
MARKER = re.compile(r"\[\d{1,2}\]")


@dataclass(frozen=True, slots=True)
class Tokens:
    """``values[n - 1]`` is what ``[[n]]`` stands for."""

    values: tuple[str, ...]

    def hide(self, text: str) -> str:
        """``text`` with its values as tokens; longer ones first, so that none is cut in two."""
        if not self.values:
            return text
        numbers = {value: f"[[{n}]]" for n, value in enumerate(self.values, start=1)}
        longest_first = sorted(numbers, key=len, reverse=True)
        pattern = "|".join(re.escape(value) for value in longest_first)
        return re.sub(pattern, lambda found: numbers[found[0]], text)

    def show(self, text: str) -> str:
        """The values for their tokens; a token nobody gave stays, and stands out."""

        def value(found: re.Match[str]) -> str:
            number = int(found[1])
            return self.values[number - 1] if 1 <= number <= len(self.values) else found[0]

        return TOKEN.sub(value, text)

    def listed(self) -> str:
        return "\n".join(f"[[{n}]] = {value}" for n, value in enumerate(self.values, start=1))


def tokens_of(text: str, names: Iterable[str] = ()) -> Tokens:
    """The names, addresses, dates, amounts and other figures that stand in ``text``."""
    found = [name for name in names if name and name in text]
    rest = _without(text, found)
    found += URL.findall(rest)
    rest = MARKER.sub(" ", _without(rest, found))
    whole = [date.raw for date in read_dates(rest)] + [money.raw for money in read_money(rest)]
    found += whole
    found += FIGURE.findall(_without(rest, whole))
    return Tokens(tuple(dict.fromkeys(value.strip() for value in found)))


def _without(text: str, values: Iterable[str]) -> str:
    for value in sorted(values, key=len, reverse=True):
        text = text.replace(value, "\n")
    return text
