"""Industries named in running text: the longest word wins."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from knowledge.folding import fold
from knowledge.industries.tree import industries

_HANGUL = re.compile(r"[\uac00-\ud7a3]")
_LATIN = re.compile(r"[a-z0-9]")
_KATAKANA = re.compile(r"[\u30a1-\u30fa\u30fc]")


@dataclass(frozen=True, slots=True)
class FoundIndustry:
    """An industry named in a text; ``span`` in the text as received."""

    code: str
    span: tuple[int, int]
    raw: str


def find_industries(text: str) -> tuple[FoundIndustry, ...]:
    """Every industry named, in order."""
    folded = fold(text)
    found: list[FoundIndustry] = []
    for code, first, last in _names(folded.text):
        start, end = folded.span(first, last)
        found.append(FoundIndustry(code, (start, end), text[start:end]))
    return tuple(found)


def parse_industry(text: str) -> str:
    """The one industry that ``text`` is: a code, or a name in either language.

    Raises ``ValueError`` for none or several.
    """
    given = text.strip()
    if given.lower() in industries():
        return given.lower()
    codes = {found.code for found in find_industries(given)}
    if len(codes) != 1:
        raise ValueError(f"no single industry is called {given!r}")
    return codes.pop()


@dataclass(frozen=True, slots=True)
class _Lexicon:
    codes: Mapping[str, str]
    strangers: frozenset[str]
    longest: int
    maker_tail: re.Pattern[str]
    firm_tail: re.Pattern[str]


@cache
def _lexicon() -> _Lexicon:
    path = Path(__file__).parent / "words.toml"
    words = tomllib.loads(path.read_text(encoding="utf-8"))
    codes: dict[str, str] = {}
    for industry in industries().values():
        for word in (industry.names.ko, industry.names.ja, *industry.words):
            key = fold(word).text
            codes.setdefault(key, industry.code)
            codes.setdefault(key.replace(" ", ""), industry.code)
    strangers = frozenset(fold(word).text for word in words["strangers"])
    return _Lexicon(
        codes,
        strangers,
        max(map(len, (*codes, *strangers))),
        re.compile(words["maker_tail"]),
        re.compile(words["firm_tail"]),
    )


def _names(text: str) -> Iterator[tuple[str, int, int]]:
    lexicon = _lexicon()
    place = 0
    while place < len(text):
        step = 1
        for length in range(min(lexicon.longest, len(text) - place), 1, -1):
            piece = text[place : place + length]
            if piece in lexicon.strangers:
                step = length
                break
            code = lexicon.codes.get(piece)
            if code and _stands_alone(text, place, place + length):
                step = _whole(text, code, place + length) - place
                yield code, place, place + step
                break
        place += step


def _whole(text: str, code: str, end: int) -> int:
    """The end of the word with what it may go on with."""
    lexicon = _lexicon()
    tails = [lexicon.firm_tail]
    if code.startswith("manufacturing."):
        tails.insert(0, lexicon.maker_tail)
    for tail in tails:
        if match := tail.match(text, end):
            return match.end()
    return end


def _stands_alone(text: str, start: int, end: int) -> bool:
    """Latin and katakana words whole; two Hangul letters not in the middle of a longer word."""
    before, after = text[start - 1 : start], text[end : end + 1]
    if _LATIN.match(text[start]) and _LATIN.match(before):
        return False
    if _LATIN.match(text[end - 1]) and _LATIN.match(after):
        return False
    if _KATAKANA.match(text[start]) and _KATAKANA.match(before):
        return False
    short = end - start <= 2
    return not (short and _HANGUL.match(text[start]) and _HANGUL.match(before))
