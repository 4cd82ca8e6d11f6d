"""Records of the same programme, and those that only look like it."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from knowledge.programs import Program
from knowledge.programs import Warning as Doubt
from knowledge.sources import bizinfo, kstartup
from knowledge.sources.drafting import drawn_up
from knowledge.sources.joining import Sourced, joined
from tests.fakes.sources import bizinfo_record, kstartup_record

SEOUL = ZoneInfo("Asia/Seoul")
TITLE = "2026년 부산 창업기업 사업화 지원사업 참여기업 모집공고"


def on_bizinfo(title: str = f"[부산] {TITLE}", **changed) -> Program:
    fields = {
        "jrsdInsttNm": "부산광역시",
        "excInsttNm": "부산창조경제혁신센터",
        "reqstBeginEndDe": "2026-08-01 ~ 2026-09-15",
    } | changed
    _, (made,) = drawn_up(bizinfo.translate(bizinfo_record(pblancNm=title, **fields)))
    return made


def on_kstartup(title: str = TITLE, **changed) -> Program:
    fields = {"pbanc_ntrp_nm": "부산광역시"} | changed
    _, (made,) = drawn_up(kstartup.translate(kstartup_record(biz_pbanc_nm=title, **fields)))
    return made


def join(first: Program, second: Program) -> dict[str, Program]:
    made, _ = joined([Sourced("kstartup", first), Sourced("bizinfo", second)])
    return dict(made)


def test_one_programme_on_two_portals_is_one_with_both_sources_and_both_sets_of_clauses():
    one, other = on_kstartup(), on_bizinfo()
    (made,) = join(one, other).values()
    assert made.id == one.id
    assert [s.title for s in made.sources] == ["K-Startup", "기업마당"]
    quotes = {c.evidence.quote for c in made.conditions if c.evidence}
    assert {"전북 소재 중소기업", "부산에 본사를 둔 창업 3년 이내 기업"} <= quotes


def test_of_two_deadlines_the_earlier_is_shown_and_the_difference_said():
    (made,) = join(on_kstartup(), on_bizinfo(reqstBeginEndDe="2026-08-01 ~ 2026-09-11")).values()
    assert made.windows[0].closes_at == datetime(2026, 9, 11, 23, 59, 59, tzinfo=SEOUL)
    assert Doubt.SOURCES_DIFFER in made.windows[0].warnings


@pytest.mark.parametrize(
    "changed",
    [
        {"title": "[부산] 2026년 창업기업 사업화 지원사업 2차 참여기업 모집공고"},
        {"title": "[부산] 2026년 수출기업 물류비 지원사업 모집공고"},
        {"reqstBeginEndDe": "2026-10-01 ~ 2026-10-20"},
        {"jrsdInsttNm": "경상남도", "title": "[경남] 창업기업 사업화 자금 지원 참여기업 모집"},
    ],
)
def test_another_round_subject_period_or_agency_is_another_programme(changed):
    assert len(join(on_kstartup(), on_bizinfo(**changed))) == 2


def test_two_records_of_one_portal_are_never_joined():
    one, other = on_bizinfo(), on_bizinfo()
    made, into = joined([Sourced("bizinfo", one), Sourced("bizinfo", other)])
    assert (len(made), into) == (1, {})  # the same id, listed twice
