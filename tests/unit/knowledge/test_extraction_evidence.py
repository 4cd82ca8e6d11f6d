"""Every fact stands in the text; nothing that looks like a clause is dropped without a word."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.documents import Document, blocks_in
from knowledge.extraction import Topic, extract, plan_back, read_notice
from knowledge.extraction.model import stands
from knowledge.formats import read_document
from knowledge.programs import Arrival, ConditionKind, Evidence, Strength

TODAY = date(2026, 11, 22)
PIECES = st.sampled_from(
    [
        "지원대상: 부산 소재 중소기업",
        "## 신청자격",
        "- 업력 7년 이내이며 자본금 3억원 이하인 기업일 것",
        "신청기간: 2026. 11. 2. ~ 12. 4.",
        "“수출 바우처 지원사업” 참가기업을 모집한다.",
        "対象者：本社が東京都以外にある中小企業者",
        "補助率2/3以内、補助上限額は100万円です。",
        "次のいずれかに該当する者",
        "ただし、知事が認める場合はこの限りでない。",
        "交付決定前の発注は対象外です。申請の2週間前までに事前相談が必要です。",
        "선정 통보 전에 집행한 비용은 인정되지 않습니다.",
        "제외대상: 개인사업자, 부동산업",
        "、。：（）「」『』“”",
        "ﾊﾝｶｸ ＡＢＣ １２３，４５６円",
        "\u3000\u200b",
    ]
)


def quotes(extraction):
    for program in extraction.programs:
        for fact in (*program.conditions, *program.windows, *program.benefits):
            yield fact.evidence
        for condition in program.conditions:
            yield from (a.evidence for a in condition.alternatives if a.evidence)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.one_of(PIECES, st.text(max_size=30)), max_size=8))
def test_every_quote_stands_in_the_text(pieces):
    document = Document("d", "수출 지원사업 모집 공고", blocks_in((p, ()) for p in pieces), "")
    found = extract(document, nameless=True)
    assert all(stands(document, quote) for quote in quotes(found))
    assert all(document.text[slice(*left.span)] == left.quote for left in found.leftovers)


@settings(max_examples=100, deadline=None)
@given(st.lists(st.one_of(PIECES, st.text(max_size=40)), max_size=8), st.sampled_from(["\n", " "]))
def test_a_pasted_text_never_raises_and_never_names_what_it_does_not_hold(pieces, joint):
    found = read_notice(joint.join(pieces), None, TODAY)
    assert found.document.id == "notice"
    assert all(stands(found.document, quote) for quote in quotes(found))


@pytest.mark.parametrize(
    "broken",
    [
        None,
        Evidence("d", quote="자본금"),
        Evidence("d", quote="자본금", span=(1, 4)),
        Evidence("d", span=(0, 0)),
    ],
)
def test_a_quote_that_cannot_be_checked_does_not_stand(broken):
    document = Document("d", "t", blocks_in([("자본금 1억원", ())]), "")
    assert not stands(document, broken)


def test_a_call_that_names_no_programme_is_left_over():
    document = read_document("news", "도는 12월까지 참가기업을 모집한다.".encode(), ".txt")
    (left,) = extract(document).leftovers
    assert (left.topic, left.quote) == (Topic.NAME, "도는 12월까지 참가기업을 모집한다.")


def test_an_amount_nobody_could_place_is_left_over():
    text = (
        "# 설비 지원사업 모집 공고\n\n## 지원대상\n부산 소재 기업\n\n"
        "## 지원내용\n사업비 3억원 이상을 투자한 경우 별도 협의\n"
    )
    found = extract(read_document("n", text.encode(), ".md"))
    assert [left.topic for left in found.leftovers] == [Topic.AMOUNT]


NOTICE = (
    "うちも対象になりますか？\n"
    "> 令和8年度デジタル化支援補助金の募集について\n"
    "> 対象者：愛知県内に本社を有する中小企業者\n"
    "> 補助率：2/3以内 補助上限額：50万円\n"
    "> 申請期間：令和8年11月2日から12月18日17時必着\n"
    "> 交付決定前に発注したものは対象外です。\n"
    "> 申請にはGビズIDプライムが必要です。取得には2〜3週間程度かかります。\n"
)


@pytest.mark.parametrize("text", [NOTICE, NOTICE.replace("\n> ", " ■")])
def test_a_notice_pasted_from_a_mail_or_a_chat_is_read(text):
    (program,) = read_notice(text, None, TODAY).programs
    hard = {c.kind.value: c.bound for c in program.conditions if c.strength is Strength.HARD}
    assert program.names.ja == "令和8年度デジタル化支援補助金"
    assert hard == {"headquarters": ("JP-23",), "sme_class": ("sme",)}
    assert program.windows[0].closes_at.isoformat() == "2026-12-18T17:00:00+09:00"
    assert program.windows[0].arrival is Arrival.MUST_ARRIVE


def test_what_catches_people_is_said_and_never_decides():
    (program,) = read_notice(NOTICE, None, TODAY).programs
    said = {c.kind: c for c in program.conditions if c.strength is Strength.DISCRETIONARY}
    assert said[ConditionKind.TIMING].evidence.quote == "交付決定前に発注したものは対象外です。"
    assert said[ConditionKind.ACCOUNT].bound == ("gbizid_prime",)


def test_a_plan_counts_back_from_the_deadline_what_the_notice_states():
    (program,) = read_notice(NOTICE, None, TODAY).programs
    closes = datetime(2026, 12, 18, 17, tzinfo=ZoneInfo("Asia/Tokyo"))
    first, last = plan_back(program, closes)
    assert (first.by, first.days, first.condition.kind.value) == (date(2026, 11, 27), 21, "account")
    assert (last.by, last.condition) == (date(2026, 12, 18), None)


def test_a_duration_that_is_not_stated_gives_no_step():
    text = NOTICE.replace("取得には2〜3週間程度かかります。", "")
    (program,) = read_notice(text, None, TODAY).programs
    closes = datetime(2026, 12, 18, 17, tzinfo=ZoneInfo("Asia/Tokyo"))
    assert [step.by for step in plan_back(program, closes)] == [date(2026, 12, 18)]


@pytest.mark.parametrize("text", ["", "   ", "안녕하세요", "😀😀", "x" * 5000])
def test_what_is_no_notice_gives_nothing(text):
    assert read_notice(text, None, TODAY).programs == ()
