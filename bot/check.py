"""The last look before a reply leaves: the promises, held against the reply itself."""

from __future__ import annotations

from datetime import datetime

from bot.errors import ConciergeError
from bot.messages import Outcome, Reply, ShownProgram, Verdict
from bot.tracing import stage
from knowledge.programs import Coverage, Status


class BrokenPromise(ConciergeError):
    """A reply that must not be sent; a fault of the program, never of the asker."""


@stage("check")
def check(reply: Reply, moment: datetime) -> None:
    """Raises BrokenPromise naming the promise and the programme."""
    if reply.outcome is Outcome.ANSWERED and not reply.citations:
        raise BrokenPromise("answered without a source")
    if not reply.text.strip():
        raise BrokenPromise("an empty reply")
    for program in reply.programs:
        _check_program(program, moment)


def _check_program(program: ShownProgram, moment: datetime) -> None:
    closes = program.closes_at
    if program.status not in (Status.CLOSED, Status.UNKNOWN) and closes and closes < moment:
        raise BrokenPromise(f"{program.id}: {program.status} after it closed")
    if program.status is Status.OPEN and closes is None:
        raise BrokenPromise(f"{program.id}: open without a date")
    if program.verdict is Verdict.ELIGIBLE and program.coverage is not Coverage.FULL:
        raise BrokenPromise(f"{program.id}: eligible although the conditions are not all known")
    if program.verdict is Verdict.ELIGIBLE and program.missing:
        raise BrokenPromise(f"{program.id}: eligible although facts are missing")
