"""What a reload did, or would do, as a reply to an admin: counts, then line by line."""

from __future__ import annotations

from collections.abc import Iterator

from bot.console.changes import moved, name_of
from bot.console.words import Words
from bot.messages import Block, BlockKind, Outcome, Reply
from knowledge.programs import Language
from knowledge.versions import ReloadReport
from prompts import Phrasebook

LINES = 30
LONGEST_VALUE = 120


def reported(book: Phrasebook, words: Words, key: str, report: ReloadReport) -> Reply:
    """``words`` are the console's, which name programmes and tell facts."""
    counts = {
        "version": report.version,
        "added": len(report.added),
        "changed": len(report.changed),
        "removed": len(report.removed),
        "unchanged": report.unchanged,
        "failed": len(report.failed),
    }
    blocks = [Block(BlockKind.LEAD, book.say(key, **counts))]
    lines = list(_lines(book, words, report))
    rest = len(lines) - LINES
    if rest > 0:
        lines = [*lines[:LINES], book.say("upkeep.more", count=rest)]
    if lines:
        blocks.append(Block(BlockKind.NOTE, "\n".join(lines)))
    return Reply(Language(book.language), Outcome.SMALL_TALK, tuple(blocks))


def _lines(book: Phrasebook, words: Words, report: ReloadReport) -> Iterator[str]:
    programs = report.programs

    def named(id: str) -> str:
        name = name_of(programs, id, words).text
        return id if name == id else f"{name} [{id}]"

    for failed in report.failed:
        yield book.say("command.reload_failed_line", document=failed.document, error=failed.error)
    for id in programs.added:
        yield book.say("upkeep.program_added", name=named(id))
    for id, reason in zip(programs.removed, programs.reasons, strict=True):
        told = book.say(f"upkeep.gone.{reason}")
        yield book.say("upkeep.program_removed", name=named(id), reason=told)
    unstated = book.say("upkeep.not_stated")
    for each in moved(programs, words):
        yield book.say(
            "command.reload_program_line",
            name=named(each.id),
            field=each.field,
            before=_short(each.before) or unstated,
            after=_short(each.after) or unstated,
        )


def _short(text: str) -> str:
    return text if len(text) <= LONGEST_VALUE else text[:LONGEST_VALUE] + "…"
