"""Signs that a Korean and a Japanese text about the same thing share.

Four kinds: Latin words and numbers as they are; terms of the field by the glossary (``#``); words
of Chinese origin by their Korean reading; loanwords by their consonants (``~``). Kanji compounds
and Korean nouns are mostly the same words, and so are names and loanwords, written in other letters.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from importlib.resources import files

from knowledge.programs import Language
from knowledge.search import sounds
from knowledge.search.tokens import normalized

PLAIN = re.compile(r"[0-9a-z][0-9a-z.,&+-]*")
FEWEST = 3
"""Consonants of a loanword's key; shorter ones meet by chance."""


@dataclass(frozen=True, slots=True)
class Bridge:
    """``terms`` are the glossary's entries by language, ``patterns`` what finds them in a text."""

    terms: Mapping[Language, Mapping[str, str]]
    patterns: Mapping[Language, re.Pattern[str]]

    def signs(self, text: str, words: Iterable[str], language: Language) -> list[str]:
        """``words`` are those an analyser of ``language`` found in ``text``."""
        found = self.patterns[language].finditer(normalized(text))
        signs = ["#" + self.terms[language][match.group()] for match in found]
        for word in words:
            signs += _korean(word) if language is Language.KO else _japanese(word)
        return signs


def load_bridge() -> Bridge:
    """With the glossary of this package: a line for each concept, Korean forms, a tab, Japanese ones,
    forms apart by ``|``.
    """
    terms: dict[Language, dict[str, str]] = {Language.KO: {}, Language.JA: {}}
    lines = (files("knowledge.search") / "glossary.tsv").read_text("utf-8").splitlines()
    for line in lines:
        if line and not line.startswith("#"):
            korean, japanese = line.split("\t")
            for language, forms in ((Language.KO, korean), (Language.JA, japanese)):
                for form in forms.split("|"):
                    terms[language].setdefault(normalized(form), korean.split("|")[0])
    return Bridge(terms, {language: _pattern(terms[language]) for language in terms})


def _pattern(terms: Iterable[str]) -> re.Pattern[str]:
    """The longest term wins; one in Latin letters does not begin or end inside a word."""
    longest_first = sorted(terms, key=len, reverse=True)
    return re.compile("|".join(_whole(term) for term in longest_first))


def _whole(term: str) -> str:
    bounded = PLAIN.fullmatch(term) is not None
    return rf"(?<![0-9a-z]){re.escape(term)}(?![0-9a-z])" if bounded else re.escape(term)


def _korean(word: str) -> Iterator[str]:
    if PLAIN.fullmatch(word):
        yield word
    elif len(word) > 1 and sounds.is_hangul(word):
        yield word
        yield from _key(sounds.hangul_key(word))


def _japanese(word: str) -> Iterator[str]:
    if PLAIN.fullmatch(word):
        yield word
    elif sounds.is_katakana(word):
        yield from _key(sounds.katakana_key(word))
    elif len(word) > 1 and (reading := sounds.korean_reading(word)):
        yield reading


def _key(consonants: str) -> Iterator[str]:
    if len(consonants) >= FEWEST:
        yield "~" + consonants
