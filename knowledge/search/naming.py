"""Which programme a person means by its name: in either language, with typos, by a nickname."""

from __future__ import annotations

import itertools
import math
import re
import tomllib
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from rapidfuzz import fuzz

from knowledge.programs import Program
from knowledge.search.tokens import normalized

SHORT = 4
"""Characters up to which a name must stand as a word of its own, and without a typo."""

SIMILAR = 0.85
"""Of letters (Hangul taken apart), the least for a typo: one syllable of six, or two of ten."""

HELD = 0.5
"""Weight of a name's pairs of characters that the text must hold as well: what many names share
weighs little, so that a name is not meant where only its ordinary words are said.
"""

SAID, WEIGHT = 0.75, 14.0
"""Of a text's pairs of characters, the share and the weight that a name it is a part of holds."""

LONGEST = 500

SIGNS = re.compile(r"[\W_]+")
HIRAGANA = re.compile(r"[\u3041-\u3096]")
RUNS = (r"[0-9a-z]", r"[\uac00-\ud7a3]", r"[\u30a1-\u30fa\u30fc]")


@dataclass(frozen=True, slots=True)
class Name:
    """One form of a programme's name, without signs and spaces."""

    form: str
    apart: str
    program: str
    pairs: frozenset[str]


@dataclass(frozen=True, slots=True)
class Said:
    """What a person wrote, prepared once for all names; ``weight`` is that of its pairs."""

    text: str
    letters: str
    apart: str
    pairs: frozenset[str]
    weight: float


class Names:
    """The names and nicknames of all programmes of a version."""

    def __init__(self, programs: Iterable[Program]) -> None:
        self._names = [name for program in programs for name in _names(program)]
        by_program: dict[str, set[str]] = {}
        for name in self._names:
            by_program.setdefault(name.program, set()).update(name.pairs)
        held = Counter(pair for pairs in by_program.values() for pair in pairs)
        self._total = len(by_program)
        self._weights = {pair: self._rarity(count) for pair, count in held.items()}
        self._new = self._rarity(0)
        self._whole = [self._weight(name.pairs) for name in self._names]

    def find(self, text: str) -> list[tuple[str, float]]:
        """Programmes that ``text`` names, surest first: 1 for a name as it is written, from 0.75 for
        one with a typo or in part. Empty for a text that names none. The first LONGEST characters
        are read.
        """
        text = text[:LONGEST]
        letters = _letters(text)
        pairs = _pairs(letters)
        said = Said(text, letters, _apart(letters), pairs, self._weight(pairs))
        best: dict[str, float] = {}
        for name, whole in zip(self._names, self._whole, strict=True):
            if name.pairs.isdisjoint(pairs):  # as nearly all are: nothing below would find it
                continue
            sure = self._sure(name, whole, said)
            if sure > best.get(name.program, 0.0):
                best[name.program] = sure
        return sorted(best.items(), key=lambda found: -found[1])

    def _sure(self, name: Name, whole: float, said: Said) -> float:
        """``whole`` is the weight of the name's pairs."""
        if len(name.form) <= SHORT:
            alone = name.form in said.letters and _stands_alone(name.form, said.text)
            return 1.0 if alone else 0.0
        if name.form in said.letters:
            return 1.0
        shared = self._weight(name.pairs & said.pairs)
        if len(said.letters) > SHORT and shared >= max(WEIGHT, SAID * said.weight):
            return SAID
        if len(name.form) > len(said.letters) + 1 or shared < HELD * whole:
            return 0.0
        similar = fuzz.partial_ratio(name.apart, said.apart, score_cutoff=SIMILAR * 100) / 100
        return similar if similar >= SIMILAR else 0.0

    def _weight(self, pairs: Iterable[str]) -> float:
        return sum(self._weights.get(pair, self._new) for pair in pairs)

    def _rarity(self, count: int) -> float:
        return math.log((self._total + 1) / (count + 0.5))


def _names(program: Program) -> Iterator[Name]:
    official = [name for name in (program.names.ko, program.names.ja) if name]
    usual = [_rules()[1].sub(" ", normalized(name)) for name in official]
    forms = {_letters(name) for name in (*official, *usual, *program.aliases)}
    yield from (
        Name(form, _apart(form), program.id, _pairs(form)) for form in forms if len(form) > 1
    )


def _letters(text: str) -> str:
    """Letters and digits alone, hiragana as katakana."""
    kept = SIGNS.sub("", normalized(text))
    return HIRAGANA.sub(lambda kana: chr(ord(kana.group()) + 0x60), kept)


def _apart(letters: str) -> str:
    """Syllables of Hangul as their letters, voiced kana as kana and mark."""
    return unicodedata.normalize("NFD", letters)


def _pairs(letters: str) -> frozenset[str]:
    return frozenset(a + b for a, b in itertools.pairwise(letters))


def _stands_alone(form: str, text: str) -> bool:
    """Whether ``form`` is in ``text`` as a word: no letter of its own script touches it, but for
    the particles that Korean writes onto a word.
    """
    particles, _ = _rules()
    words = HIRAGANA.sub(lambda kana: chr(ord(kana.group()) + 0x60), normalized(text))
    spaced = r"[\W_]*".join(map(re.escape, form))
    for found in re.finditer(spaced, words):
        before, rest = words[: found.start()][-1:], words[found.end() :]
        if _joined(before, form[0]):
            continue
        if not _joined(form[-1], rest[:1]) or particles.match(rest):
            return True
    return False


def _joined(first: str, second: str) -> bool:
    """Whether two neighbouring characters are of one script."""
    return any(re.match(run, first) and re.match(run, second) for run in RUNS)


@cache
def _rules() -> tuple[re.Pattern[str], re.Pattern[str]]:
    table = tomllib.loads((files("knowledge.search") / "naming.toml").read_text("utf-8"))
    particles: Sequence[str] = sorted(table["particles"], key=len, reverse=True)
    return (
        re.compile(rf"(?:{'|'.join(particles)})(?![\uac00-\ud7a3])"),
        re.compile("|".join(table["left_out"])),
    )
