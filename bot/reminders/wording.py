"""What is said unasked, in words: one message however many programmes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bot.cards import Judged, benefit_text
from bot.deadlines import deadline_line
from bot.messages import Block, BlockKind, Button, Outcome, Reply
from bot.reminders.wishes import Item, Matter
from bot.standings import standing
from bot.wording import day
from knowledge.programs import Language, Program
from prompts import Phrasebook

LISTED = 10


def reminder(
    book: Phrasebook, told: Sequence[tuple[Item, Program]], now: datetime, rows: Rows
) -> Reply:
    """Deadlines and new calls of one person for one day."""
    lines = [_line(book, item, program, now) for item, program in told]
    late = any(item.late and not item.closed for item, _ in told)
    lead = book.say("reminder.lead_one" if len(told) == 1 else "reminder.lead", count=len(told))
    blocks = [Block(BlockKind.LEAD, lead), *_cards(lines, told, book)]
    if late:
        blocks.append(Block(BlockKind.NOTE, book.say("reminder.late")))
    blocks.append(Block(BlockKind.NEXT, book.say("reminder.next")))
    return Reply(Language(book.language), Outcome.SMALL_TALK, tuple(blocks), buttons=rows)


def follow_up(book: Phrasebook, item: Item, program: Program) -> Reply:
    name = program.names.within(Language(book.language))
    row = tuple(
        Button(book.say(f"follow_up_later.{answer}"), "follow_up.answer", (item.wish, answer))
        for answer in ("yes", "not_yet", "no")
    )
    text = book.say("follow_up_later.ask", name=name)
    blocks = (Block(BlockKind.LEAD, text, strong=(name,)),)
    return Reply(Language(book.language), Outcome.SMALL_TALK, blocks, buttons=(row,))


def digest(book: Phrasebook, fresh: Sequence[Judged], near: Sequence[Judged], rows: Rows) -> Reply:
    """``fresh`` are new since the last one, ``near`` close within the coming days."""
    blocks = [Block(BlockKind.LEAD, book.say("digest.lead"))]
    for key, listed in (("fresh", fresh), ("near", near)):
        if listed:
            lines = [_short(book, judged) for judged in listed[:LISTED]]
            if len(listed) > LISTED:
                lines.append(book.say("digest.more", count=len(listed) - LISTED))
            title = book.say(f"digest.{key}", count=len(listed))
            blocks.append(Block(BlockKind.CARD, "\n".join([title, *lines]), strong=(title,)))
    blocks.append(Block(BlockKind.NEXT, book.say("digest.next")))
    return Reply(Language(book.language), Outcome.SMALL_TALK, tuple(blocks), buttons=rows)


Rows = tuple[tuple[Button, ...], ...]


def _cards(
    lines: Sequence[str], told: Sequence[tuple[Item, Program]], book: Phrasebook
) -> list[Block]:
    language = Language(book.language)
    return [
        Block(BlockKind.CARD, line, strong=(program.names.within(language),))
        for line, (_, program) in zip(lines, told, strict=True)
    ]


def _line(book: Phrasebook, item: Item, program: Program, now: datetime) -> str:
    language = Language(book.language)
    where = standing(program, now)
    name = program.names.within(language)
    if item.closed:
        lines = [book.say("reminder.closed", name=name, date=day(book, item.about))]
    elif item.matter is Matter.NEXT_CALL:
        key = "reminder.next_call_ahead" if item.offset < 0 else "reminder.next_call"
        lines = [book.say(key, name=name), deadline_line(book, where)]
    else:
        lines = [name, deadline_line(book, where)]
    given = benefit_text(book, program)
    if given and not item.closed:
        lines.append(book.say("card.benefit", benefit=given))
    if program.url:
        lines.append(book.say("card.url", url=program.url))
    return "\n".join(lines)


def _short(book: Phrasebook, judged: Judged) -> str:
    name = judged.program.names.within(Language(book.language))
    return book.say("digest.line", name=name, deadline=deadline_line(book, judged.standing))
