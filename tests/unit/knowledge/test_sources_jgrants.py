"""The fields of J-Grants and their traps."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from knowledge.money import Currency, Money
from knowledge.programs import ConditionKind, Coverage, Operator, Precision, Program, Strength
from knowledge.programs import Warning as Doubt
from knowledge.sources.drafting import drawn_up
from knowledge.sources.jgrants import translate
from knowledge.versions.checks import unquoted
from tests.fakes.sources import jgrants_record

TOKYO = ZoneInfo("Asia/Tokyo")


def program(**changed) -> Program:
    document, (made,) = drawn_up(translate(jgrants_record(**changed)))
    assert not list(unquoted(made, {document.id: document.text}))
    return made


def bounds(made: Program, kind: ConditionKind):
    return [(c.operator, c.bound, c.strength) for c in made.conditions if c.kind is kind]


@pytest.mark.parametrize(
    ("sent", "closes"),
    [
        ("2026-09-30T14:59:00.000Z", datetime(2026, 9, 30, 23, 59, tzinfo=TOKYO)),
        ("2026-09-30T15:00:00.000Z", datetime(2026, 9, 30, 23, 59, 59, tzinfo=TOKYO)),
        ("2026-09-04T08:00Z", datetime(2026, 9, 4, 17, 0, tzinfo=TOKYO)),
    ],
)
def test_times_are_utc_and_midnight_is_the_end_of_the_day_before(sent, closes):
    (window,) = program(acceptance_end_datetime=sent).windows
    assert (window.closes_at, window.closes_precision) == (closes, Precision.MINUTE)
    assert window.opens_at == datetime(2026, 8, 1, tzinfo=TOKYO)


@pytest.mark.parametrize("limit", [0, 9999999999, None])
def test_a_limit_that_is_not_stated_is_no_amount(limit):
    (benefit,) = program(subsidy_max_limit=limit).benefits
    assert (benefit.at_most, benefit.rate) == (None, "1/2以内")


def test_amount_rate_and_their_wording_in_both_languages():
    (benefit,) = program().benefits
    assert (benefit.at_most, benefit.rate) == (Money(2000000, Currency.JPY), "1/2以内")
    assert "200만 엔" in benefit.evidence.gist.ko
    assert "200万円" in benefit.evidence.gist.ja


@pytest.mark.parametrize("rate", ["公募要領をご確認ください。", None])
def test_a_rate_that_refers_elsewhere_is_no_rate(rate):
    assert program(subsidy_rate=rate).benefits[0].rate == ""


def test_ticked_regions_and_industries_say_yes_but_never_no():
    made = program()
    assert bounds(made, ConditionKind.HEADQUARTERS) == [
        (Operator.IN, ("JP-13", "JP-27"), Strength.IN_PRINCIPLE)
    ]
    assert bounds(made, ConditionKind.INDUSTRY) == [
        (Operator.IN, ("manufacturing", "professional"), Strength.IN_PRINCIPLE)
    ]
    assert made.coverage is Coverage.PARTIAL


@pytest.mark.parametrize(
    ("title", "area", "code"),
    [
        ("【久留米市】設備導入支援補助金", "福岡県", ("JP-40:久留米市",)),
        ("設備導入支援補助金", "東北地方", tuple(f"JP-0{n}" for n in range(2, 8))),
        ("設備導入支援補助金", "茨城県/栃木県", ("JP-08", "JP-09")),
    ],
)
def test_a_town_stands_in_the_title_and_a_block_is_its_prefectures(title, area, code):
    made = program(title=title, target_area_search=area)
    assert [b for _, b, _ in bounds(made, ConditionKind.HEADQUARTERS)] == [code]


def test_the_whole_country_is_no_region():
    made = program(target_area_search="全国")
    assert bounds(made, ConditionKind.HEADQUARTERS) == []
    assert [b for _, b, _ in bounds(made, ConditionKind.COUNTRY)] == [("JP",)]


def test_a_headcount_on_the_portal_is_in_principle():
    made = program(target_number_of_employees="20名以下")
    assert (Operator.AT_MOST, 20, Strength.IN_PRINCIPLE) in bounds(made, ConditionKind.EMPLOYEES)


def test_an_earlier_deadline_in_the_notice_is_shown_and_the_difference_said():
    text = "<p>公募期間：令和8年8月3日（月）～令和8年9月16日（水）12時必着</p>"
    (window,) = program(detail=text).windows
    assert window.closes_at == datetime(2026, 9, 16, 12, 0, tzinfo=TOKYO)
    assert Doubt.SOURCES_DIFFER in window.warnings


def test_several_deadlines_in_the_notice_keep_the_one_the_portal_means_and_say_so():
    text = "<p>第一次締切：令和8年8月20日（木）</p><p>第二次締切：令和8年9月30日（水）</p>"
    (window,) = program(detail=text).windows
    assert window.closes_at == datetime(2026, 9, 30, 23, 59, tzinfo=TOKYO)
    assert Doubt.SEVERAL_DEADLINES in window.warnings


def test_rounds_of_the_second_version_are_windows_of_their_own():
    rounds = [
        {
            "fiscal_year_round": label,
            "target_area_search": "東京都",
            "acceptance_start_datetime": f"2026-0{month}-01T00:00Z",
            "acceptance_end_datetime": f"2026-0{month}-20T08:00Z",
        }
        for label, month in (("第1回", 6), ("第2回", 9))
    ]
    first, second = program(workflow=rounds).windows
    assert (first.label.ja, second.label.ja) == ("第1回", "第2回")
    assert second.closes_at == datetime(2026, 9, 20, 17, 0, tzinfo=TOKYO)


@pytest.mark.parametrize(
    "title",
    [
        "交付申請の変更承認申請",
        "仕入控除税額報告",
        "事業化状況報告",
        "省エネ補助金（交付申請）",
        "○○事業執行団体公募",
    ],
)
def test_a_form_that_nobody_applies_with_is_a_document_and_no_programme(title):
    document, programs = drawn_up(translate(jgrants_record(title=title)))
    assert (document.text[:4], programs) == (title[:4], ())


def test_hidden_and_styled_markup_leaves_the_words_alone():
    text = '<p style="color:red">対象は<b>製造業</b>です。</p><p style="display:none">隠し</p>'
    document, _ = drawn_up(translate(jgrants_record(detail=text)))
    assert "対象は製造業です。" in document.text
    assert "隠し" not in document.text
