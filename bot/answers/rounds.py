"""By when, in whole sentences: of the one window, or of the round that was asked for."""

from __future__ import annotations

import re
from dataclasses import replace

from bot.cards import Judged
from bot.deadlines import deadline_line, open_ended, says_nothing, term_quoted
from bot.standings import standing
from bot.turn import Turn
from bot.wording import agency_of, day, moment, said
from knowledge.programs import Precision, Status, Window, WindowKind

PARTS = re.compile(r"[\s・·、,()（）]+")


def deadline_lead(turn: Turn, judged: Judged) -> str:
    """By when, in whole sentences; of several rounds, which one it is, and what became of one that
    was asked for by its name.
    """
    book, windows, current = turn.book, judged.program.windows, judged.standing.window
    text = _deadline(turn, judged)
    if not windows[1:] or current is None or not current.label.within(turn.language):
        return text
    labelled = book.say("answers.round", label=current.label.within(turn.language), text=text)
    others = [w for w in windows if w is not current and _named_round(turn, w)]
    return said(book, *(_of_round(turn, judged, w) for w in others), labelled)


def _named_round(turn: Turn, window: Window) -> bool:
    parts = PARTS.split(f"{window.label.ko} {window.label.ja}")
    return any(len(part) > 1 and part in turn.reading.text for part in parts)


def _of_round(turn: Turn, judged: Judged, window: Window) -> str:
    alone = standing(replace(judged.program, windows=(window,)), turn.moment)
    text = turn.book.say("lead.deadline_rolling", line=deadline_line(turn.book, alone))
    return turn.book.say("answers.round", label=window.label.within(turn.language), text=text)


def _deadline(turn: Turn, judged: Judged) -> str:
    book, standing = turn.book, judged.standing
    window = standing.window
    if window and (quote := term_quoted(window)):
        return book.say("lead.deadline_quoted", quote=quote)
    if window is None or says_nothing(window):
        return book.say("lead.deadline_unknown", agency=agency_of(book, judged.program))
    open_end = window.kind in (WindowKind.ROLLING, WindowKind.UNTIL_BUDGET)
    if open_end and standing.status is not Status.CLOSED:
        return book.say("lead.deadline_rolling", line=open_ended(book, standing))
    if window.closes_at is None:
        return book.say("lead.deadline_rolling", line=deadline_line(book, standing))
    date = moment(book, window.closes_at, window.closes_precision)
    if standing.status is Status.CLOSED:
        closed = book.say("lead.deadline_closed", date=date)
        read = judged.program.read
        if read is None:
            return said(book, closed, book.say("lead.next_round_unknown_undated"))
        return said(book, closed, book.say("lead.next_round_unknown", read=day(book, read)))
    if standing.status is Status.UPCOMING and window.opens_at:
        opens = moment(book, window.opens_at, window.opens_precision)
        return book.say("lead.deadline_upcoming", opens=opens)
    if standing.last_day:
        hourless = window.closes_precision is Precision.DAY
        key = "lead.deadline_last_day" if hourless else "lead.deadline_last_day_hour"
        return book.say(key, date=date)
    return book.say("lead.deadline_open", date=date, days=standing.days_left)
