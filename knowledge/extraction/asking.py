"""A message that holds a notice, divided into the notice and what its sender says of themselves."""

from __future__ import annotations

import re
from dataclasses import dataclass

from knowledge.extraction.lexicon import rule

_LEAST = 30
"""Characters: a shorter text is nobody's notice."""
_FLUENT = 60
"""Characters: a shorter text is a notice only by its labels, or by all of its signs."""
_FURTHER = 80
"""Characters: a longer message brings a matter of its own."""
_LONG = 120
"""Characters that nobody says of themselves: with a word of support in them they are a notice."""
_LABELS = 2
_SIGNS = ("who", "when", "given")
"""What a notice without labels says all the same."""
_NEUTRAL = 2
"""Sentences in a row that could be anybody's, behind one that is the sender's."""


@dataclass(frozen=True, slots=True)
class _Piece:
    """A sentence or line of the message: its text, and where it starts and ends."""

    text: str
    start: int
    end: int


def parted(text: str) -> tuple[str, str]:
    """The notice, and the sender's own words before and behind it: questions, requests, sentences
    about their firm. Both are verbatim; a message without a notice is all the sender's own.
    """
    pieces = _pieces(text)
    first = _opening(pieces)
    last = max(first, _ending(pieces))
    start = pieces[first].start if first < len(pieces) else len(text)
    end = pieces[last - 1].end if last > first else start
    notice = text[start:end].strip()
    if not _is_notice(notice):
        return "", text
    own = [text[:start].strip(), text[end:].strip()]
    return notice, "\n".join(part for part in own if part)


def asks_further(text: str) -> bool:
    """Whether a message that follows a notice may well be a question about it."""
    if len(text) > _FURTHER or rule("asking", "elsewhere").search(text):
        return False
    return rule("asking", "about_it").search(text) is not None


def _is_notice(text: str) -> bool:
    if len(text) < _LEAST:
        return False
    if len(rule("notices", "printed").findall(text)) >= _LABELS:
        return True
    signs = sum(bool(rule("notices", "signs", name).search(text)) for name in _SIGNS)
    if signs == len(_SIGNS):
        return True
    if len(text) < _FLUENT:
        return False
    labels = sum(1 for _ in rule("notices", "labelled").finditer(text))
    if labels >= _LABELS or rule("names", "call").search(text):
        return True
    return len(text) >= _LONG and rule("names", "notice").search(text) is not None


def _pieces(text: str) -> list[_Piece]:
    ends = [found.start() for found in rule("asking", "end").finditer(text)]
    pieces: list[_Piece] = []
    place = 0
    for end in (*ends, len(text)):
        if text[place:end].strip():
            pieces.append(_Piece(text[place:end].strip(), place, end))
            place = end
    return pieces


def _opening(pieces: list[_Piece]) -> int:
    """How many pieces at the start are the sender's."""
    for number, piece in enumerate(pieces):
        if not (_is_own(piece.text) or _is_said(piece.text)):
            return number
    return len(pieces)


def _ending(pieces: list[_Piece]) -> int:
    """The number of the first piece of the sender's last words: from one that speaks for itself
    on, if nothing behind it can only stand in a notice; with those right before it in its manner.
    """
    first = len(pieces)
    neutral = 0
    for number in range(len(pieces) - 1, -1, -1):
        text = pieces[number].text
        last = number == len(pieces) - 1
        if _is_own(text) or (last and _is_said(text) and not _is_official(text)):
            first, neutral = number, 0
            continue
        neutral += not _is_said(text)
        if _is_notices(text) or neutral > _NEUTRAL:
            break
    while first and first < len(pieces) and _is_told(pieces[first - 1].text):
        first -= 1
    return first


def _is_told(text: str) -> bool:
    """Right before the sender's question also a plain sentence without a word of a notice."""
    if _is_said(text):
        return True
    if _is_notices(text) or _is_official(text):
        return False
    return rule("asking", "told").search(text) is not None


def _is_official(text: str) -> bool:
    return rule("asking", "official").search(text) is not None


def _is_own(text: str) -> bool:
    """In the first person, a question, or a request to look at the notice."""
    if _is_quoted(text) or rule("asking", "offices").search(text):
        return False
    return any(rule("asking", name).search(text) for name in ("first_person", "asks", "requests"))


def _is_said(text: str) -> bool:
    """Spoken rather than written, or a fact of one firm rather than a bound."""
    if _is_quoted(text) or _is_notices(text) or rule("asking", "offices").search(text):
        return False
    return rule("asking", "spoken").search(text) is not None


def _is_notices(text: str) -> bool:
    """What only a notice has: labels, marks of a list, telephone numbers, addresses on the web."""
    return _is_quoted(text) or rule("asking", "written").search(text) is not None


def _is_quoted(text: str) -> bool:
    return re.match(r"[>|]", text) is not None
