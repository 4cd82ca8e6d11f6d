"""Certifications, selections and approved plans: names in both languages to slugs."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from knowledge.folding import fold
from knowledge.programs import Bilingual, Language


@dataclass(frozen=True, slots=True)
class FoundCertification:
    """A certification named in a text; that a firm holds it is not said by that. ``span`` in the
    text as received.
    """

    code: str
    span: tuple[int, int]
    raw: str


@dataclass(frozen=True, slots=True)
class _Row:
    names: Bilingual
    words: tuple[str, ...]


@cache
def _table() -> Mapping[str, _Row]:
    path = Path(__file__).with_suffix(".toml")
    rows = tomllib.loads(path.read_text(encoding="utf-8"))
    return {
        code: _Row(
            Bilingual(ko=row["ko"], ja=row["ja"]),
            tuple(fold(word).text for word in (row["ko"], row["ja"], *row["words"])),
        )
        for code, row in rows.items()
    }


@cache
def _codes() -> Mapping[str, str]:
    """Of every word; of one that two rows share, the first's."""
    return {word: code for code, row in reversed(list(_table().items())) for word in row.words}


@cache
def _any_word() -> re.Pattern[str]:
    """The longest at a place."""
    longest_first = sorted(_codes(), key=len, reverse=True)
    return re.compile("|".join(map(re.escape, longest_first)))


def certifications() -> Mapping[str, Bilingual]:
    """The names of all that are known, by slug."""
    return {code: row.names for code, row in _table().items()}


def find_certifications(text: str) -> tuple[FoundCertification, ...]:
    """Every certification named, in order; the longest name at a place wins."""
    folded = fold(text)
    codes = _codes()
    found: list[FoundCertification] = []
    for said in _any_word().finditer(folded.text):
        start, end = folded.span(*said.span())
        found.append(FoundCertification(codes[said.group()], (start, end), text[start:end]))
    return tuple(found)


def parse_certification(text: str) -> str:
    """The slug of one certification, given as slug or name; raises ``ValueError``."""
    given = text.strip()
    if given.lower() in _table():
        return given.lower()
    found = {one.code for one in find_certifications(given)}
    if len(found) != 1:
        raise ValueError(f"no certification is called {given!r}")
    return found.pop()


def name_of(code: str, language: Language) -> str:
    """The name; an unknown slug comes back as given."""
    row = _table().get(code)
    return row.names.within(language) if row else code
