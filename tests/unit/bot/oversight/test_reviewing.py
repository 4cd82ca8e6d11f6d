"""Facts won by extraction, looked at one by one."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from bot.oversight.facts import Choice, Decision, facts_in, reviewed
from knowledge.programs import Evidence
from tests.fakes.programs import moment_of, program, window
from tests.unit.bot.oversight.house import BOOKS, QUOTE, WON, House


@pytest.fixture
def house(tmp_path: Path) -> House:
    return House(tmp_path)


async def test_a_fact_is_shown_in_its_context_and_confirmed_facts_are_trusted(house):
    card = await house.says("review")
    assert f"접수는 【{QUOTE}】 받습니다" in card.text
    second = await house.presses(card, 0)
    done = await house.presses(second, 0)
    assert done.text == BOOKS["ko"].say("review.none")
    assert not house.library.programs["kaigai"].extracted


async def test_a_rejected_fact_is_gone_and_a_corrected_one_corrected(house):
    card = await house.says("review")
    key = next(iter(facts_in(WON))).key
    await house.says("correct", f"{key[:8]} 2026-12-20")
    assert house.library.programs["kaigai"].windows[0].closes_at == moment_of("2026-12-20T23:59:59")
    await house.presses(card, 1)
    assert house.library.programs["kaigai"].windows == ()


def test_a_changed_text_reopens_what_was_confirmed():
    window_fact, clause = facts_in(WON)
    decisions = {f.key: Decision(Choice.CONFIRMED) for f in (window_fact, clause)}
    assert not reviewed(WON, decisions).extracted
    moved = replace(WON, windows=(window("2026-12-20", evidence=Evidence("doc", quote="other")),))
    assert reviewed(moved, decisions).extracted
    elsewhere = Evidence("doc", quote=QUOTE, span=(100, 120))
    again = replace(WON, windows=(replace(WON.windows[0], evidence=elsewhere),))
    assert not reviewed(again, decisions).extracted


def test_a_programme_written_by_people_is_left_as_it_is():
    plain = program(windows=(window("2026-12-28"),))
    assert reviewed(plain, {}) is plain
    assert list(facts_in(plain)) == []
