"""Admins let a model point at what a notice states and our rules did not read, for the review."""

from __future__ import annotations

import asyncio
import logging
import secrets
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field, replace
from typing import Any

from bot.counters.counter import Counter, Handle, Visit
from bot.errors import ConciergeError
from bot.library import Library
from bot.messages import Block, BlockKind, Outcome, Outgoing, Reply, Role
from bot.oversight.audit import Act, AuditLog
from bot.oversight.seeking import IN_ALL, Reader, Seeking, Sought, chosen
from bot.ports import Post, Roles
from knowledge.programs import Program

_log = logging.getLogger(__name__)

OpenReader = Callable[[], AbstractAsyncContextManager[Reader]]
TOLD_EVERY = 5
"""After so many documents the admin hears how far it is."""


@dataclass(frozen=True, slots=True)
class Ways:
    """``library`` is as it was loaded; ``opened`` gives a reader for one run, None where no model is
    configured.
    """

    library: Callable[[], Library]
    opened: OpenReader | None
    roles: Roles
    audit: AuditLog
    post: Post


@dataclass(slots=True)
class _Run:
    visit: Visit
    programs: Sequence[Program]
    opened: OpenReader
    done: list[Sought] = field(default_factory=list)
    id: str = field(default_factory=lambda: secrets.token_hex(8))

    @property
    def counts(self) -> dict[str, Any]:
        return {
            "done": len(self.done),
            "all": len(self.programs),
            "found": sum(len(each.found) for each in self.done),
        }


class Proposer(Counter):
    """One run at a time in a process, in a task of its own. A run that a restart ends has kept what
    it found; its other documents are still next in line.
    """

    def __init__(self, seeking: Seeking, ways: Ways) -> None:
        self._seeking = seeking
        self._ways = ways
        self._run: _Run | None = None
        self.running: asyncio.Task[None] | None = None

    @property
    def commands(self) -> Mapping[str, Handle]:
        return {"propose": self.propose}

    async def propose(self, visit: Visit) -> Reply:
        """``/propose``: those next in line; ``/propose ID``: a programme or a document."""
        if not await self._ways.roles.is_admin(visit.person):
            return visit.say("refusal.not_admin")
        opened = self._ways.opened
        if opened is None:
            return visit.say("propose.no_model")
        if self._run and self.running and not self.running.done():
            return visit.say("propose.running", **self._run.counts)
        library = self._ways.library()
        if len(self._seeking.waiting(library)) >= IN_ALL:
            return visit.say("propose.full", count=IN_ALL)
        try:
            async with opened() as reader:
                programs = self._programs(visit, library, reader.by)
        except ConciergeError as error:
            return visit.say("propose.refused", error=error)
        if not programs:
            return visit.say("propose.nothing")
        self._run = _Run(visit, programs, opened)
        self.running = asyncio.create_task(self._go(self._run, library))
        return visit.say("propose.started", count=len(programs))

    def _programs(self, visit: Visit, library: Library, by: str) -> Sequence[Program]:
        named = visit.incoming.text.split()
        return chosen(library, named) if named else self._seeking.next_in_line(library, by)

    async def _go(self, run: _Run, library: Library) -> None:
        try:
            async with run.opened() as reader:
                async for each in self._seeking.seek(library, run.programs, reader):
                    run.done.append(each)
                    if len(run.done) % TOLD_EVERY == 0 and len(run.done) < len(run.programs):
                        await self._tell(run, run.visit.say("propose.running", **run.counts))
            await self._tell(run, _ended(run), "end")
        except Exception:  # noqa: BLE001 - nobody awaits this task
            _log.exception("a run of proposals ended early")
            await self._tell(run, run.visit.say("propose.broken", **run.counts), "end")
        finally:
            self._record(run)

    def _record(self, run: _Run) -> None:
        visit, counts = run.visit, run.counts
        detail = f"{counts['done']}/{counts['all']}: {counts['found']}"
        self._ways.audit.record(
            Act(visit.now, visit.person, visit.incoming.name, "propose", detail)
        )

    async def _tell(self, run: _Run, reply: Reply, stage: str = "") -> None:
        incoming = run.visit.incoming
        told = Outgoing(incoming.address, reply, "", incoming.person, incoming.conversation)
        await self._ways.post(f"propose:{run.id}:{stage or len(run.done)}", told)


def _failed(visit: Visit, sought: Sought) -> str:
    why = visit.book.say(f"propose.why_{sought.failure}")
    return visit.book.say("propose.failed", id=sought.program, why=why)


def _ended(run: _Run) -> Reply:
    visit, counts = run.visit, run.counts
    lines = [_failed(visit, each) for each in run.done if each.failure]
    left = counts["all"] - counts["done"]
    if left:
        lines.append(visit.book.say("propose.left", count=left))
    blocks = [Block(BlockKind.LEAD, visit.book.say("propose.done", **counts))]
    if lines:
        blocks.append(Block(BlockKind.NOTE, "\n".join(lines)))
    button = visit.button("propose.review", "review.next")
    rows = ((replace(button, may=Role.STAFF),),) if counts["found"] else ()
    return Reply(visit.language, Outcome.SMALL_TALK, tuple(blocks), buttons=rows)
