"""Clause by clause: one word for each, and the quote where there is one."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.cards import Judged
from bot.company import Company
from bot.conversation import Conversation
from bot.counters.details import explained
from bot.counters.everything import everything_open, to_ask
from bot.standings import standing
from bot.verdicts import judge
from knowledge.programs import Country, Coverage, Evidence, Strength
from prompts import load
from tests.fakes.programs import MIC, condition, judged, moment_of, program, window, yen

BOOKS = load()
NOW = moment_of("2026-11-22T10:00:00")


def text(one, company, language="ko"):
    return explained(BOOKS[language], [judged(one, company)]).text


@pytest.mark.parametrize(
    ("company", "words"),
    [
        (Company(country=Country.JP), "[충족]"),
        (Company(country=Country.KR), "[맞지 않음]"),
        (Company(), "[아직 모름]"),
        (Company(country=Country.JP, capital=yen(200_000_000)), "[사무국 문의]"),
    ],
)
def test_each_clause_has_its_verdict_in_a_word(company, words):
    assert words in text(program(*MIC), company)


def test_what_never_decides_and_what_only_a_person_can_read_are_told_apart():
    clauses = (
        condition("timing", strength=Strength.DISCRETIONARY, gist="결정 전 발주 금지"),
        condition("other", strength=Strength.UNREAD, gist="지역에 뿌리내린 기업"),
    )
    said = text(program(*clauses), Company())
    assert "[참고] 결정 전 발주 금지" in said
    assert "[직접 확인] 지역에 뿌리내린 기업" in said


def test_a_quote_of_the_source_stands_in_its_own_words_with_its_source():
    quoted = replace(
        condition("capital", "at_most", yen(100_000_000)),
        evidence=Evidence("notice", quote="資本金の額が1億円以下であること"),
    )
    reply = explained(BOOKS["ko"], [judged(program(quoted), Company(capital=yen(1)))])
    assert "資本金の額が1億円以下であること" in reply.text
    assert any(citation.verbatim for citation in reply.citations)


def test_clauses_that_may_be_missing_are_said_to_be():
    partial = program(*MIC, coverage=Coverage.PARTIAL)
    assert BOOKS["ja"].say("details.partial") in text(partial, Company(), "ja")
    assert BOOKS["ja"].say("details.partial") not in text(program(*MIC), Company(), "ja")


def test_each_of_several_companies_gets_its_own_verdicts():
    one = program(MIC[0])
    firms = (
        Company(country=Country.JP, name="大阪法人"),
        Company(country=Country.KR, name="부산 본사"),
    )
    where = standing(one, NOW)
    said = explained(
        BOOKS["ko"], [Judged(judge(one, firm, where.today), where) for firm in firms]
    ).text
    assert said.index("[충족]") < said.index("부산 본사") < said.index("[맞지 않음]")


def test_the_nearest_deadline_comes_first_and_what_must_be_asked_about_last():
    near = program(id="near", windows=(window("2026-11-30"),))
    far = program(id="far", windows=(window("2026-12-30"),))
    other = program(
        condition("capital", "at_most", yen(5), Strength.IN_PRINCIPLE),
        id="ask",
        windows=(window("2026-11-25"),),
    )
    elsewhere = program(
        condition("headquarters", "in", ("JP-13",), Strength.IN_PRINCIPLE),
        id="elsewhere",
        windows=(window("2026-11-25"),),
    )
    closed = program(id="closed", windows=(window("2026-11-01"),))
    firm = Company(country=Country.JP, headquarters="JP-27", capital=yen(10))
    memory = Conversation(companies=(firm,))
    rows = everything_open([far, other, elsewhere, closed, near], memory, NOW)
    assert [row.program.id for row in rows] == ["near", "far", "ask"]
    assert [to_ask(row) for row in rows] == [False, False, True]
    hidden = replace(memory, hidden=frozenset({"near"}))
    assert [r.program.id for r in everything_open([near, far], hidden, NOW)] == ["far"]
