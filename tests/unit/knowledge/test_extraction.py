"""What a text announces: which programmes, and which texts announce none."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from knowledge.extraction import extract, programs_in
from knowledge.formats import read_document
from knowledge.programs import Country, Coverage, Language, Strength, Warning, WindowKind

SEEDS = Path(__file__).resolve().parents[4] / "shared" / "seeds"
KOREAN = """[부산] 2026년 해외전시회 참가 지원사업 참가기업 모집 공고

지원대상: 부산광역시에 본사를 둔 업력 7년 이내 제조 중소기업
지원내용: 기업당 최대 500만원 (부스비의 80% 이내)
신청기간: 2026. 11. 2.(월) ~ 2026. 12. 4.(금) 18:00까지
제외대상: 국세·지방세 체납 기업
제출서류: 신청서, 사업자등록증
문의: 부산경제진흥원 051-000-0000
"""
JAPANESE = """# 大阪府海外販路開拓支援補助金の公募について

## 補助対象者
- 大阪府内に本社を有する中小企業者であること
- 資本金が1億円以下であること

## 補助率・補助上限額
補助率は2/3以内、補助上限額は100万円です。

## 申請期間
令和8年11月2日（月）から令和8年12月25日（金）17時必着

## 留意事項
交付決定日より前に発注したものは補助対象外です。
申請にはGビズIDプライムが必要です。取得には2〜3週間程度かかります。
"""


def read(text, suffix=".txt", name="notice"):
    return extract(read_document(name, text.encode(), suffix))


def test_a_korean_notice_is_one_programme_with_its_facts():
    (program,) = read(KOREAN).programs
    assert program.names.ko == "2026년 해외전시회 참가 지원사업"
    assert (program.country, program.agency.ko) == (Country.KR, "부산광역시")
    assert program.windows[0].closes_at.isoformat() == "2026-12-04T18:00:00+09:00"
    assert program.benefits[0].at_most.amount == 5_000_000
    assert program.benefits[0].rate == "80%"
    assert program.apply.contact.ko == "부산경제진흥원 051-000-0000"
    assert (program.extracted, program.coverage) == (True, Coverage.PARTIAL)


def test_a_japanese_notice_is_one_programme_with_its_facts():
    (program,) = read(JAPANESE, ".md").programs
    kinds = {c.kind.value: c for c in program.conditions if c.strength is Strength.HARD}
    assert program.names.ja == "大阪府海外販路開拓支援補助金"
    assert program.agency.within(Language.JA) == "大阪府"
    assert kinds["headquarters"].bound == ("JP-27",)
    assert str(kinds["capital"].bound) == "100000000 JPY"
    assert program.kind == "grant"
    assert program.windows[0].closes_at.isoformat() == "2026-12-25T17:00:00+09:00"


def test_a_year_that_is_not_stated_is_not_guessed():
    text = "도청은 오는 3월 5일까지 “수출 첫걸음 지원사업”에 참여할 기업을 모집한다.\n"
    (program,) = read(text).programs
    (window,) = program.windows
    assert (window.kind, window.closes_at) == (WindowKind.UNKNOWN, None)
    assert (window.month, window.day) == (3, 5)
    assert Warning.YEAR_MISSING in window.warnings


def test_a_publication_date_gives_the_year_with_a_warning():
    text = "도청은 오는 3월 5일까지 “수출 첫걸음 지원사업”에 참여할 기업을 모집한다.\n"
    document = read_document("news", text.encode(), ".txt")
    document = type(document)(
        document.id, document.title, document.blocks, document.digest, published=date(2026, 2, 20)
    )
    (program,) = programs_in(document)
    assert program.windows[0].closes_at.date() == date(2026, 3, 5)
    assert Warning.YEAR_INFERRED in program.windows[0].warnings


@pytest.mark.parametrize(
    "text",
    [
        # a programme that is only reported on
        "정부는 지난해 “스마트공장 지원사업”으로 1,200개 기업을 지원했다. 예산은 300억원이었다.",
        # an event
        "中小企業庁は12月10日、大阪で「海外展開セミナー」を開催した。約200人が参加した。",
        # an amount, a firm, a plan
        "마쓰모토제작소는 내년 3월 4억엔을 투자하여 공장을 설립할 계획이다. 종업원은 120명이다.",
        # a call for something else
        "県は職員を募集している。受付は11月30日まで。",
        "",
    ],
)
def test_an_article_that_announces_nothing_is_no_programme(text):
    assert read(text or "제목만 있는 글").programs == ()


def test_two_calls_in_one_article_are_two_programmes():
    text = (
        "도는 2026년 12월 1일까지 “수출 물류비 지원사업”에 참여할 기업을 모집한다. "
        "지원 대상은 도내에 본사를 둔 중소기업이다.\n\n"
        "또한 2026년 12월 20일까지 “디자인 개발 바우처”를 신청할 소상공인을 모집한다.\n"
    )
    first, second = read(text).programs
    assert (first.names.ko, second.names.ko) == ("수출 물류비 지원사업", "디자인 개발 바우처")
    assert [len(p.windows) for p in (first, second)] == [1, 1]
    assert first.id != second.id


def test_the_same_document_gives_the_same_ids():
    assert [p.id for p in read(KOREAN).programs] == [p.id for p in read(KOREAN).programs]
    assert read(KOREAN, name="공고/부산 전시회").programs[0].id.isascii()


def test_statistics_are_no_benefits():
    text = (
        "# 설비 투자 지원사업 모집 공고\n\n## 지원대상\n부산 소재 중소기업\n\n## 사업 개요\n"
        "부산의 제조업 생산액은 3조원이며 총사업비 120억원 규모의 예산이 투입된다.\n\n"
        "## 지원내용\n기업당 최대 2,000만원 지원\n"
    )
    (program,) = read(text, ".md").programs
    assert [b.at_most.amount for b in program.benefits] == [20_000_000]


def test_the_number_of_an_item_is_no_part_of_its_amount():
    text = JAPANESE.replace("補助上限額は100万円です", "補助上限額は①50万円、②200万円です")
    (program,) = read(text, ".md").programs
    assert [b.at_most.amount for b in program.benefits] == [500_000, 2_000_000]


def test_the_unit_to_which_a_sum_is_rounded_is_no_benefit():
    text = JAPANESE.replace("補助上限額は100万円です", "千円未満は切り捨てます")
    (program,) = read(text, ".md").programs
    assert [b.at_most for b in program.benefits] == [None]


def test_an_amount_for_each_head_is_no_limit_for_the_firm():
    text = JAPANESE.replace("補助上限額は100万円", "補助額は1人あたり10万円")
    (program,) = read(text, ".md").programs
    assert [b.at_most for b in program.benefits] == [None]


def test_the_first_document_of_the_project_gives_its_three_conditions():
    files = sorted(SEEDS.glob("000_*.txt")) if SEEDS.is_dir() else []
    if not files:
        pytest.skip("../shared/seeds is not in this checkout")
    document = read_document(files[0].stem, files[0].read_bytes(), ".txt")
    (program,) = programs_in(document)
    facts = {
        (c.kind.value, c.operator and c.operator.value, str(c.bound)) for c in program.conditions
    }
    assert ("headquarters", "not_in", "('JP-13',)") in facts
    assert ("capital", "at_most", "100000000 JPY") in facts
    assert ("industry", "in", "('ict',)") in facts
    assert (program.windows[0].month, program.windows[0].closes_at) == (5, None)


@pytest.mark.parametrize("number", ["001", "002", "003", "004"])
def test_the_other_first_documents_announce_nothing(number):
    files = sorted(SEEDS.glob(f"{number}_*.txt")) if SEEDS.is_dir() else []
    if not files:
        pytest.skip("../shared/seeds is not in this checkout")
    assert programs_in(read_document(files[0].stem, files[0].read_bytes(), ".txt")) == ()
