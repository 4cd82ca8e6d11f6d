"""A model is asked within bounds, and what was decided is not asked again."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

import pytest

from bot.errors import BadInput
from bot.models.ports import Budget, Failure
from bot.oversight.facts import Choice, Decision
from bot.oversight.seeking import AT_A_TIME, IN_ALL, OF_A_PROGRAM, Seeking, chosen
from knowledge.documents import Document
from knowledge.programs import Coverage, Program
from tests.fakes.models import MemoryModelling
from tests.fakes.notices import CAPITAL, NOTICE, SAID, reader_saying, won
from tests.fakes.proposals import FakeProposals

NOW = datetime(2026, 11, 22, 1, tzinfo=UTC)
MANY = "\n".join(f"한 곳이 받는 돈은 {n}만 원입니다." for n in range(1, 300))


@dataclass
class Loaded:
    programs: dict[str, Program] = field(default_factory=dict)
    documents: dict[str, Document] = field(default_factory=dict)

    def put(self, text: str = NOTICE, id: str = "busan-sprout") -> Program:
        document, program = won(text, id)
        self.documents[id], self.programs[program.id] = document, program
        return program


class Desk:
    def __init__(self) -> None:
        self.kept, self.decisions, self.loaded = FakeProposals(), {}, Loaded()
        self.seeking = Seeking(self.kept, lambda: self.decisions, lambda: NOW)

    async def seek(self, reader, *programs: Program):
        wanted = programs or tuple(self.loaded.programs.values())
        return [each async for each in self.seeking.seek(self.loaded, wanted, reader)]

    def decide(self, choice: Choice) -> None:
        self.decisions |= {each.fact.key: Decision(choice) for each in self.kept.every()}


@pytest.fixture
def desk() -> Desk:
    return Desk()


async def test_what_is_proposed_waits_and_is_asked_for_once(desk):
    program, reader = desk.loaded.put(), reader_saying(*SAID, *SAID)
    assert desk.seeking.next_in_line(desk.loaded, reader.by) == [program]
    (sought,) = await desk.seek(reader)
    assert len(sought.found) == 3
    assert desk.seeking.next_in_line(desk.loaded, reader.by) == []
    (again,) = await desk.seek(reader)
    assert (again.found, len(desk.seeking.waiting(desk.loaded))) == ((), 3)


async def test_a_document_that_changed_is_in_line_again(desk):
    desk.loaded.put()
    reader = reader_saying(*SAID)
    await desk.seek(reader)
    desk.loaded.put(NOTICE + "문의는 언제나 환영합니다.")
    assert len(desk.seeking.next_in_line(desk.loaded, reader.by)) == 1


@pytest.mark.parametrize("choice", [Choice.CONFIRMED, Choice.REJECTED])
async def test_what_was_decided_is_not_proposed_again(desk, choice):
    desk.loaded.put()
    await desk.seek(reader_saying(*SAID))
    desk.decide(choice)
    (again,) = await desk.seek(reader_saying(*SAID))
    assert (again.found, len(desk.kept.every())) == ((), 3)


async def test_a_rejected_value_stays_rejected_in_other_words(desk):
    desk.loaded.put()
    await desk.seek(reader_saying(SAID[0]))
    desk.decide(Choice.REJECTED)
    other = "참여 기업은 자본금 10억 원 이하인 기업입니다."
    desk.loaded.put(NOTICE.replace(CAPITAL, other))
    (again,) = await desk.seek(reader_saying(SAID[0]))
    assert again.found == ()


async def test_an_accepted_one_whose_words_are_gone_may_be_proposed_in_its_new_words(desk):
    desk.loaded.put()
    await desk.seek(reader_saying(SAID[1]))
    desk.decide(Choice.CONFIRMED)
    desk.loaded.put(NOTICE.replace("한 곳이 받는 돈은", "올해 한 곳이 받는 돈은"))
    (again,) = await desk.seek(reader_saying(SAID[1]))
    assert len(again.found) == 1


async def test_what_our_rules_read_is_not_proposed(desk):
    desk.loaded.put()
    said = [
        {"kind": "window", "quote": "2026년 12월 1일 ~ 2026년 12월 18일"},
        {"kind": "condition", "quote": "상시근로자 5명 미만인 기업"},
    ]
    (sought,) = await desk.seek(reader_saying(*said))
    assert sought.found == ()


async def test_hundreds_of_proposals_are_a_few(desk):
    desk.loaded.put(NOTICE + MANY)
    said = [{"kind": "benefit", "quote": f"받는 돈은 {n}만 원"} for n in range(1, 300)]
    for start in range(0, 300, 20):
        await desk.seek(reader_saying(*said[start:]))
    assert len(desk.kept.every()) == OF_A_PROGRAM


async def test_all_programmes_together_have_a_bound(desk):
    for number in range(IN_ALL // OF_A_PROGRAM + 2):
        desk.loaded.put(NOTICE + MANY, f"busan-{number}")
    said = [{"kind": "benefit", "quote": f"받는 돈은 {n}만 원"} for n in range(1, 21)]
    await desk.seek(reader_saying(*said))
    assert len(desk.seeking.waiting(desk.loaded)) == IN_ALL


async def test_those_of_which_nothing_is_read_come_first_and_a_run_is_short(desk):
    for number in range(AT_A_TIME + 2):
        program = desk.loaded.put(id=f"busan-{number:02}")
        if number == AT_A_TIME:
            desk.loaded.programs[program.id] = replace(program, coverage=Coverage.NONE)
    line = desk.seeking.next_in_line(desk.loaded, "any")
    assert (line[0].coverage, len(line)) == (Coverage.NONE, AT_A_TIME)


async def test_a_model_that_cannot_be_asked_ends_the_run_and_the_document_stays_in_line(desk):
    for number in range(3):
        desk.loaded.put(id=f"busan-{number}")
    kept = MemoryModelling()
    spent = reader_saying(*SAID, kept=kept, budget=Budget(1, 1))
    first, second = await desk.seek(spent)
    assert (len(first.found), second.failure) == (3, Failure.OVER_BUDGET.value)
    assert len(desk.seeking.next_in_line(desk.loaded, spent.by)) == 2


def test_only_a_programme_alone_in_its_document_and_won_from_it_is_asked_about(desk):
    program = desk.loaded.put()
    assert chosen(desk.loaded, [program.id, program.document]) == [program]
    desk.loaded.programs["twin"] = replace(program, id="twin")
    desk.loaded.programs["own"] = replace(program, id="own", document="own", extracted=False)
    for name, why in (("twin", "several"), ("own", "people"), ("nothing", "no programme")):
        with pytest.raises(BadInput, match=why):
            chosen(desk.loaded, [name])
    assert desk.seeking.next_in_line(desk.loaded, "any") == []
