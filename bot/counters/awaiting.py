"""When the next text is taken for something: a name, a reason. Never for long, and never a question."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.counters.counter import Visit

PATIENCE = timedelta(minutes=10)
QUESTION_MARKS = ("?", "？")


def awaiting(visit: Visit, what: str, *more: str) -> tuple[str, ...]:
    """For ``Conversation.awaiting``."""
    return what, *more, visit.now.isoformat()


def is_awaited(visit: Visit, what: str) -> bool:
    """Whether this text may be what was asked for."""
    asked = visit.memory.awaiting
    if asked[:1] != (what,) or visit.incoming.overheard or not visit.incoming.text.strip():
        return False
    return visit.now - datetime.fromisoformat(asked[-1]) <= PATIENCE


def reads_as_question(text: str) -> bool:
    return text.rstrip().endswith(QUESTION_MARKS)
