"""What may stand around a region's name in running text: the data of ``words.toml``."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from knowledge.folding import fold

_HANGUL = re.compile(r"[\uac00-\ud7a3]")
_KATAKANA = re.compile(r"[\u30a1-\u30fa\u30fc]")
_HIRAGANA = re.compile(r"[\u3041-\u3096]")
_KANJI = re.compile(r"[\u4e00-\u9fff\u3005]")
_LATIN = re.compile(r"[a-z]")
_SCRIPTS = (_HANGUL, _KATAKANA, _HIRAGANA, _LATIN)


@dataclass(frozen=True, slots=True)
class Edges:
    """See ``words.toml`` for what each list is for."""

    before: tuple[str, ...]
    after: tuple[str, ...]
    strangers: frozenset[str]
    denied: re.Pattern[str]
    joints: re.Pattern[str]
    glue: re.Pattern[str]
    suffixes: tuple[str, ...]
    refused_after: re.Pattern[str]
    kanji_before: str
    located: re.Pattern[str]
    cautious: dict[str, re.Pattern[str]]


@cache
def edges() -> Edges:
    path = Path(__file__).parent / "words.toml"
    words = tomllib.loads(path.read_text(encoding="utf-8"))
    return Edges(
        tuple(words["before"]),
        tuple(words["after"]),
        frozenset(fold(stranger).text for stranger in words["strangers"]),
        re.compile("|".join(words["denied"])),
        re.compile(words["joints"]),
        re.compile(words["glue"]),
        tuple(words["suffixes"]),
        re.compile(words["refused_after"]),
        words["kanji_before"],
        re.compile(words["located"]),
        {word: re.compile(before) for word, before in words["cautious"].items()},
    )


def free_left(text: str, start: int, end: int) -> bool:
    """Whether ``text[start:end]`` begins a word as far as its script can tell."""
    if start == 0:
        return True
    previous, first = text[start - 1], text[start]
    if _HANGUL.match(first) and _HANGUL.match(previous):
        return text[:start].endswith(edges().before)
    if _KANJI.match(first) and _KANJI.match(previous) and text[end - 1] in "町村":
        return previous in "県府都道郡市"
    return not any(script.match(first) and script.match(previous) for script in _SCRIPTS)


def free_right(text: str, end: int) -> bool:
    """Whether a name ending at ``end`` ends there; a Korean one may have a particle."""
    if end == len(text):
        return True
    last, following = text[end - 1], text[end]
    if _HANGUL.match(last) and _HANGUL.match(following):
        return text.startswith(edges().after, end)
    return not any(one.match(last) and one.match(following) for one in (_KATAKANA, _LATIN))


def refused(text: str, start: int, end: int, *, municipal: bool) -> bool:
    """A name without its suffix that is something else: 東京大学, 諏訪町, the middle of 一町田."""
    if edges().refused_after.match(text, end):
        return True
    before = text[start - 1 : start]
    if not municipal or not (_KANJI.match(text[start]) and _KANJI.match(before)):
        return False
    return before not in edges().kanji_before
