"""Messages that go on with what was spoken of before: whether they do, and the answer."""

from __future__ import annotations

from bot.answers import about, find, talk
from bot.turn import Answer, Turn
from bot.understanding.reading import ANSWERS
from bot.understanding.schemes import unknown_scheme
from knowledge.extraction import asks_further

ANOTHER = 0.6
"""A programme this relevant may be what a message is about."""


def of_before(turn: Turn) -> Answer | None:
    """'And with five people?'; and what is told without a question, of a business that ended."""
    reading, memory = turn.reading, turn.conversation
    if reading.supposed_sizes and memory.mode and not reading.topic:
        return follow_up(turn)
    return talk.hardship(turn)


def takes_up_offer(turn: Turn) -> bool:
    """A bare yes where nothing was asked, and more programmes were offered."""
    memory = turn.conversation
    offered = not memory.offered_question and memory.seen < len(memory.shown)
    return turn.reading.intent == "yes" and offered and memory.mode in ("find", "open")


def adds_to_before(turn: Turn) -> bool:
    """While one programme is spoken of: another place, facts of the firm beside it, or a question
    of the kind that is asked about a programme, with nothing in it that is about another one.
    """
    reading, of_one = turn.reading, turn.conversation.mode == "about"
    if reading.supposes and (not reading.purposes or (of_one and reading.heard.facts)):
        return True
    if not of_one or reading.purposes or reading.intent not in about.ASPECTS:
        return False
    if unknown_scheme(reading.topic, turn.library.programs.values()):
        return False
    found = turn.library.programs_about(reading.topic, 1)
    return not found or found[0].relevance < ANOTHER


def speaks_of_notice(turn: Turn) -> bool:
    """After a notice was pasted: facts of the firm and questions about it, until another matter."""
    reading = turn.reading
    if turn.conversation.mode != "notice" or reading.named:
        return False
    of_it = reading.intent in about.ASPECTS | ANSWERS | {"company", "explain"}
    if of_it or asks_further(reading.text):
        return True
    return reading.intent == "find" and bool(reading.heard.facts)


def follow_up(turn: Turn) -> Answer:
    """A message without a topic of its own is about what was spoken of before."""
    intent, memory = turn.reading.intent, turn.conversation
    if intent == "list_open":
        return find.list_open(turn)
    focus = [id for id in memory.focus if id in turn.library.programs]
    if elsewhere := find.elsewhere(turn, focus):
        return elsewhere
    if focus and (memory.mode == "about" or intent in about.ASPECTS - {"eligibility"}):
        return about.several(turn, focus) if len(focus) > 1 else about.about(turn, focus)
    if memory.mode == "find":
        return find.find(turn, memory.topic, turn.reading.purposes or memory.purposes)
    if memory.mode == "open" or turn.reading.heard.facts or turn.question.company:
        return find.list_open(turn)
    return talk.nothing_before(turn)
