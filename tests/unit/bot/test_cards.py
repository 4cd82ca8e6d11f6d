"""A judged programme as a card, and as the facts behind it."""

from dataclasses import replace
from datetime import date

import pytest

from bot.cards import LINES_SAID, card, label, shown
from bot.citations import Citations
from bot.company import Company
from bot.messages import Verdict
from knowledge.programs import (
    Application,
    Benefit,
    Bilingual,
    Country,
    Coverage,
    Evidence,
    Language,
    Precision,
    Status,
    Strength,
    WindowKind,
)
from prompts import load
from tests.fakes.programs import MIC, condition, judged, program, window, yen

KO, JA = load()["ko"], load()["ja"]
OSAKA = Company(Country.JP, "JP-27", ("ict.software",), yen(80_000_000))
OPEN = (window("2026-12-28"),)


def of(*clauses, company=OSAKA, at="2026-11-22T10:00:00", **more):
    return judged(program(*(clauses or MIC), **{"windows": OPEN, **more}), company, at)


def text(one, book=KO, *, alone=True):
    return card(book, one, Citations(book), alone=alone).text


def test_a_card_reads_from_the_verdict_to_the_source():
    title, facts, *rest = text(of()).split("\n")
    assert title == "✅ 조건 충족 · 해외 진출 지원사업 · 총무성"
    for fact in ("본사 소재지 오사카부(도쿄도 이외)", "자본금 8,000만 엔(1억 엔 이하)"):
        assert fact in facts
    assert rest == [
        "📅 2026년 12월 28일(월)까지 · D-36 · 마감 시각은 자료에 없습니다",
        "지원: 최대 1,000만 엔 · 지원율 2/3",
        "요지: 해외 진출을 지원합니다 [1]",
        "자세히: https://example.jp/1",
    ]


@pytest.mark.parametrize(
    ("one", "key"),
    [
        (of(), "eligible"),
        (of(company=replace(OSAKA, headquarters="JP-13")), "not_eligible"),
        (of(company=replace(OSAKA, capital=None)), "unknown"),
        (of(company=replace(OSAKA, capital=yen(10**9))), "in_principle"),
        (of(coverage=Coverage.PARTIAL), "met_so_far"),
        (of(conditions=(), coverage=Coverage.NONE), "unstated"),
        (of(at="2026-12-29T00:00:00"), "closed"),
        (of(condition("other", strength=Strength.UNREAD)), "unknown"),
    ],
)
@pytest.mark.parametrize("book", [KO, JA])
def test_the_verdict_in_two_words(book, one, key):
    assert label(book, one) == book.say(f"verdict.{key}")
    assert text(one, book).startswith(book.say(f"verdict.{key}"))


def test_an_unmet_condition_is_the_only_reason_given():
    cautious = condition("timing", strength=Strength.DISCRETIONARY, gist="교부 결정 전 발주 금지")
    refused = text(of(*MIC, cautious, company=replace(OSAKA, headquarters="JP-13")))
    assert "맞지 않는 조건: 본사 소재지는 도쿄도 이외." in refused
    assert "자본금" not in refused
    assert "발주" not in refused


def test_what_is_missing_unread_or_only_said_is_named():
    clauses = (
        *MIC,
        condition("other", strength=Strength.UNREAD, gist="세금을 체납하지 않을 것"),
        condition("timing", strength=Strength.DISCRETIONARY, gist="교부 결정 전 발주 금지"),
    )
    found = text(of(*clauses, company=replace(OSAKA, capital=None)))
    assert "아직 모르는 것: 자본금" in found
    assert "직접 확인할 조건: 세금을 체납하지 않을 것" in found
    assert "⚠️ 교부 결정 전 발주 금지" in found


def test_a_card_among_several_says_less():
    cautions = [
        condition("timing", strength=Strength.DISCRETIONARY, gist=f"주의 {n}") for n in range(4)
    ]
    one = of(*MIC, *cautions, apply=Application(contact=Bilingual("02-1", "02-1")))
    assert text(one, alone=False).count("⚠️") == LINES_SAID
    assert text(one).count("⚠️") == 4
    assert "문의: 02-1" in text(one)
    assert "문의" not in text(one, alone=False)


def test_a_quote_in_the_other_language_is_called_so():
    quoted = Evidence("notice", quote="5月23日まで")
    one = of(
        extracted=True,
        names=Bilingual(ja="海外展開"),
        windows=(window("2026-12-28", evidence=quoted),),
    )
    assert "원문(일본어): “5月23日まで” [1]" in text(one)
    assert "原文：「5月23日まで」[1]" in text(one, JA)


def test_an_unofficial_name_is_marked():
    names = Bilingual("해외 진출", "海外展開", frozenset({Language.KO}))
    assert "비공식 번역입니다. 원래 이름: 海外展開" in text(of(names=names))
    assert "非公式" not in text(of(names=names), JA)


def test_a_benefit_with_words_of_its_own_uses_them():
    worded = Benefit("space", evidence=Evidence("notice", gist=Bilingual("무상 입주", "無償入居")))
    assert "지원: 무상 입주" in text(of(benefits=(worded,)))
    assert "지원" not in text(of(benefits=(), gist=Bilingual("요지", "要旨"))).replace(
        "지원사업", ""
    )


@pytest.mark.parametrize("book", [KO, JA])
def test_no_line_is_empty_and_no_brace_is_left(book):
    for one in (of(), of(conditions=(), windows=(), benefits=(), sources=())):
        lines = text(one, book).split("\n")
        assert all(line.strip() for line in lines)
        assert "{" not in "".join(lines)


def test_without_an_agency_the_title_ends_with_the_name():
    assert not text(of(agency=Bilingual())).split("\n")[0].endswith("· ")


def test_the_facts_behind_the_card():
    found = shown(JA, of(at="2026-12-27T10:00:00"))
    assert (found.name, found.country) == ("海外展開支援事業", "JP")
    assert (found.status, found.days_left, found.closes_precision) == (
        Status.OPEN,
        1,
        Precision.DAY,
    )
    assert (found.verdict, found.coverage, found.missing) == (
        Verdict.ELIGIBLE,
        Coverage.FULL,
        (),
    )
    assert [c.kind for c in found.conditions] == [
        "country",
        "headquarters",
        "capital",
        "industry",
    ]
    assert {c.verdict for c in found.conditions} == {Verdict.ELIGIBLE}
    assert not any(c.verbatim for c in found.conditions)
    assert all(c.quote for c in found.conditions)


@pytest.mark.parametrize(
    ("at", "status", "left"),
    [
        ("2026-10-31T10:00:00", Status.UPCOMING, 58),
        ("2026-12-28T10:00:00", Status.UNKNOWN, 0),
        ("2026-12-29T10:00:00", Status.CLOSED, None),
    ],
)
def test_days_are_counted_for_open_and_upcoming_ones(at, status, left):
    one = of(at=at, windows=(window("2026-12-28", opens="2026-11-01"),))
    found = shown(KO, one)
    assert (found.status, found.days_left) == (status, left)


def test_an_open_ended_one_has_no_days():
    one = of(windows=(window(kind=WindowKind.ROLLING, read=date(2026, 11, 1)),))
    found = shown(KO, one)
    assert (found.status, found.closes_at, found.closes_precision, found.days_left) == (
        Status.ROLLING,
        None,
        None,
        None,
    )


def test_two_companies_of_one_owner_are_named():
    busan = Company(Country.KR, "KR-26", name="부산 본사")
    found = [shown(KO, of(company=company)) for company in (busan, OSAKA)]
    assert found[0].company == "부산 본사"
    assert found[1].company.startswith("오사카부")
    assert [f.verdict for f in found] == [Verdict.NOT_ELIGIBLE, Verdict.ELIGIBLE]
