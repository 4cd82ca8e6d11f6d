"""The patterns and words of the grammar, read once from ``lexicon.toml`` beside this file."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

_ATOM = re.compile(r"<<(\w+)>>")


@dataclass(frozen=True, slots=True)
class Lexicon:
    """``moments`` in order of preference; ``phrases`` in order too: the first that fits wins."""

    folds: dict[str, str]
    eras: dict[str, int]
    years: dict[str, str]
    weekdays: dict[str, int]
    topics: tuple[str, ...]
    halves: dict[str, list[str]]
    moments: tuple[tuple[str, re.Pattern[str]], ...]
    rules: dict[str, re.Pattern[str]]
    phrases: tuple[tuple[str, re.Pattern[str]], ...]

    def rule(self, name: str) -> re.Pattern[str]:
        return self.rules[name]


@cache
def lexicon() -> Lexicon:
    text = Path(__file__).with_name("lexicon.toml").read_text(encoding="utf-8")
    table = tomllib.loads(text)
    atoms: dict[str, str] = {}
    for name, pattern in table["atoms"].items():
        atoms[name] = _expanded(pattern, atoms)

    def compiled(pattern: str) -> re.Pattern[str]:
        return re.compile(_expanded(pattern, atoms))

    return Lexicon(
        folds={old: new for new, olds in table["folds"].items() for old in olds}
        | dict.fromkeys(table["invisible"], ""),
        eras=table["eras"],
        years={word: sense for sense, words in table["years"].items() for word in words},
        weekdays={w: number for number, names in enumerate(table["weekdays"]) for w in names},
        topics=tuple(table["topics"]),
        halves=table["halves"],
        moments=tuple((m["name"], compiled(m["pattern"])) for m in table["moment"]),
        rules={name: compiled(pattern) for name, pattern in table["rules"].items()},
        phrases=tuple((p["kind"], compiled(p["pattern"])) for p in table["phrase"]),
    )


def _expanded(pattern: str, atoms: dict[str, str]) -> str:
    return _ATOM.sub(lambda found: atoms[found[1]], pattern)
