"""Clauses of eligibility, in sentences of our own, to conditions: never more than they say."""

from __future__ import annotations

import pytest

from knowledge.extraction import extract
from knowledge.formats import read_document
from knowledge.programs import Age, ConditionKind, Operator, Strength


def conditions(clause, heading="지원대상", title="수출 지원사업 모집 공고"):
    ja = any("\u3041" <= c <= "\u30ff" for c in clause)
    heading = "対象者" if ja and heading == "지원대상" else heading
    title = "販路開拓支援補助金の公募" if ja else title
    text = f"# {title}\n\n## {heading}\n{clause}\n\n## 문의\n담당자 02-000-0000\n"
    (program,) = extract(read_document("notice", text.encode(), ".md")).programs
    return program.conditions


def typed(clause, kind, **given):
    found = [c for c in conditions(clause, **given) if c.kind is kind and c.operator]
    return [(c.operator.value, c.bound, c.strength.value) for c in found]


@pytest.mark.parametrize(
    ("clause", "operator", "amount"),
    [
        ("자본금 10억원 이하인 기업", "at_most", "1000000000 KRW"),
        ("자본금이 5천만 엔 미만인 기업", "less_than", "50000000 JPY"),
        ("資本金の額が3億円以下の法人であること", "at_most", "300000000 JPY"),
        ("資本金5,000万円未満であること", "less_than", "50000000 JPY"),
        ("資本金が1,000万円以上であること", "at_least", "10000000 JPY"),
        ("자본금 1억원을 초과하는 기업", "more_than", "100000000 KRW"),
    ],
)
def test_capital_is_bounded_as_the_words_say(clause, operator, amount):
    ((found, bound, strength),) = typed(clause, ConditionKind.CAPITAL)
    assert (found, str(bound), strength) == (operator, amount, "hard")


@pytest.mark.parametrize(
    ("clause", "bounds"),
    [
        ("상시근로자 5인 이상 50인 미만 기업", [("at_least", 5), ("less_than", 50)]),
        ("상시 근로자 수가 10명 이하인 업체", [("at_most", 10)]),
        ("常時使用する従業員の数が20人以下であること", [("at_most", 20)]),
        ("従業員が300人を超える企業", [("more_than", 300)]),
        ("청년 근로자 2명 이상을 신규 채용한 기업", []),
        ("상시근로자 수가 3인 이상 증가한 기업", []),
        ("研修に参加する従業員が5人以上であること", []),
    ],
)
def test_headcounts_are_those_of_the_whole_firm(clause, bounds):
    found = typed(clause, ConditionKind.EMPLOYEES)
    assert [(operator, bound) for operator, bound, _ in found] == bounds


@pytest.mark.parametrize(
    ("clause", "bounds"),
    [
        ("업력 7년 이내 창업기업", [("at_most", Age(7))]),
        ("창업 후 3년 미만인 기업", [("less_than", Age(3))]),
        ("업력이 3년 이상 7년 미만인 기업", [("at_least", Age(3)), ("less_than", Age(7))]),
        ("設立から1年以上経過していること", [("at_least", Age(1))]),
        ("創業後5年未満の者であること", [("less_than", Age(5))]),
        ("기업부설연구소 설립 후 1년 이상인 기업", []),
        ("연구소 설립 3년 이내 예정 기업", []),
    ],
)
def test_the_age_of_the_firm_not_of_anything_else(clause, bounds):
    found = typed(clause, ConditionKind.FOUNDED)
    assert [(operator, bound) for operator, bound, _ in found] == bounds


@pytest.mark.parametrize(
    ("clause", "operator", "codes"),
    [
        ("도쿄 이외 지역에 본사를 둔 기업", "not_in", ("JP-13",)),
        ("本社が東京都以外にあること", "not_in", ("JP-13",)),
        ("본사가 부산에 소재한 기업", "in", ("KR-26",)),
        ("福岡県内に本店を有すること", "in", ("JP-40",)),
        ("부산·울산에 본사를 둔 기업", "in", ("KR-26", "KR-31")),
    ],
)
def test_a_head_office_is_asked_for_where_the_clause_says_so(clause, operator, codes):
    assert typed(clause, ConditionKind.HEADQUARTERS) == [(operator, codes, "hard")]


def test_outside_one_region_is_in_that_country_in_principle():
    assert typed("本社が東京都以外にあること", ConditionKind.COUNTRY) == [
        ("in", ("JP",), "in_principle")
    ]


@pytest.mark.parametrize(
    ("clause", "code"),
    [
        ("부산광역시 소재 중소기업", "KR-26"),
        ("愛知県内に事業所を有すること", "JP-23"),
        ("都内に本社又は事業所があること", "JP-13"),
        ("경기도에 본사 또는 공장을 둔 기업", "KR-41"),
    ],
)
def test_any_place_of_business_will_do_so_a_head_office_elsewhere_decides_nothing(clause, code):
    (place,) = [c for c in conditions(clause) if c.kind is ConditionKind.HEADQUARTERS]
    first, other = place.alternatives
    assert (first.operator, first.bound) == (Operator.IN, (code,))
    assert other.strength is Strength.UNREAD


@pytest.mark.parametrize(
    "clause",
    [
        "도쿄 전시회에 참가하는 기업",
        "일본 시장 진출을 희망하는 기업",
        "부산경제진흥원이 추천한 기업",
        "大阪で開催される展示会に出展する者であること",
        "東京都中小企業振興公社の支援を受けた者であること",
        "김포시 중소기업육성자금 지원조례에 해당하는 기업",
    ],
)
def test_a_region_that_is_a_market_or_a_body_is_no_place_of_the_firm(clause):
    assert [
        c
        for c in conditions(clause)
        if c.kind is ConditionKind.HEADQUARTERS and (c.operator or c.alternatives)
    ] == []


@pytest.mark.parametrize(
    ("clause", "codes", "strength"),
    [
        ("부산 소재 ICT 중소기업", ("ict",), "hard"),
        ("製造業を営む中小企業者であること", ("manufacturing",), "hard"),
        ("섬유기업", ("manufacturing.textile",), "hard"),
        ("제조업, 관광 관련 기업 등", None, None),
        ("금융회사 차입금을 상환하려는 기업", None, None),
        ("社会福祉法人であること", None, None),
    ],
)
def test_an_industry_counts_where_it_describes_those_who_apply(clause, codes, strength):
    found = [f for f in typed(clause, ConditionKind.INDUSTRY) if f[2] == "hard"]
    assert found == ([("in", codes, strength)] if codes else [])


def test_of_several_kinds_of_applicants_none_excludes():
    found = conditions("중소기업, 대학 및 연구기관")
    assert all(c.strength is not Strength.HARD or not c.operator for c in found)
    (founded,) = typed("예비창업자 또는 창업 3년 이내 기업", ConditionKind.FOUNDED)
    assert founded == ("at_most", Age(3), "in_principle")


def test_capital_or_headcount_is_one_condition_of_which_one_is_enough():
    clause = "資本金3億円以下又は従業員300人以下の会社であること"
    (pair,) = [c for c in conditions(clause) if c.alternatives]
    assert {a.kind.value for a in pair.alternatives} == {"capital", "employees"}


def test_a_table_of_bounds_by_trade_decides_nothing():
    clause = (
        "- 製造業：資本金3億円以下又は従業員300人以下\n"
        "- 小売業：資本金5千万円以下又は従業員50人以下"
    )
    assert all(
        c.strength is Strength.UNREAD for c in conditions(clause) if c.alternatives or c.operator
    )


def test_two_bounds_of_one_kind_belong_to_different_frames():
    clause = "- 일반형은 자본금 10억원 이하인 기업일 것\n- 특별형은 자본금 3억원 이하인 기업일 것"
    strengths = [c.strength for c in conditions(clause) if c.kind is ConditionKind.CAPITAL]
    assert strengths == [Strength.UNREAD, Strength.UNREAD]


@pytest.mark.parametrize(
    ("clause", "heading", "found"),
    [
        ("자본금 10억원을 초과하는 기업은 제외한다.", "지원대상", ("at_most", "1000000000 KRW")),
        ("資本金が5億円以上の企業は対象外です。", "対象者", ("less_than", "500000000 JPY")),
    ],
)
def test_those_left_out_are_turned_round(clause, heading, found):
    ((operator, bound, strength),) = typed(clause, ConditionKind.CAPITAL, heading=heading)
    assert (operator, str(bound), strength) == (*found, "hard")


def test_a_list_of_those_left_out_gives_plain_facts_only():
    clause = "- 개인사업자\n- 부동산업\n- 국세 체납 기업\n- 최근 3년 내 지원받은 업력 5년 이상 기업"
    found = conditions(clause, heading="제외대상")
    assert [(c.kind.value, c.operator.value, c.bound) for c in found if c.operator] == [
        ("legal_form", "not_in", ("sole_proprietor",)),
        ("industry", "not_in", ("real_estate",)),
        ("founded", "less_than", Age(5)),
    ]
    assert sum(c.strength is Strength.UNREAD for c in found) == 1


@pytest.mark.parametrize(
    "clause",
    ["次の者は対象外とします。", "다음에 해당하는 기업은 제외", "다음에 해당하는 기업은 제외한다."],
)
def test_items_behind_such_a_sentence_are_never_required(clause):
    listed = f"부산 소재 중소기업\n\n{clause}\n\n- 도쿄에 본사를 둔 기업\n- 자본금 1억원 이하 기업"
    capital = [c for c in conditions(listed) if c.kind is ConditionKind.CAPITAL]
    assert [c for c in capital if c.operator is Operator.AT_MOST] == []


@pytest.mark.parametrize(
    "clause",
    ["자본금은 원칙적으로 1억원 이하인 기업", "原則として資本金が1億円以下であること"],
)
def test_in_principle_is_kept(clause):
    ((_, _, strength),) = typed(clause, ConditionKind.CAPITAL)
    assert strength == "in_principle"


def test_a_case_is_not_the_rule():
    assert all(
        strength == "unread"
        for _, _, strength in typed(
            "法人の場合は資本金が1億円以下であること", ConditionKind.CAPITAL
        )
    )


def test_an_exception_behind_the_clause_weakens_it():
    clause = "本店が大阪府内にあること。ただし、知事が認める場合はこの限りでない。"
    assert all(s != "hard" for _, _, s in typed(clause, ConditionKind.HEADQUARTERS))


def test_one_of_several_items_is_enough():
    clause = (
        "次のいずれかに該当すること\n\n- 資本金が1億円以下であること\n- 創業後5年以内であること"
    )
    (choice,) = [c for c in conditions(clause) if len(c.alternatives) == 2]
    assert {a.kind.value for a in choice.alternatives} == {"capital", "founded"}


def test_bonus_points_are_said_and_decide_nothing():
    clause = "부산 소재 중소기업\n\n## 가점사항\n- 여성기업\n- 업력 3년 이내 기업"
    said = [c for c in conditions(clause) if c.strength is Strength.DISCRETIONARY]
    assert [c.evidence.quote for c in said] == ["여성기업", "업력 3년 이내 기업"]


def test_another_firm_that_owns_this_one_is_not_this_one():
    clause = "資本金が5億円以上の法人に株式の100%を保有される中小企業者"
    (only,) = conditions(clause)
    assert (only.kind, only.strength) == (ConditionKind.OWNERSHIP, Strength.UNREAD)


def test_what_is_not_understood_stays_as_a_quoted_clause():
    (only,) = conditions("市税を滞納していないこと")
    assert (only.strength, only.evidence.quote) == (Strength.UNREAD, "市税を滞納していないこと")


def test_what_stands_under_a_further_heading_may_be_for_some_only():
    clause = "### 一般型\n資本金が1億円以下であること\n\n### 特別型\n従業員が20人以下であること"
    text = f"# 販路開拓支援補助金の公募\n\n## 応募資格\n\n{clause}\n\n## 申請方法\n郵送\n"
    (program,) = extract(read_document("notice", text.encode(), ".md")).programs
    assert {c.kind.value: c.strength.value for c in program.conditions} == {
        "capital": "unread",
        "employees": "unread",
    }


def test_a_list_of_applicants_within_a_list_excludes_nobody():
    clause = (
        "次に掲げる事項の全てに該当すること\n\n- (1)次の者であること\n"
        "- ア.中小企業(株式会社に限る。)\n- イ.特定非営利活動法人"
    )
    assert all(c.strength is Strength.UNREAD for c in conditions(clause))
