"""Every word the user reads, one file per language; incomplete means the app does not start."""

from __future__ import annotations

import re
import string
import tomllib
import unicodedata
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent
LANGUAGES = ("ja", "ko")


class IncompletePrompts(Exception):
    """A language, a phrase or a placeholder is missing, or a phrase cannot be filled in."""


class Phrasebook:
    """The phrases of one language. ``say`` fills placeholders; in Korean ``{name:one/other}`` adds
    the particle that fits the value before it: ``one`` after a final consonant, else ``other``.
    """

    def __init__(self, language: str, phrases: Mapping[str, str | list[str]]) -> None:
        self.language = language
        self._phrases = phrases
        self._formatter = _Particles()

    def say(self, key: str, **values: object) -> str:
        return self._formatter.vformat(str(self._phrases[key]), (), values)

    def list(self, key: str) -> tuple[str, ...]:
        return tuple(self._phrases[key])

    def written(self) -> Iterator[str]:
        """Every phrase as it stands in the file, placeholders and all."""
        for phrase in self._phrases.values():
            yield from [phrase] if isinstance(phrase, str) else phrase

    def has(self, key: str) -> bool:
        return key in self._phrases

    def keys(self) -> frozenset[str]:
        return frozenset(self._phrases)

    def placeholders(self, key: str) -> frozenset[str]:
        parsed = string.Formatter().parse(str(self._phrases[key]))
        return frozenset(name for _, name, _, _ in parsed if name is not None)


class _Particles(string.Formatter):
    """Format specs ``with/without`` choose a Korean particle by the final sound of the value."""

    def format_field(self, value: Any, format_spec: str) -> str:
        if "/" not in format_spec:
            return str(super().format_field(value, format_spec))
        after_consonant, after_vowel = format_spec.split("/")
        text = str(value)
        return text + (after_consonant if _closed(text, after_consonant) else after_vowel)


FIRST, LAST, FINALS, RIEUL = 0xAC00, 0xD7A3, 28, 8
"""The Unicode block of Hangul syllables; syllable = FIRST + (initial*21 + vowel)*28 + final."""
DIGITS_CLOSED = {"0": True, "1": True, "3": True, "6": True, "7": True, "8": True}
DIGITS_RIEUL = {"1", "7", "8"}
PERCENT = "%"
BRACKETED = re.compile(r"(?<=\S)\s*\([^()]*\)\s*$|(?<=\S)\s*\[[^\[\]]*\]\s*$")
"""What stands in brackets at the end is not read aloud; the particle fits the word before it."""


def _closed(text: str, particle: str) -> bool:
    """Whether the last sound of ``text`` is a consonant; before 'ro' a final rieul counts as none."""
    spoken = BRACKETED.sub("", unicodedata.normalize("NFKC", text))
    letters = [c for c in spoken if c.isalnum() or c == PERCENT]
    if not letters:
        return False
    last = letters[-1]
    directional = particle.startswith(chr(0xC73C))  # the particle 'euro'
    if FIRST <= ord(last) <= LAST:
        final = (ord(last) - FIRST) % FINALS
        return final != 0 and not (directional and final == RIEUL)
    if last.isdigit():
        return DIGITS_CLOSED.get(last, False) and not (directional and last in DIGITS_RIEUL)
    return _closed_letter(letters, directional=directional)


def _closed_letter(letters: list[str], *, directional: bool) -> bool:
    """As Koreans read it: L, M, N and a spelled-out R (al) end in a consonant, a word's -er does
    not, -ng does.
    """
    last, rieul = letters[-1], letters[-1] in {"l", "L", "R"}
    closed = rieul or last in {"m", "n", "M", "N"} or "".join(letters[-2:]).lower() == "ng"
    return closed and not (directional and rieul)


def load(folder: Path = FOLDER) -> dict[str, Phrasebook]:
    """Phrasebooks by language code; raises IncompletePrompts naming every gap."""
    books = {
        path.stem: Phrasebook(path.stem, dict(_flatten(tomllib.loads(path.read_text("utf-8")))))
        for path in sorted(folder.glob("*.toml"))
    }
    gaps = [f"no language {code}" for code in LANGUAGES if code not in books]
    gaps += _gaps(books)
    if gaps:
        raise IncompletePrompts("; ".join(gaps))
    return books


def _flatten(table: Mapping[str, Any], prefix: str = "") -> Iterator[tuple[str, str | list[str]]]:
    for key, value in table.items():
        if isinstance(value, Mapping):
            yield from _flatten(value, f"{prefix}{key}.")
        else:
            yield f"{prefix}{key}", value


def _gaps(books: Mapping[str, Phrasebook]) -> Iterator[str]:
    every = frozenset[str]().union(*(book.keys() for book in books.values()))
    for book in books.values():
        yield from (f"{book.language}: no phrase {key}" for key in sorted(every - book.keys()))
    for key in sorted(every):
        having = [book for book in books.values() if book.has(key)]
        try:
            names = {book.placeholders(key) for book in having}
        except ValueError as error:
            yield f"{key}: {error}"
            continue
        if len(names) > 1:
            yield f"{key}: placeholders differ between languages"
        if any("" in each for each in names):
            yield f"{key}: a placeholder has no name"
