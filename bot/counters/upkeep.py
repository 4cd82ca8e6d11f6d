"""Admins load the knowledge base anew and see what changed."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping

from bot.counters.counter import Counter, Handle, Visit
from bot.errors import ConciergeError
from bot.messages import Block, BlockKind, Outcome, Reply
from bot.ports import Roles
from knowledge.versions import ReloadReport

CHANGES_LISTED = 10

Reload = Callable[[], Awaitable[ReloadReport]]


class Upkeep(Counter):
    def __init__(self, reload: Reload, roles: Roles) -> None:
        self._reload = reload
        self._roles = roles

    @property
    def commands(self) -> Mapping[str, Handle]:
        return {"reload": self.reload}

    async def reload(self, visit: Visit) -> Reply:
        if not await self._roles.is_admin(visit.person):
            return visit.say("refusal.not_admin")
        try:
            report = await self._reload()
        except ConciergeError as error:
            return visit.say("command.reload_refused", error=error)
        return _reported(visit, report)


def _reported(visit: Visit, report: ReloadReport) -> Reply:
    book = visit.book
    counts = {
        "version": report.version,
        "added": len(report.added),
        "changed": len(report.changed),
        "removed": len(report.removed),
        "unchanged": report.unchanged,
        "failed": len(report.failed),
    }
    moved = counts["added"] or counts["changed"] or counts["removed"] or counts["failed"]
    key = "command.reload_done" if moved else "command.reload_nothing"
    lines = [
        book.say("command.reload_failed_line", document=f.document, error=f.error)
        for f in report.failed
    ]
    lines += [
        book.say(
            "command.reload_program_line",
            id=change.id,
            field=change.field,
            before=change.before,
            after=change.after,
        )
        for change in report.programs.changed[:CHANGES_LISTED]
    ]
    blocks = [Block(BlockKind.LEAD, book.say(key, **counts))]
    if lines:
        blocks.append(Block(BlockKind.NOTE, "\n".join(lines)))
    return Reply(visit.language, Outcome.SMALL_TALK, tuple(blocks))
