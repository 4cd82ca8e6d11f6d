"""The first sentence above a list: how many there are, and what may be said of them."""

from __future__ import annotations

from collections.abc import Sequence

from bot.answers.replies import CARDS
from bot.cards import Judged
from bot.messages import Verdict
from bot.turn import Turn
from bot.wording import said
from knowledge.programs import ConditionKind, Status


def lead(turn: Turn, fits: Sequence[Judged]) -> str:
    """The answer in one sentence, no warmer than the facts."""
    book = turn.book
    open_now = [j for j in fits if counts_as_open(j)]
    if closing := [j for j in fits[:CARDS] if j.standing.last_day]:
        return book.say("lead.closing_today", count=len(closing))
    if not open_now:
        return _none_open(turn, fits)
    sure = [j for j in open_now if j.verdict is Verdict.ELIGIBLE]
    told = [j for j in open_now if _says_something(j)]
    unsaid = "open" if turn.conversation.mode == "open" else "topic"
    key = "fits" if sure else "likely" if told else unsaid
    counted = sure or told or open_now
    text = _counted(turn, key, len(counted), min(CARDS, len(fits)))
    if any(j not in counted for j in fits[:CARDS]):
        text = _mixed(turn, text if sure else "", fits[:CARDS])
    days = [j.standing.days_left for j in fits[:CARDS] if j.standing.status is Status.OPEN]
    nearest = min((d for d in days if d is not None), default=None)
    if nearest is None:
        return text
    return said(book, text, book.say("lead.days_left", days=nearest))


def _none_open(turn: Turn, fits: Sequence[Judged]) -> str:
    """A count only of what the cards show first."""
    shown = fits[:CARDS]
    asking = [j for j in fits if j.standing.stale and j.standing.may_apply]
    upcoming = [j for j in fits if j.standing.status is Status.UPCOMING]
    for key, counted in (("ask_first", asking), ("upcoming_only", upcoming)):
        if counted and all(j in counted for j in shown):
            return turn.book.say(f"lead.{key}", count=len(counted))
    return turn.book.say("lead.related")


def _counted(turn: Turn, key: str, count: int, shown: int) -> str:
    """How many there are of what the sentence speaks of; ``shown`` of them have cards."""
    if count == 1:
        return turn.book.say(f"lead.{key}_one")
    if count > CARDS and key != "fits":
        return turn.book.say(f"lead.{key}_more", count=count, shown=shown)
    return turn.book.say(f"lead.{key}_many", count=count)


def _mixed(turn: Turn, text: str, page: Sequence[Judged]) -> str:
    """The cards are not all of what was counted: how many there are, and how many of them are open."""
    count = sum(map(counts_as_open, page))
    if not count:
        return said(turn.book, text, turn.book.say("lead.related"))
    key = "lead.mixed" if count < len(page) else "lead.mixed_open"
    return said(turn.book, text, turn.book.say(key, shown=len(page), count=count))


def _says_something(judged: Judged) -> bool:
    """More is known to fit than the country."""
    kinds = {clause.condition.kind for clause in judged.judgement.met}
    return bool(kinds - {ConditionKind.COUNTRY})


def counts_as_open(judged: Judged) -> bool:
    if judged.judgement.against_principle:
        return False
    return judged.standing.status is Status.OPEN or judged.standing.can_apply
