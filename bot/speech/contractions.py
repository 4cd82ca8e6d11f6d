"""What is written as it is spoken: noun and copula run together, letters left out, common slips."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from bot.speech.lexicon import lexicon, pattern
from knowledge.folding import fold
from knowledge.industries import find_industries
from knowledge.regions import find_regions

_FIRST, _LAST, _FINALS = 0xAC00, 0xD7A3, 28
_LONGEST = 14  # letters of the word in front of a copula


@dataclass(frozen=True, slots=True)
class Plain:
    """``origin[i]`` is the offset in the received text of ``text[i]`` (one entry more)."""

    text: str
    origin: tuple[int, ...]


def plain(message: str) -> Plain:
    """The folded message with slips put right and a copula apart from the firm, trade or place that
    it stands behind, so that one pattern reads both ways of writing.
    """
    folded = fold(message)
    text, origin = folded.text, folded.origin
    for slip, right in lexicon()["written"]["slips"].items():
        while (at := text.find(slip)) >= 0:
            text, origin = _replaced(text, origin, at, at + len(slip), right)
    at = 0
    while at < len(text):
        if opened := _opened(text, at):
            text, origin = _replaced(text, origin, at, at + 1, opened)
        at += 1
    match = pattern("written", "conditional").search(text)
    if match and any(one.span[1] == len(match["word"]) for one in find_regions(match["word"])):
        whole = lexicon()["written"]["conditional_whole"]
        text, origin = _replaced(text, origin, match.start("end"), match.end("end"), whole)
    return Plain(text, origin)


def _opened(text: str, at: int) -> str:
    """The letter at ``at`` without the copula in it, and the copula's first letter; empty if there
    is none: a verb ends in the same letters.
    """
    code = ord(text[at])
    if not _FIRST <= code <= _LAST:
        return ""
    final = (code - _FIRST) % _FINALS
    for ending in lexicon()["written"]["copulas"]:
        if final == ending["final"] and text.startswith(tuple(ending["before"]), at + 1):
            bare = chr(code - final)
            before = text[max(0, at - _LONGEST) : at].split()
            word = (before[-1] if before and not text[at - 1].isspace() else "") + bare
            return bare + ending["letter"] if _names(word) else ""
    return ""


@cache
def _names(word: str) -> bool:
    """Whether the word ends as a firm, a trade or a place does."""
    if pattern("written", "firm").search(word):
        return True
    spans = (one.span for found in (find_regions(word), find_industries(word)) for one in found)
    return any(end == len(word) for _, end in spans)


def _replaced(
    text: str, origin: tuple[int, ...], start: int, end: int, new: str
) -> tuple[str, tuple[int, ...]]:
    stretch = (origin[start],) * len(new)
    return text[:start] + new + text[end:], origin[:start] + stretch + origin[end:]
