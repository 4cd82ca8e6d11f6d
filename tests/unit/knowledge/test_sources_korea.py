"""The fields of Bizinfo and K-Startup and their traps."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from knowledge.programs import Age, ConditionKind, Operator, Program, Strength, WindowKind
from knowledge.sources import bizinfo, kstartup
from knowledge.sources.drafting import drawn_up
from knowledge.versions.checks import unquoted
from tests.fakes.sources import EVERY_KOREAN_REGION, bizinfo_record, kstartup_record

SEOUL = ZoneInfo("Asia/Seoul")


def of_bizinfo(**changed) -> Program:
    document, (made,) = drawn_up(bizinfo.translate(bizinfo_record(**changed)))
    assert not list(unquoted(made, {document.id: document.text}))
    return made


def of_kstartup(**changed) -> Program:
    document, (made,) = drawn_up(kstartup.translate(kstartup_record(**changed)))
    assert not list(unquoted(made, {document.id: document.text}))
    return made


def bounds(made: Program, kind: ConditionKind):
    return [c.bound for c in made.conditions if c.kind is kind and c.bound]


@pytest.mark.parametrize(
    ("printed", "kind"),
    [
        ("예산 소진시까지", WindowKind.UNTIL_BUDGET),
        ("예산\u2002소진시까지", WindowKind.UNTIL_BUDGET),
        ("선착순 접수", WindowKind.UNTIL_BUDGET),
        ("상시 접수", WindowKind.ROLLING),
        ("세부사업별 상이", WindowKind.UNKNOWN),
        ("20260820 ~ 20260911", WindowKind.DATED),
    ],
)
def test_a_period_that_is_no_date_is_quoted_and_never_made_one(printed, kind):
    (window,) = of_bizinfo(pblancNm="판로개척 지원사업", reqstBeginEndDe=printed).windows
    assert window.kind is kind
    assert window.evidence.quote == printed.replace("\u2002", " ")


@pytest.mark.parametrize("printed", ["", "-", "해당없음"])
def test_no_period_is_no_window(printed):
    assert of_bizinfo(pblancNm="판로개척 지원사업", reqstBeginEndDe=printed).windows == ()


def test_the_hour_in_the_title_completes_the_day_of_the_field():
    (window,) = of_bizinfo().windows
    assert window.closes_at == datetime(2026, 9, 11, 16, 0, tzinfo=SEOUL)


def test_entities_escaped_twice_are_undone():
    document, _ = drawn_up(bizinfo.translate(bizinfo_record()))
    assert "돕는 사업입니다(판로)." in document.text


def test_behind_the_hand_stand_who_may_apply_and_what_is_given():
    made = of_bizinfo()
    assert any(c.evidence.quote == "전북 소재 중소기업" for c in made.conditions)
    assert [b.at_most.amount for b in made.benefits] == [10_000_000]


@pytest.mark.parametrize(
    ("title", "areas", "codes"),
    [
        ("[전북] 모집 공고입니다", EVERY_KOREAN_REGION, ("KR-45",)),
        ("[전남광주] 모집 공고입니다", "", ("KR-12",)),
        ("모집 공고입니다", "부산@울산", ("KR-26", "KR-31")),
        ("모집 공고입니다", EVERY_KOREAN_REGION, None),
    ],
)
def test_regions_come_from_the_title_or_the_list_and_all_of_them_are_none(title, areas, codes):
    made = of_bizinfo(pblancNm=title, areaNm=areas, bsnsSumryCn="기업을 돕습니다.")
    assert bounds(made, ConditionKind.HEADQUARTERS) == ([codes] if codes else [])


def test_day_of_publication_agency_and_whole_address():
    document, (made,) = drawn_up(bizinfo.translate(bizinfo_record()))
    assert document.published == date(2026, 8, 20)
    assert made.agency.ko == "전북특별자치도 · 전북경제통상진흥원"
    assert made.id == "bizinfo-125696"
    assert made.url.startswith("https://www.bizinfo.go.kr/sii/siia/")


def test_kstartup_days_are_days_of_korea():
    (window,) = of_kstartup().windows
    assert window.opens_at == datetime(2026, 8, 1, tzinfo=SEOUL)
    assert window.closes_at == datetime(2026, 9, 15, 23, 59, 59, tzinfo=SEOUL)
    assert "2026년 9월 15일" in window.evidence.gist.ko


def test_kstartup_ages_bound_the_founding_in_principle():
    found = [c for c in of_kstartup().conditions if c.evidence and c.evidence.gist.ko]
    (age,) = [c for c in found if c.kind is ConditionKind.FOUNDED]
    assert (age.operator, age.bound) == (Operator.LESS_THAN, Age(3))
    assert age.strength is Strength.IN_PRINCIPLE


def test_those_who_have_not_founded_yet_have_no_age_to_bound():
    made = of_kstartup(biz_enyy="예비창업자,1년미만", aply_trgt_ctnt="")
    assert bounds(made, ConditionKind.FOUNDED) == []


def test_who_may_not_apply_is_kept():
    made = of_kstartup()
    assert any("휴업" in c.evidence.quote for c in made.conditions if c.evidence)
