"""'Does this notice fit us?': a pasted notice, read and judged clause by clause, never kept."""

from __future__ import annotations

from bot.answers.about import verdict_lead
from bot.answers.replies import with_cards
from bot.turn import Answer, Turn
from knowledge.extraction import read_notice

SHORTEST = 100
"""Characters: a shorter message is a question, not a notice."""


def judge(turn: Turn) -> Answer | None:
    """None where the message is no notice. It is read for this turn only: nothing of it is indexed
    or shown to anybody else.
    """
    text = turn.question.text
    if len(text) < SHORTEST:
        return None
    programs = read_notice(text, None, turn.moment.date()).programs
    if not programs:
        return None
    judged = [turn.judged(programs[0], company) for company in turn.companies]
    lead = " ".join(
        (
            turn.book.say("lead.notice_read"),
            verdict_lead(turn, judged[0]),
            turn.book.say("lead.extracted"),
        )
    )
    return with_cards(turn, lead, judged, judged, next_step=turn.book.say("next.notice_office"))
