"""Answers are counted, those that were only tried out are not."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import prompts
from bot.conversation import Conversation
from bot.counters.counter import Visit
from bot.counters.tallying import Tally, Tallying
from bot.messages import Address, Incoming, Outcome, Person, Reply
from knowledge.programs import Language
from tests.fakes.console import FakeTallies

NOW = datetime(2026, 11, 21, 15, 30, tzinfo=UTC)
REPLY = Reply(Language.JA, Outcome.ANSWERED, ())


def visit(channel: str) -> Visit:
    incoming = Incoming(Person(channel, "1"), f"{channel}:1", Address(channel, "1"))
    return Visit(incoming, Language.JA, prompts.load()["ja"], Conversation(), NOW)


async def test_an_answer_counts_on_its_day_and_a_trial_does_not():
    tallies = FakeTallies()
    counter = Tallying(tallies)
    for channel, reply in (
        ("slack", REPLY),
        ("slack", REPLY),
        ("web", REPLY),
        ("telegram", replace(REPLY, outcome=Outcome.NOTHING_FOUND)),
    ):
        await counter.after(visit(channel), reply)
    today = date(2026, 11, 22)
    assert await tallies.since(today) == [
        Tally(today, "slack", "ja", "answered", 2),
        Tally(today, "telegram", "ja", "nothing_found", 1),
    ]
