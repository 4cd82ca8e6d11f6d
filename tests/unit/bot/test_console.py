"""What the pages of the console show, over programmes, decisions and numbers."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace

import pytest

import prompts
from bot.console import facts, house, programs, usage
from bot.console.programs import Clocked, Filters
from bot.console.words import Words
from bot.counters.feedback import Rated
from bot.handoff.cases import Case, CaseState
from bot.messages import Address, Person
from bot.needs.needs import Cluster, Need, Unmet
from bot.oversight.facts import Choice, Decision, facts_in
from knowledge.programs import Bilingual, Country, Evidence, Language, Status, Warning
from tests.fakes.programs import condition, program, window, yen

SPOKEN = prompts.load()
BOOKS = prompts.load(prompts.FOLDER / "console")
WORDS = Words(BOOKS["ko"], SPOKEN)
NOW = datetime(2026, 11, 22, 1, tzinfo=UTC)
AT = Clocked(WORDS, NOW)
QUOTE = "2026年12月28日まで"
OPEN = program(windows=(window("2026-12-28"),), purposes=("export",))
SOON = replace(OPEN, id="soon", windows=(window("2026-11-24"),))
OVER = replace(OPEN, id="over", windows=(window("2026-05-01"),), names=Bilingual("끝난 사업", ""))
WON = program(
    condition("capital", "at_most", yen(100_000_000)),
    id="won",
    windows=(
        window(
            "2026-12-28",
            warnings=(Warning.YEAR_INFERRED,),
            evidence=Evidence("doc", quote=QUOTE),
        ),
    ),
    extracted=True,
)
SEVERAL = {each.id: each for each in (OPEN, SOON, OVER, WON)}
LIBRARY = SimpleNamespace(
    programs=SEVERAL, documents={"doc": SimpleNamespace(text=f"公募。{QUOTE}受け付けます。")}
)
CASE = Case(
    "c",
    CaseState.WAITING,
    Person("telegram", "1"),
    "",
    "telegram:1",
    Address("telegram", "1"),
    Language.KO,
    Country.KR,
    "C1",
    Language.KO,
    NOW - timedelta(hours=5),
)


def ids(**wanted: str) -> list[str]:
    found = programs.listing(SEVERAL, ("over",), Filters(**wanted), 1, AT)
    return [row.id for row in found.rows]


def test_what_closes_first_comes_first_and_what_is_over_last():
    assert ids() == ["soon", "kaigai", "won", "over"]


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ({"text": "끝난"}, ["over"]),
        ({"text": "海外 展開"}, ["soon", "kaigai", "won", "over"]),
        ({"country": "KR"}, []),
        ({"status": "closed"}, ["over"]),
        ({"purpose": "export", "status": "open"}, ["soon", "kaigai"]),
        ({"only": "held"}, ["over"]),
        ({"only": "extracted"}, ["won"]),
        ({"text": "%' OR 1=1 --"}, []),
    ],
)
def test_filters_narrow_the_list(wanted, found):
    assert ids(**wanted) == found


def test_a_row_says_the_day_the_days_left_and_why_to_be_careful():
    row = next(r for r in programs.listing(SEVERAL, (), Filters(), 1, AT).rows if r.id == "won")
    assert (row.closes, row.days_left) == ("2026-12-28 (월)", 36)
    assert (row.status, row.remarks) == (Status.OPEN, ("연도는 게시일로 짐작",))


def test_a_page_that_is_not_there_is_the_nearest_one():
    many = {str(n): replace(OPEN, id=str(n)) for n in range(programs.EACH_PAGE + 1)}
    found = programs.listing(many, (), Filters(), 99, AT)
    assert (found.page, found.pages, len(found.rows), found.found) == (2, 2, 1, 51)


def test_a_calendar_has_openings_and_closings_on_their_days():
    month = programs.month(SEVERAL.values(), date(2026, 12, 1), "", AT)
    marks = {d.when: [m.id for m in d.marks] for week in month.weeks for d in week if d.marks}
    assert marks == {date(2026, 12, 28): ["kaigai", "won"]}
    assert (month.before, month.after, month.count) == (date(2026, 11, 1), date(2027, 1, 1), 2)
    assert month.weeks[0][0].when.weekday() == 6


@pytest.mark.parametrize("text", ["", "2026", "nonsense", "2026-13", "9999-99"])
def test_a_month_that_is_none_is_this_one(text):
    assert programs.first_of(text, NOW) == date(2026, 11, 1)


@pytest.mark.parametrize("text", ["9999-12", "0001-01"])
def test_the_calendar_ends_where_the_dates_do(text):
    month = programs.first_of(text, NOW)
    assert programs._moved(month, 1 if text > "5" else -1) == month


def test_every_fact_that_was_won_waits_with_its_quote_in_context():
    waiting = facts.waiting(LIBRARY, {}, WORDS)
    assert [item.fact.kind for item in waiting] == ["window", "condition", "benefit"]
    quoted = waiting[0].fact.quoted
    assert (quoted.before, quoted.text.text, quoted.after) == ("公募。", QUOTE, "受け付けます。")
    assert waiting[0].fact.warnings == ("연도는 게시일로 짐작",)
    assert quoted.verbatim


def test_a_fact_somebody_decided_on_waits_no_more_and_says_what_was_decided():
    key = next(facts_in(WON)).key
    decisions = {key: Decision(Choice.CORRECTED, closes=date(2026, 12, 31))}
    assert facts.waiting_count(LIBRARY, decisions) == 2
    assert len(facts.waiting(LIBRARY, decisions, WORDS)) == 2
    shown = facts.facts_of(WON, LIBRARY, decisions, WORDS)[0]
    assert (shown.key, shown.decided) == (key, "고침: 2026-12-31 (목)")


def test_a_fact_is_told_in_words_and_by_what_is_computed():
    shown = facts.facts_of(OPEN, LIBRARY, {}, WORDS)
    assert shown[0].value.text == "2026-12-28 (월)까지"
    assert shown[-1].value.text == "보조금 · 최대 1,000만 엔 · 2/3"
    assert [fact.key for fact in shown] == ["", ""]
    english = Words(BOOKS["en"], SPOKEN)
    assert english.machine(WON.conditions[0], Country.JP) == "Capital: JPY 100,000,000 (at most)"


def test_a_chart_stacks_what_is_counted_and_leaves_out_what_is_too_old():
    today = date(2026, 11, 22)
    counts = [
        (today, "answered", 3),
        (today, "failed", 1),
        (today - timedelta(days=usage.DAYS), "answered", 9),
    ]
    chart = usage.chart(counts, today, ("failed", "answered"))
    assert (chart.series, chart.total, len(chart.bars)) == (("failed", "answered"), 4, usage.DAYS)
    last = chart.bars[-1]
    assert last.counts == (1, 3)
    assert last.segments[0].y + last.segments[0].height == pytest.approx(chart.floor)
    assert last.segments[1].y == pytest.approx(chart.ticks[-1][0])
    assert [number for _, number in chart.ticks] == [0, 1, 2, 3, 4]


@pytest.mark.parametrize(("largest", "top"), [(0, 4), (4, 4), (22, 24), (41, 80), (900, 1200)])
def test_the_scale_is_round(largest, top):
    assert usage._top(largest) == top


def test_reasons_in_own_words_are_counted_and_not_told():
    rated = Rated(
        "1", "q", "a", (), "answered", Language.KO, NOW, CASE.person, "t:1", "down", "내 말로"
    )
    found = usage.quality([rated, replace(rated, vote="up", reason="")], ("wrong", "other"))
    assert (found.up, found.down, found.share, found.reasons) == (1, 1, 50, (("other", 1),))
    assert usage.percentile([3.0, 1.0, 2.0], 0.5) == 2.0
    assert usage.percentile([], 0.5) is None


def test_who_waits_longest_comes_first_and_what_has_ended_last():
    taken = replace(CASE, id="t", state=CaseState.TAKEN, heard_at=NOW - timedelta(minutes=9))
    ended = replace(CASE, id="e", state=CaseState.ENDED)
    served = replace(taken, id="s", served_at=NOW)
    talks = house.talks([ended, served, taken, CASE], NOW, WORDS)
    told = [(t.case.id, t.waits, t.late) for t in talks]
    assert told == [("c", "5시간", True), ("t", "9분", False), ("s", "", False), ("e", "", False)]


def test_a_want_counts_people_and_reasons_and_names_nobody():
    need = Need(
        "n1", "할랄 인증", Unmet.NOTHING_FOUND, Language.KO, "KR-26", "", NOW, person=CASE.person
    )
    cluster = Cluster((need, replace(need, id="n2", conversation="slack:2")))
    want = house.wants([cluster], {"n2": "내년 예산에"}, WORDS)[0]
    assert (want.people, want.times, want.reasons) == (2, 2, ("맞는 사업 없음 2",))
    assert (want.place, want.note, want.ids) == ("부산광역시", "내년 예산에", ("n1", "n2"))
