"""How words sound across the two languages: readings of Chinese characters, consonants of loanwords."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

FIRST_SYLLABLE = 0xAC00
VOWELS, FINALS = 21, 28
R, N, SILENT = 5, 2, 11
"""Initials by their number in Unicode's order."""

HANGUL = re.compile(r"[\uac00-\ud7a3]+")
KATAKANA = re.compile(r"[\u30a1-\u30fa\u30fb\u30fc]+")
REPEATED = re.compile(r"(.)\1+")


@dataclass(frozen=True, slots=True)
class Sounds:
    initials: tuple[str, ...]
    finals: tuple[str, ...]
    silent_after_r: frozenset[int]
    silent_after_n: frozenset[int]
    rate: str
    katakana: dict[str, str]
    readings: dict[str, str]


def is_hangul(word: str) -> bool:
    return HANGUL.fullmatch(word) is not None


def is_katakana(word: str) -> bool:
    return KATAKANA.fullmatch(word) is not None


def korean_reading(word: str) -> str:
    """The Korean reading of a word all in Chinese characters, as Korean spells it at a word's
    beginning; empty for other words.
    """
    sounds = _sounds()
    syllables = [sounds.readings.get(character, "") for character in word]
    return _spelt("".join(syllables), sounds) if all(syllables) else ""


def hangul_key(word: str) -> str:
    """The consonants of a word all in Hangul, equal to those of the same loanword in katakana."""
    sounds, key = _sounds(), ""
    for initial, _, final in map(_parts, word):
        key += sounds.initials[initial] + sounds.finals[final]
    return _heard(key)


def katakana_key(word: str) -> str:
    return _heard("".join(_sounds().katakana.get(character, "") for character in word))


def _heard(key: str) -> str:
    """An h is dropped; m and n, s and c are one, and ng is n; doubled ones are single."""
    folded = key.replace("h", "").replace("m", "n").replace("s", "c").replace("nk", "n")
    return REPEATED.sub(r"\1", folded)


def _parts(syllable: str) -> tuple[int, int, int]:
    """Initial, vowel and final by their number."""
    number = ord(syllable) - FIRST_SYLLABLE
    return number // (VOWELS * FINALS), number // FINALS % VOWELS, number % FINALS


def _spelt(word: str, sounds: Sounds) -> str:
    """With the law of initial sounds applied."""
    spelt = ""
    for place, syllable in enumerate(word):
        initial, vowel, final = _parts(syllable)
        if place == 0:
            if initial == R:
                initial = SILENT if vowel in sounds.silent_after_r else N
            if initial == N and vowel in sounds.silent_after_n:
                initial = SILENT
        elif syllable in sounds.rate and _parts(spelt[-1])[2] in (0, 4):
            initial = SILENT
        spelt += chr(FIRST_SYLLABLE + (initial * VOWELS + vowel) * FINALS + final)
    return spelt


@cache
def _sounds() -> Sounds:
    here = files("knowledge.search")
    table = tomllib.loads((here / "sounds.toml").read_text("utf-8"))
    lines = (here / "readings.tsv").read_text("utf-8").splitlines()
    rows = (line.split("\t") for line in lines if not line.startswith("#"))
    return Sounds(
        tuple(table["initials"]),
        tuple(table["finals"]),
        frozenset(table["silent_after_r"]),
        frozenset(table["silent_after_n"]),
        table["rate"],
        {kana: key for key, row in table["katakana"].items() for kana in row},
        {character: reading for reading, characters in rows for character in characters},
    )
