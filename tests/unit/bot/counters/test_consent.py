"""Facts of a firm end with the conversation unless their owner agreed to more."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.company import Company
from bot.conversation import Conversation, from_json, lasting, to_json
from bot.counters.consent import Consent
from knowledge.programs import Country, Language
from tests.fakes.memory import FakeMemory
from tests.fakes.taps import FakeTaps

NOW = datetime(2026, 11, 22, 1, tzinfo=UTC)
DAYS = 90
FIRM = Company(country=Country.KR, headquarters="KR-26")
TOLD = Conversation(
    language=Language.JA,
    companies=(FIRM,),
    set_aside=(Company(country=Country.JP),),
    topic="수출",
    declined=frozenset({"capital"}),
    undo=({"topic": "x"},),
    hidden=frozenset({"kaigai"}),
    heard_at=NOW,
)


def test_a_conversation_comes_back_from_json_as_it_was():
    assert from_json(to_json(TOLD)) == TOLD


@pytest.mark.parametrize("consent", ["", "asked", "no"])
def test_without_consent_nothing_of_the_firm_is_left_after_a_day(consent):
    told = replace(TOLD, consent=consent)
    assert lasting(told, NOW + timedelta(hours=24)) == told
    left = lasting(told, NOW + timedelta(hours=24, seconds=1))
    assert not left.knows_a_firm
    assert (left.topic, left.undo, left.declined) == ("", (), frozenset())
    assert (left.language, left.hidden) == (Language.JA, frozenset({"kaigai"}))
    assert left.consent == ("no" if consent == "no" else "")


def test_with_consent_the_facts_outlast_the_day():
    told = replace(TOLD, consent="yes")
    assert lasting(told, NOW + timedelta(days=80)) == told


async def test_the_round_really_deletes_what_may_not_be_kept():
    now = NOW
    memory = FakeMemory(lambda: now)
    for name, consent in (("agreed", "yes"), ("asked", "asked")):
        await memory.save(name, to_json(replace(TOLD, consent=consent)))
    now = NOW + timedelta(hours=25)
    await Consent(memory, FakeTaps(), DAYS).tick(now)
    assert from_json(memory.kept["agreed"]).companies == (FIRM,)
    assert "KR-26" not in str(memory.kept["asked"])
    now = NOW + timedelta(days=DAYS, hours=1)
    await Consent(memory, FakeTaps(), DAYS).tick(now)
    assert memory.kept == {}


async def test_the_round_is_made_once_an_hour():
    memory = FakeMemory(lambda: NOW)
    counter = Consent(memory, FakeTaps(), DAYS)
    await counter.tick(NOW + timedelta(hours=25))
    await memory.save("asked", to_json(TOLD))
    await counter.tick(NOW + timedelta(hours=25, minutes=59))
    assert from_json(memory.kept["asked"]).knows_a_firm
    await counter.tick(NOW + timedelta(hours=26))
    assert not from_json(memory.kept["asked"]).knows_a_firm
