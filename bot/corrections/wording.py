"""A correction in words: the old and the new, side by side."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bot.corrections.facts import Change, Changed
from bot.corrections.ports import Correction
from bot.messages import Block, BlockKind, Outcome, Reply
from bot.wording import day
from knowledge.programs import Language
from prompts import Phrasebook


def correction(book: Phrasebook, corrections: Sequence[Correction]) -> Reply:
    lead = book.say("correction.lead", count=len(corrections))
    cards = [
        Block(
            BlockKind.CARD,
            "\n".join([one.told.name, *(_line(book, change) for change in one.changes)]),
            strong=(one.told.name,),
        )
        for one in corrections
    ]
    next_step = Block(BlockKind.NEXT, book.say("correction.next"))
    blocks = (Block(BlockKind.LEAD, lead), *cards, next_step)
    return Reply(Language(book.language), Outcome.SMALL_TALK, blocks)


def _line(book: Phrasebook, change: Change) -> str:
    key = f"correction.{change.what}"
    match change.what:
        case Changed.EARLIER | Changed.LATER:
            return book.say(key, before=_day(book, change.before), after=_day(book, change.after))
        case Changed.NO_DATE:
            return book.say(key, before=_day(book, change.before))
        case Changed.DATED:
            return book.say(key, after=_day(book, change.after))
        case Changed.VERDICT:
            before, after = (book.say(f"verdict.{v}") for v in (change.before, change.after))
            return book.say(key, before=before, after=after)
        case _:
            return book.say(key)


def _day(book: Phrasebook, moment: str) -> str:
    return day(book, datetime.fromisoformat(moment))
