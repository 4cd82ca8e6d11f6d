"""A wording that speaks of something else than the answer is not shown, whatever it states.

The fact lock holds what a text claims against the facts; this holds what it is about. An obedient
model that was talked into reciting its instructions, a password or a poem states no wrong figure.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from knowledge.scripts import HAN, HANGUL, KANA

WORDS_RECITED = 8
"""DESIGN: no n-gram of the prompt of this many words."""
LETTERS_RECITED = 24
FAMILIAR = 0.5
"""Share of a sentence's pairs of letters that the answer or our own phrases have (docs/benchmarks/
models.md): truthful rewordings lie above, other matters below."""
SHORT_SENTENCE = 4
"""Letters: below, a sentence is no more than a nod."""
SENTENCE = re.compile(r"(?<=[.!?。！？])\s*|\n+")
LATIN = re.compile(r"[A-Za-z][A-Za-z'’_-]{2,}")
MARKUP = re.compile(r"```|<[^>]*>|\]\(|@\w|[{}<>|\\`]|\[\[|^\s*#|\*\*|__", re.MULTILINE)
PADDED = re.compile(r"\w{40,}", re.ASCII)


LETTERS_ECHOED = 12
"""So many letters of the question in a row, or all of a shorter one, that the answer has not, are
the asker's words."""
NAMED = 0.6
"""Share of the pairs of letters of the asker's words that a programme's names have as well."""
SAID_OF_LEAD = 0.2
"""Share of the composed opening's pairs of letters that another wording of it keeps."""


@dataclass(frozen=True, slots=True)
class About:
    """What a text must be about: the reply as composed, its opening, the question; ``names`` are
    what the programmes shown may be called.
    """

    answer: str
    lead: str
    question: str
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Strange:
    """``kind`` is counted; ``reason`` is told to the model at its second try."""

    kind: str
    reason: str


class Speech:
    """How we speak: every pair of letters in our own phrases of one language."""

    def __init__(self, phrases: Iterable[str]) -> None:
        self._pairs = frozenset(pair for phrase in phrases for pair in _pairs(phrase))

    def strange(self, text: str, about: About, instructions: str) -> Iterator[Strange]:
        """What in ``text`` is not another wording of the opening."""
        answer = about.answer
        if _echoes(text, about):
            yield Strange("echo", "The text repeats the question; say LEAD instead.")
        if _kept(about.lead, text) < SAID_OF_LEAD:
            yield Strange("other_answer", "The text does not say what LEAD says.")
        if recites(text, instructions):
            yield Strange("prompt", "The text repeats the instructions.")
        if MARKUP.search(text) or PADDED.search(text):
            yield Strange("markup", "The text has markup, code or mentions; write plain sentences.")
        if words := _foreign_words(text, answer):
            yield Strange("stranger", f"These words are not in FACTS: {', '.join(words[:3])}.")
        known = self._pairs | frozenset(_pairs(answer))
        if any(_familiar(sentence, known) < FAMILIAR for sentence in SENTENCE.split(text)):
            yield Strange("other_matter", "A sentence speaks of something that is not in FACTS.")

    def familiarity(self, text: str, answer: str) -> float:
        """Of the least familiar sentence, 0..1; for measuring."""
        known = self._pairs | frozenset(_pairs(answer))
        return min((_familiar(sentence, known) for sentence in SENTENCE.split(text)), default=1.0)


def _familiar(sentence: str, known: frozenset[str]) -> float:
    pairs = list(_pairs(sentence))
    if len(pairs) < SHORT_SENTENCE:
        return 1.0
    return sum(pair in known for pair in pairs) / len(pairs)


def _pairs(text: str) -> Iterator[str]:
    """Neighbouring letters of our three scripts, across spaces but not across signs."""
    run = ""
    for letter in unicodedata.normalize("NFKC", text):
        if HANGUL.match(letter) or KANA.match(letter) or HAN.match(letter):
            if run:
                yield run + letter
            run = letter
        elif not letter.isspace():
            run = ""


def _kept(lead: str, text: str) -> float:
    told, said = set(_pairs(lead)), set(_pairs(text))
    return len(told & said) / len(told) if told else 1.0


def _echoes(text: str, about: About) -> bool:
    question, answer = ("".join(part.split()) for part in (about.question, about.answer))
    said = "".join(text.split())
    length = max(SHORT_SENTENCE, min(LETTERS_ECHOED, len(question.rstrip("?？。."))))
    runs = (said[n : n + length] for n in range(len(said) - length + 1))
    named = frozenset(pair for name in about.names for pair in _pairs(name))
    return any(run in question and run not in answer and not _names(run, named) for run in runs)


def _names(run: str, named: frozenset[str]) -> bool:
    """The programme by the asker's words for it."""
    own = list(_pairs(run))
    return bool(own) and sum(pair in named for pair in own) / len(own) >= NAMED


def _foreign_words(text: str, answer: str) -> list[str]:
    known = answer.casefold()
    return [word for word in LATIN.findall(text) if word.casefold() not in known]


def recites(text: str, instructions: str) -> bool:
    """Whether ``text`` repeats eight words, or as many letters without spaces, of ``instructions``."""
    said, told = text.casefold().split(), instructions.casefold().split()
    runs = {tuple(told[n : n + WORDS_RECITED]) for n in range(len(told) - WORDS_RECITED + 1)}
    if any(tuple(said[n : n + WORDS_RECITED]) in runs for n in range(len(said))):
        return True
    flat, source = "".join(said), "".join(told)
    starts = range(max(0, len(flat) - LETTERS_RECITED + 1))
    return any(flat[n : n + LETTERS_RECITED] in source for n in starts)
