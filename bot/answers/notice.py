"""'Does this notice fit us?': a pasted notice, read and judged clause by clause, never kept."""

from __future__ import annotations

from dataclasses import replace

from bot.answers.about import answer_lead
from bot.answers.replies import with_cards
from bot.turn import Answer, Turn
from bot.understanding.reading import SHORTEST_NOTICE
from bot.wording import said
from knowledge.extraction import read_notice


def judge(turn: Turn, text: str) -> Answer | None:
    """None where ``text`` is no notice. It is kept for this conversation alone: nothing of it is
    indexed or shown to anybody else.
    """
    if len(text) < SHORTEST_NOTICE:
        return None
    programs = read_notice(text, None, turn.moment.date()).programs
    if not programs:
        return None
    judged = [turn.judged(programs[0], company) for company in turn.companies]
    lead = answer_lead(turn, judged)
    if turn.conversation.notice != text:
        lead = said(turn.book, turn.book.say("lead.notice_read"), lead)
    memory = replace(turn.conversation, mode="notice", notice=text)
    answer = with_cards(
        replace(turn, conversation=memory),
        lead,
        judged,
        judged,
        next_step=turn.book.say("next.notice_office"),
    )
    return Answer(answer.reply, replace(answer.conversation, focus=()))
