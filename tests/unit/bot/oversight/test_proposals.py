"""From what a model points at to what is told: nothing without a person, nothing without its quote."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from bot.company import Company
from bot.messages import Verdict
from bot.oversight.facts import Choice, Decision, FactKind, fact_of
from bot.oversight.overlay import Orders, laid_over
from bot.oversight.proposals import Proposal, undecided
from bot.verdicts import judge
from knowledge.documents import Document
from knowledge.programs import Condition, Coverage, Program
from tests.fakes.notices import AMOUNT, CAPITAL, NOTICE, ORDER, SAID, SECOND, reader_saying, won
from tests.fakes.programs import won as won_of

NOW = datetime(2026, 11, 22, 1, tzinfo=UTC)
TODAY = date(2026, 11, 22)
DOCUMENT, PROGRAM = won()
YES, NO = Decision(Choice.CONFIRMED), Decision(Choice.REJECTED)
LARGE = Company(capital=won_of(2_000_000_000))


async def proposals(*said, document: Document = DOCUMENT) -> list[Proposal]:
    pointed = await reader_saying(*(said or SAID)).propose_for(document, PROGRAM.country)
    return [
        Proposal(fact_of(PROGRAM.id, each.kind, each.value), each.proposed_by, NOW)
        for each in pointed
    ]


def told(given, decisions, *, program: Program = PROGRAM, document: Document = DOCUMENT) -> Program:
    orders = Orders(decisions=decisions)
    laid = laid_over({program.id: program}, orders, given, {document.id: document})
    return laid[program.id]


def capital_of(program: Program) -> list[Condition]:
    return [c for c in program.conditions if c.kind == "capital"]


async def test_before_anybody_has_confirmed_nothing_is_there_and_no_verdict_moves():
    given = await proposals()
    assert len(given) == 3
    assert told(given, {}) is PROGRAM
    assert judge(told(given, {}), LARGE, TODAY) == judge(PROGRAM, LARGE, TODAY)


async def test_what_is_confirmed_is_part_of_the_programme_with_its_verbatim_quote():
    given = await proposals()
    now = told(given, {each.fact.key: YES for each in given})
    (capital,) = capital_of(now)
    assert capital.evidence.quote == CAPITAL
    assert [b.evidence.quote for b in now.benefits] == [AMOUNT]
    assert [w.evidence.quote for w in now.windows][1:] == [SECOND]
    assert judge(now, LARGE, TODAY).verdict is Verdict.NOT_ELIGIBLE


async def test_what_is_rejected_is_never_there():
    given = await proposals()
    assert told(given, {each.fact.key: NO for each in given}) is PROGRAM


async def test_a_quote_that_is_gone_takes_its_fact_with_it():
    given = await proposals()
    yes = {each.fact.key: YES for each in given}
    for text in (
        NOTICE.replace(CAPITAL, ""),
        NOTICE.replace(CAPITAL, "자본금 20억 원 이하인 기업만 참여합니다."),
        NOTICE.replace(CAPITAL, f"다음은 작년 이야기로 {CAPITAL}"),
        NOTICE.replace(CAPITAL, f"제외대상\n{CAPITAL}\n\n덧붙이는 말"),
    ):
        document, program = won(text)
        assert CAPITAL not in [
            c.evidence.quote
            for c in told(given, yes, program=program, document=document).conditions
            if c.operator == "at_most"
        ]


async def test_a_quote_that_has_moved_is_shown_where_it_stands_now():
    given = await proposals()
    document, program = won(
        NOTICE.replace("덧붙이는 말", "안내 말씀\n잘 부탁드립니다.\n덧붙이는 말")
    )
    now = told(given, {each.fact.key: YES for each in given}, program=program, document=document)
    (capital,) = capital_of(now)
    start, end = capital.evidence.span
    assert document.text[start:end] == CAPITAL


@pytest.mark.parametrize("coverage", list(Coverage))
async def test_a_condition_more_never_makes_anybody_eligible(coverage):
    program = replace(PROGRAM, coverage=coverage)
    given = await proposals()
    now = told(given, {each.fact.key: YES for each in given}, program=program)
    assert now.coverage in (coverage, Coverage.PARTIAL)
    assert coverage is Coverage.FULL or now.coverage is not Coverage.FULL
    assert now.extracted
    companies = [Company(), LARGE, Company(capital=won_of(1)), Company(employees=3)]
    for company in companies:
        before, after = (judge(each, company, TODAY).verdict for each in (program, now))
        assert after in (before, Verdict.UNKNOWN, Verdict.NOT_ELIGIBLE)
        assert before is not Verdict.NOT_ELIGIBLE or after is Verdict.NOT_ELIGIBLE


async def test_a_programme_that_people_wrote_takes_no_proposal():
    given = await proposals()
    written = replace(PROGRAM, extracted=False)
    assert told(given, {each.fact.key: YES for each in given}, program=written) is written


async def test_a_held_programme_shows_none_of_it():
    given = await proposals()
    decisions = {each.fact.key: YES for each in given}
    orders = Orders(holds={PROGRAM.id: "?"}, decisions=decisions)
    laid = laid_over({PROGRAM.id: PROGRAM}, orders, given, {DOCUMENT.id: DOCUMENT})
    assert (laid[PROGRAM.id].conditions, laid[PROGRAM.id].benefits) == ((), ())


async def test_a_quote_of_another_document_counts_for_nothing():
    other, _ = won(NOTICE.replace("10억", "90억"), "another")
    given = await proposals(
        {"kind": "condition", "quote": "자본금 90억 원 이하인 기업"}, document=other
    )
    decisions = {each.fact.key: YES for each in given}
    programs, documents = {PROGRAM.id: PROGRAM}, {DOCUMENT.id: DOCUMENT, other.id: other}
    assert laid_over(programs, Orders(decisions=decisions), given, documents) is programs
    assert list(undecided(given, {}, programs, documents)) == []


async def test_a_quote_counts_for_the_document_it_was_read_in_alone():
    twin, _ = won(NOTICE, "twin")
    given = await proposals(document=twin)  # the same words stand in the programme's document too
    yes = {each.fact.key: YES for each in given}
    assert len(yes) == 3
    assert told(given, yes) is PROGRAM


async def test_what_our_rules_read_by_now_waits_no_more():
    given = await proposals()
    (one,) = [each for each in given if each.fact.kind is FactKind.CONDITION]
    program = replace(PROGRAM, conditions=(*PROGRAM.conditions, one.fact.value))
    left = undecided(given, {}, {program.id: program}, {DOCUMENT.id: DOCUMENT})
    assert one.fact.key not in [each.fact.key for _, each in left]
    assert len(capital_of(told(given, {one.fact.key: YES}, program=program))) == 1


async def test_an_order_that_was_planted_is_no_proposal():
    document, _ = won(NOTICE + ORDER)
    said = {"kind": "condition", "quote": "자본금 50억 원 이하인 기업"}
    assert await proposals(said, document=document) == []
