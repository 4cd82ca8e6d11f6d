"""Notices as people paste them: lines lost, a question behind, their own firm beside."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.extraction import parted, read_notice
from knowledge.programs import ConditionKind, Strength

TODAY = date(2026, 11, 22)
JAPANESE = """長崎市販路拡大補助金
1 対象者
・長崎市内に本社を有する中小企業者
・資本金5,000万円以下又は従業員50人以下
2 補助対象経費
・展示会の出展費
3 補助率
3分の2以内、上限40万円
4 受付期間
令和8年11月4日～12月11日17時
5 問合せ先
商工振興課 095-000-1234"""
KOREAN = """2026년 울산 제조기업 시제품 제작 지원사업 참여기업 모집 공고
1. 지원대상
- 울산에 본사를 둔 제조 중소기업
- 상시근로자 30인 이하인 기업
2. 지원내용
- 기업당 최대 800만원(사업비의 80% 이내)
3. 신청기간 2026. 11. 9.(월) ~ 12. 4.(금) 18:00
4. 신청방법 온라인 접수
5. 제출서류 신청서, 사업자등록증
6. 문의처 울산테크노파크 052-000-5678"""


def only(text):
    (program,) = read_notice(text, None, TODAY).programs
    return program


def typed(program):
    return {c.kind for c in program.conditions if c.operator or c.alternatives}


@pytest.mark.parametrize("joint", ["\n", " "])
def test_a_numbered_japanese_notice_is_read_with_its_lines_and_without(joint):
    program = only(JAPANESE.replace("\n", joint) + joint + "うちも対象になる？")
    assert program.names.ja == "長崎市販路拡大補助金"
    assert typed(program) == {
        ConditionKind.HEADQUARTERS, ConditionKind.SME_CLASS, ConditionKind.OTHER,
    }  # fmt: skip
    assert program.windows[0].closes_at.isoformat() == "2026-12-11T17:00:00+09:00"
    assert program.benefits[0].evidence.quote == "3分の2以内、上限40万円"
    assert program.apply.contact.ja == "商工振興課 095-000-1234"


@pytest.mark.parametrize("joint", ["\n", " "])
def test_a_numbered_korean_notice_is_read_with_its_lines_and_without(joint):
    program = only(KOREAN.replace("\n", joint) + ". 저희 회사도 신청할 수 있나요?")
    assert program.names.ko == "2026년 울산 제조기업 시제품 제작 지원사업"
    assert {ConditionKind.HEADQUARTERS, ConditionKind.INDUSTRY} <= typed(program)
    assert ConditionKind.EMPLOYEES in typed(program)
    assert program.apply.where.ko == "온라인 접수"
    assert program.apply.documents.ko == "신청서, 사업자등록증"
    assert program.apply.contact.ko == "울산테크노파크 052-000-5678"


def test_costs_and_rates_are_no_conditions():
    quotes = [c.evidence.quote for c in only(JAPANESE.replace("\n", " ")).conditions]
    assert not any("出展費" in quote or "上限" in quote for quote in quotes)


def test_items_that_each_describe_firms_exclude_nobody():
    strengths = {c.strength for c in only(KOREAN).conditions if c.operator}
    assert strengths == {Strength.IN_PRINCIPLE}


def test_a_bound_beside_a_fact_that_was_understood_is_not_lost():
    clause = "울산에 본사를 둔 기업으로서 전년도 수출액 30만불 이하인 기업"
    (*_, left) = only(KOREAN.replace("울산에 본사를 둔 제조 중소기업", clause)).conditions
    assert Strength.UNREAD in {
        c.strength for c in only(KOREAN.replace("상시근로자 30인 이하인 기업", clause)).conditions
    }
    assert left.evidence


def test_a_notice_without_a_title_has_a_name_all_the_same():
    program = only(JAPANESE.partition("\n")[2])
    assert program.names.ja == "お送りいただいた公募"
    assert ConditionKind.HEADQUARTERS in typed(program)


def test_a_kind_of_text_in_brackets_is_no_label():
    assert only(f"[공고] {KOREAN}").names.ko == "2026년 울산 제조기업 시제품 제작 지원사업"


@pytest.mark.parametrize(
    ("notice", "own"),
    [
        (KOREAN, "우리도 되나요? 우리는 양산에 있는 직원 11명짜리 금형 업체예요"),
        (KOREAN, "직원 9명인 가구 공장이에요. 받을 수 있을까요?"),
        (KOREAN, "저희 회사는 밀양에 있고 직원 20명인데 되나요?"),
        (KOREAN, "이 공고 해당되는지 봐 주세요"),
        (JAPANESE, "うちは諫早の金属加工で、社員は12人です"),
        (JAPANESE, "弊社も応募できますか。佐世保の酒蔵で社員25名です。"),
        (JAPANESE, "従業員は8名です。対象になりますか？"),
    ],
)
@pytest.mark.parametrize("joint", ["\n", " "])
def test_the_senders_own_words_are_no_part_of_the_notice(notice, own, joint):
    assert parted(notice + joint + own) == (notice, own)
    assert parted(own + "\n" + notice) == (notice, own)


def test_words_right_behind_a_telephone_number_are_the_senders():
    assert parted(KOREAN + " 신청 가능한가요?") == (KOREAN, "신청 가능한가요?")
    assert parted(JAPANESE + "うちも対象？") == (JAPANESE, "うちも対象？")


@pytest.mark.parametrize(
    "line",
    [
        "자세한 사항은 홈페이지를 확인해 주세요.",
        "우리 시에 사업장을 둔 기업을 우대합니다.",
        "Q. 개인사업자도 되나요?\nA. 가능합니다.",
        "ご不明な点は担当までお問い合わせください。",
    ],
)
def test_what_the_office_says_stays_in_the_notice(line):
    assert parted(f"{KOREAN}\n{line}") == (f"{KOREAN}\n{line}", "")


@pytest.mark.parametrize(
    "text",
    ["", "우리도 되나요?", "うちも対象？",
     "울산 제조업체입니다. 직원은 20명, 자본금은 1억원입니다. 신청 기간이 남은 사업을 알려주세요.",
     "長崎の酒蔵です。従業員は8人です。今募集している補助金で申請期間の長いものを教えてください。"],
)  # fmt: skip
def test_a_message_without_a_notice_is_all_the_senders(text):
    assert parted(text) == ("", text)


@settings(max_examples=80, deadline=None)
@given(st.lists(st.sampled_from([*KOREAN.split("\n"), *JAPANESE.split("\n"), "되나요?", "x"])))
def test_both_parts_stand_in_the_message(lines):
    text = " ".join(lines)
    notice, own = parted(text)
    assert notice in text
    assert all(line in text for line in own.split("\n"))
