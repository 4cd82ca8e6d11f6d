"""True rewordings pass the lock, one false fact in them does not."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.lock import facts_of, violations
from knowledge.programs import Language
from tests.unit.bot.lock.turns import NAMES, ONE, TRUE, TWO

FACTS = facts_of(ONE, "로봇 보조금 자본금 2억 엔까지 되죠?", names=NAMES)
BOTH = facts_of(TWO, names=NAMES)
LETTERS = "사과시로봇조금日本語円万年月日まで0123456789[]()·:/%-.。、\n"


def kinds(text, facts=FACTS, language=Language.KO):
    return {violation.kind.value for violation in violations(text, facts, language)}


def test_what_was_composed_may_be_said():
    assert kinds(ONE.text) == set()
    assert kinds(TWO.text, BOTH) == set()


def test_a_free_rewording_may_be_said():
    assert kinds(TRUE) == set()


@pytest.mark.parametrize(
    "date",
    [
        "2026년 12월 15일(화)",
        "2026-12-15",
        "2026.12.15",
        "12월 15일 화요일",
        "令和8年12月15日",
        "2026/12/15",
    ],
)
def test_a_date_may_be_written_in_any_way(date):
    assert "date" not in kinds(TRUE.replace("12/15", date))


@pytest.mark.parametrize("amount", ["3,000,000엔", "3백만 엔", "300万円", "￥3,000,000"])
def test_an_amount_may_be_written_in_any_way(amount):
    assert "amount" not in kinds(TRUE.replace("300만 엔", amount))


@pytest.mark.parametrize("rate", ["절반", "2분의 1", "1/2", "50%", "半分"])
def test_a_rate_may_be_written_in_any_way(rate):
    assert "rate" not in kinds(TRUE.replace("절반", rate))


@pytest.mark.parametrize(
    ("kind", "true", "false"),
    [
        ("date", "12/15", "12/16"),
        ("date", "12/15", "2027-12-15"),
        ("date", "12/15 마감", "12/15(수) 마감"),
        ("date", "23일 남", "22일 남"),
        ("date", "12/15 마감이며", "8월 19일 마감이며 12월 15일이고"),
        ("amount", "300만 엔까지", "3,000만 엔까지"),
        ("amount", "300만 엔까지", "300만 엔 이상"),
        ("amount", "300만 엔까지", "1억 엔까지"),
        ("rate", "비용의 절반", "비용의 3분의 2"),
        ("citation", "[1]", "[4]"),
        ("contrary", "제외됩니다", "포함됩니다"),
        ("missing", "시 세금 체납이 없어야 하고 리스 차량은 제외됩니다.", ""),
        ("missing", "회사가 한국과 일본 중 어디에 있나요?", ""),
        ("missing", "사과시 로봇 도입 보조금은", "이것은"),
    ],
)  # fmt: skip
def test_one_false_fact_is_caught(kind, true, false):
    assert true in TRUE
    assert kind in kinds(TRUE.replace(true, false))


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("verdict", "귀사는 지원 대상입니다."),
        ("status", "이미 마감되었습니다."),
        ("promise", "신청하시면 반드시 선정됩니다."),
        ("name", "‘달나라 도약 바우처 사업’도 좋습니다."),
        ("name", "감나무 창업 지원금도 보세요."),
        ("url", "https://example.jp/robots 를 보세요."),
        ("url", "전화는 012-345-6780입니다."),
        ("amount", "자본금은 2억 엔까지 됩니다."),
        ("contrary", "서류는 필요하지 않습니다."),
        ("language", "この補助金は資料で確認した内容です。"),
        ("language", "Please call the office before you apply."),
    ],
)
def test_one_false_sentence_is_caught(kind, words):
    assert kind in kinds(f"{words}\n{TRUE}")


def test_the_fact_of_one_programme_is_not_said_of_another():
    swapped = TWO.text.replace("2026년 8월 31일(월)", "2026년 12월 15일(화)")
    assert "date" in kinds(swapped, BOTH)
    assert "citation" in kinds(TWO.text.replace("지원합니다 [2]", "지원합니다 [1]"), BOTH)


def test_a_closed_programme_is_never_open_beside_an_open_one():
    assert "status" in kinds(
        TWO.text.replace("에 마감되었습니다", "까지이며 지금 접수 중입니다"), BOTH
    )
    assert kinds(TWO.text.replace("조건 확인 필요", "지금 접수 중"), BOTH) == set()


def test_a_text_much_longer_than_the_composed_one_is_refused():
    assert "length" in kinds(TRUE + " 사과시 로봇 도입 보조금 안내입니다." * 60)


def test_what_the_asker_got_wrong_may_be_set_right():
    assert "amount" not in kinds(f"2억 엔이 아니라 자본금 1억 엔 이하입니다.\n{TRUE}")


def test_nothing_may_be_empty():
    assert "missing" in kinds("")


@settings(max_examples=200)
@given(st.text(max_size=200) | st.text(LETTERS, max_size=200))
def test_no_text_makes_it_fail(text):
    assert isinstance(violations(text, BOTH, Language.KO), tuple)
