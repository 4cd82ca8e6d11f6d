"""Bare answers: yes, no, I do not know, a city's name that is a common word elsewhere."""

from __future__ import annotations

from bot.speech.heard import Heard
from bot.speech.lexicon import pattern
from knowledge.folding import fold
from knowledge.regions import find_regions, places_called


def plain_answer(text: str, asked: str | None, *, found: bool) -> Heard:
    """``affirmed`` and ``declined`` of a message that answers the question without a fact."""
    words = fold(text).text.strip()
    if asked is None or found:
        return Heard()
    if pattern("answers", "unknown").match(words):
        return Heard(declined=asked)
    if pattern("answers", "yes").match(words):
        return Heard(affirmed=True)
    if pattern("answers", "no").match(words):
        return Heard(affirmed=False)
    return Heard()


def bare_places(text: str, asked: str | None) -> tuple[str, ...]:
    """The codes of the place that the whole answer names, where no sentence says it is one."""
    if asked != "headquarters" or find_regions(text):
        return ()
    return places_called(pattern("answers", "ending").sub("", fold(text).text.strip()))
