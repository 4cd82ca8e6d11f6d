"""The last look: a reply that breaks a promise does not leave."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.check import BrokenPromise, check
from bot.messages import Block, BlockKind, Citation, Outcome, Reply, ShownProgram, Verdict
from knowledge.programs import Coverage, Language, Precision, Status

NOW = datetime(2026, 11, 22, 1, tzinfo=UTC)
SHOWN = ShownProgram(
    "kaigai",
    "해외 진출",
    "JP",
    Status.OPEN,
    NOW + timedelta(days=1),
    Precision.DAY,
    1,
    Verdict.ELIGIBLE,
    Coverage.FULL,
    "",
    (),
    (),
    None,
)
SOURCE = Citation("1", "kaigai", "J-Net21", "요지", verbatim=False, url=None, published=None)


def reply(*programs, outcome=Outcome.ANSWERED, citations=(SOURCE,), text="있습니다."):
    blocks = (Block(BlockKind.LEAD, text),)
    return Reply(Language.KO, outcome, blocks, programs, citations)


def test_an_honest_reply_leaves():
    check(reply(SHOWN), NOW)
    check(reply(outcome=Outcome.NOTHING_FOUND, citations=()), NOW)


@pytest.mark.parametrize(
    "broken",
    [
        reply(SHOWN, citations=()),
        reply(SHOWN, text=" \n"),
        reply(replace(SHOWN, closes_at=None)),
        reply(replace(SHOWN, coverage=Coverage.PARTIAL)),
        reply(replace(SHOWN, missing=("capital",))),
    ],
)
def test_a_broken_promise_stays(broken):
    with pytest.raises(BrokenPromise):
        check(broken, NOW)


@pytest.mark.parametrize(
    "status", [Status.OPEN, Status.UPCOMING, Status.ROLLING, Status.UNTIL_BUDGET]
)
def test_nothing_is_offered_after_it_closed(status):
    late = replace(SHOWN, status=status, closes_at=NOW - timedelta(seconds=1))
    with pytest.raises(BrokenPromise, match="kaigai"):
        check(reply(SHOWN, late), NOW)
    check(reply(replace(late, status=Status.CLOSED)), NOW)


def test_open_ended_needs_no_date():
    check(reply(replace(SHOWN, status=Status.ROLLING, closes_at=None)), NOW)
