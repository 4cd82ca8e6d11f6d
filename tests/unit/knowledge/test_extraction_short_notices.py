"""Notices of three to eight lines, as people paste them into a chat."""

from __future__ import annotations

from datetime import date

import pytest

from knowledge.extraction import asks_further, parted, read_notice
from knowledge.programs import ConditionKind, Operator, Strength, WindowKind

TODAY = date(2026, 11, 22)
MINATO = (
    "みなと市販路開拓補助金\n対象：市内の小規模事業者（飲食業を除く）\n上限：50万円\n締切：{end}"
)
VOUCHER = (
    "수출바우처 참여기업 모집\n지원대상: {who}\n지원한도: 2,000만원\n마감: 2026년 12월 10일 18시"
)


def only(text):
    (program,) = read_notice(text, None, TODAY).programs
    return program


def typed(program):
    return {(c.kind, c.operator, c.bound) for c in program.conditions if c.operator}


def quotes(program):
    return {c.evidence.quote for c in program.conditions if c.strength is Strength.UNREAD}


def test_a_trade_in_brackets_that_is_left_out_is_excluded():
    excluded = (ConditionKind.INDUSTRY, Operator.NOT_IN, ("food_service",))
    assert excluded in typed(only(MINATO.format(end="12月18日")))


def test_a_trade_nobody_knows_is_left_out_as_a_clause_to_check():
    program = only(VOUCHER.format(who="거창군 소상공인 (유흥업 제외)"))
    assert "거창군 소상공인 (유흥업 제외)" in quotes(program)


def test_of_a_list_of_those_excluded_every_known_trade_is_read_and_the_rest_is_shown():
    program = only(VOUCHER.format(who="중소기업\n제외대상: 국세 체납 기업, 부동산업, 숙박업"))
    excluded = (ConditionKind.INDUSTRY, Operator.NOT_IN, ("real_estate", "accommodation"))
    assert excluded in typed(program)
    assert "국세 체납 기업, 부동산업, 숙박업" in quotes(program)


def test_a_trade_that_narrows_another_one_excludes_nobody():
    program = only(MINATO.format(end="12月18日").replace("小規模事業者", "サービス業者"))
    assert all(operator is not Operator.NOT_IN for _, operator, _ in typed(program))


@pytest.mark.parametrize(
    ("line", "kind", "bound"),
    [
        ("상시근로자 50인 미만 중소기업", ConditionKind.EMPLOYEES, 50),
        ("직원 50인 미만 기업", ConditionKind.EMPLOYEES, 50),
        ("경북 소재 창업 7년 이내 기업", ConditionKind.FOUNDED, None),
        ("매출 10억 이하 소공인", ConditionKind.REVENUE, None),
    ],
)
def test_bounds_are_read_in_short_lines(line, kind, bound):
    found = next(c for c in only(VOUCHER.format(who=line)).conditions if c.kind is kind)
    assert found.strength is Strength.HARD
    assert bound in (None, found.bound)


@pytest.mark.parametrize("line", ["대표자 만 39세 이하", "여성기업 확인서를 보유한 기업"])
def test_what_is_not_understood_is_a_clause_to_check(line):
    assert line in quotes(only(VOUCHER.format(who=line)))
    assert line in quotes(only(f"청년기업 지원금 모집\n{line}\n최대 1천만원\n12월 15일까지 접수"))


def test_the_head_office_or_a_works_somewhere_excludes_nobody_elsewhere():
    program = only(VOUCHER.format(who="본사 또는 공장이 김해에 있는 기업"))
    (place,) = [c for c in program.conditions if c.kind is ConditionKind.HEADQUARTERS]
    assert place.alternatives
    assert place.strength is not Strength.HARD


@pytest.mark.parametrize(
    ("end", "month", "day"), [("12月18日（金）17時", 12, 18), ("令和9年1月末", 1, None)]
)
def test_a_term_without_a_certain_day_keeps_its_words(end, month, day):
    (window,) = only(MINATO.format(end=end)).windows
    assert (window.kind, window.closes_at) == (WindowKind.UNKNOWN, None)
    assert (window.month, window.day) == (month, day)


def test_a_term_nobody_can_read_is_quoted():
    (window,) = only(MINATO.format(end="令和九年一月末")).windows
    assert window.evidence.quote == "令和九年一月末"


def test_a_term_until_the_money_is_used_is_read():
    program = only("경영안정자금 안내\n대상: 소상공인\n한도: 5천만원\n기간: 예산 소진 시까지")
    assert [w.kind for w in program.windows] == [WindowKind.UNTIL_BUDGET]


@pytest.mark.parametrize(
    "own",
    ["대표는 45세입니다. 되나요?", "매출 15억원인 금속 가공업체입니다", "밀양 노래주점인데요"],
)
def test_the_senders_last_words_are_theirs(own):
    notice = VOUCHER.format(who="매출 10억 이하 소공인")
    assert parted(f"{notice}\n{own}") == (notice, own)


@pytest.mark.parametrize(
    "text",
    [
        "부산에서 식품을 만듭니다. 직원은 20명입니다. 12월까지 낼 수 있는 지원사업을 찾습니다.",
        "大阪の印刷会社です。従業員12人、資本金1000万円以下です。補助金を探しています。",
        "회사명: 가나식품\n업종: 식품 제조\n소재지: 부산\n직원 수: 20명",
    ],
)
def test_what_a_firm_says_of_itself_is_no_notice(text):
    assert parted(text) == ("", text)


@pytest.mark.parametrize(
    ("text", "further"),
    [
        ("노래주점도 신청 가능해요?", True),
        ("スナックをやりたいのですが対象ですか", True),
        ("다른 지원사업도 있나요?", False),
        ("設備の補助金はありますか", False),
    ],
)
def test_a_short_question_goes_on_about_the_notice(text, further):
    assert asks_further(text) is further
