"""Conditions and company facts in the reader's words."""

from datetime import date

import pytest

from bot import clauses
from bot.company import Company
from bot.verdicts import judge
from knowledge.programs import Age, Country, Operator
from prompts import load
from tests.fakes.programs import MIC, TODAY, any_of, condition, program, won, yen

KO, JA = load()["ko"], load()["ja"]
OSAKA = Company(
    Country.JP, "JP-27", ("ict.software",), yen(80_000_000), 40, founded=date(2021, 3, 1)
)
ORDERS = [Operator.AT_MOST, Operator.LESS_THAN, Operator.AT_LEAST, Operator.MORE_THAN]


def met(book, clause, company=OSAKA):
    (found,) = judge(program(clause), company, TODAY).clauses
    return clauses.met(book, found, company)


@pytest.mark.parametrize(
    ("clause", "korean", "japanese"),
    [
        (MIC[0], "일본", "日本"),
        (MIC[1], "도쿄도 이외", "東京都以外"),
        (MIC[2], "1억 엔 이하", "1億円以下"),
        (condition("employees", "less_than", 20), "20명 미만", "20人未満"),
        (condition("revenue", "more_than", won(10**9)), "10억 원 초과", "10億ウォン超"),
        (condition("founded", "at_most", Age(7)), "설립한 지 7년 이내", "設立7年以内"),
        (
            condition("founded", "at_least", date(2024, 4, 1)),
            "2024년 4월 1일(월) 이후 설립",
            "2024年4月1日（月）以降の設立",
        ),
        (condition("plan", "in", ("export:JP",)), "수출·해외 진출(일본)", "輸出・海外展開(日本)"),
        (condition("other"), "", ""),
        (condition("plan", "in", ("teleport",)), "", ""),
    ],
)
def test_a_bound_in_words(clause, korean, japanese):
    assert (clauses.bound_text(KO, clause), clauses.bound_text(JA, clause)) == (korean, japanese)


def test_a_long_list_says_less_than_the_gist():
    many = condition(
        "headquarters", "in", ("JP-25", "JP-26", "JP-27", "JP-28", "JP-29"), gist="간사이"
    )
    assert clauses.bound_text(KO, many) == ""
    assert clauses.sentence(KO, many) == "간사이."


def test_without_a_gist_the_sentence_is_composed():
    assert clauses.sentence(KO, MIC[2]) == "자본금은 1억 엔 이하."
    assert clauses.sentence(JA, MIC[2]) == "資本金は1億円以下。"
    both = any_of(condition("capital", "at_most", yen(10)), condition("employees", "at_most", 5))
    assert clauses.sentence(KO, both) == "자본금은 10 엔 이하 또는 직원 수는 5명 이하."
    assert clauses.sentence(JA, condition("other")) == ""


def test_the_fact_stands_beside_the_bound_it_meets():
    assert met(KO, MIC[2]) == "자본금 8,000만 엔(1억 엔 이하)"
    assert met(JA, MIC[1]) == "本社の所在地 大阪府（東京都以外）"
    assert met(KO, MIC[0]) == "나라 일본"


def test_of_alternatives_the_one_that_is_met_is_shown():
    either = any_of(condition("capital", "at_most", yen(10)), condition("employees", "at_most", 50))
    assert met(KO, either) == "직원 수 40명(50명 이하)"


def test_an_age_or_a_share_is_not_counted_in_people():
    for kind in ("representative", "ownership"):
        assert "명" not in clauses.bound_text(KO, condition(kind, "at_most", 39))


def test_before_a_day_leaves_the_day_out():
    until = condition("founded", "at_most", date(2024, 4, 1))
    before = condition("founded", "less_than", date(2024, 4, 1))
    assert clauses.bound_text(JA, until) != clauses.bound_text(JA, before)


@pytest.mark.parametrize("book", [KO, JA])
@pytest.mark.parametrize("operator", ORDERS)
@pytest.mark.parametrize(
    ("kind", "bound"),
    [("capital", yen(1)), ("employees", 1), ("founded", Age(1)), ("founded", date(2020, 1, 2))],
)
def test_every_order_has_its_words(book, operator, kind, bound):
    assert clauses.bound_text(book, condition(kind, operator.value, bound))


@pytest.mark.parametrize(
    ("founded", "korean", "japanese"),
    [
        (date(2021, 1, 1), "2021년", "2021年"),
        (date(2021, 3, 1), "2021년 3월", "2021年3月"),
        (date(2021, 3, 2), "2021년 3월 2일(화)", "2021年3月2日（火）"),
    ],
)
def test_a_founding_day_is_said_as_exactly_as_it_is_known(founded, korean, japanese):
    company = Company(founded=founded)
    assert clauses.fact_text(KO, company, "founded") == korean
    assert clauses.fact_text(JA, company, "founded") == japanese


def test_what_is_not_known_or_cannot_apply():
    assert clauses.fact_text(KO, Company(), "capital") == ""
    sole = Company(not_applicable=frozenset({"capital"}))
    assert clauses.fact_text(JA, sole, "capital") == "該当なし"


def test_known_facts_in_one_line():
    line = clauses.facts_line(KO, OSAKA, ("headquarters", "capital", "employees", "revenue"))
    assert line == "본사 소재지 오사카부, 자본금 8,000만 엔, 직원 수 40명"


def test_a_company_is_called_by_its_name_else_by_place_and_industry():
    assert clauses.label_of(KO, Company(name="부산 본사", headquarters="KR-26")) == "부산 본사"
    assert clauses.label_of(KO, OSAKA).startswith("오사카부 ")
    assert clauses.label_of(JA, Company(country=Country.KR)) == "韓国"
    assert clauses.label_of(JA, Company()) == ""
