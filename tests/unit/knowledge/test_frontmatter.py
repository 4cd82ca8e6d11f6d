"""The front matter of a bundled document: facts out of it, and mistakes named where they are."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from knowledge.errors import BadFrontMatter
from knowledge.formats import read_document
from knowledge.frontmatter import read_front_matter
from knowledge.money import Currency, Money
from knowledge.programs import (
    Age,
    Arrival,
    ConditionKind,
    Country,
    Coverage,
    Language,
    Operator,
    Precision,
    Program,
    Strength,
    WindowKind,
)
from knowledge.programs import Warning as Doubt

TOP = """\
id: doc
country: JP
names: {ja: 海外展開支援, ko: 해외전개 지원}
translated: [ko]
agency: {ja: 総務省, ko: 총무성}
kind: grant
purposes: [export]
gist: {ja: 費用を補助します。, ko: 비용을 보조합니다.}
sources: [{title: 公募, url: "https://example.go.jp/a", published: 2026-05-14, read: 2026-08-19}]
"""
GIST = "gist: {ja: 対象, ko: 대상}"


def program_of(more: str = "", top: str = TOP) -> Program:
    document = read_document("jp/doc", f"---\n{top}{more}\n---\n본문\n".encode(), ".md")
    program = read_front_matter(document, "jp/doc.md")[1]
    assert program
    return program


def problems_of(more: str = "", top: str = TOP) -> str:
    with pytest.raises(BadFrontMatter) as caught:
        program_of(more, top)
    return str(caught.value)


def test_who_it_is_and_where_it_was_read() -> None:
    program = program_of()

    assert (program.id, program.country, program.document) == ("doc", Country.JP, "jp/doc")
    assert program.names.translated == {Language.KO}
    assert program.url == "https://example.go.jp/a"
    assert program.read == date(2026, 8, 19)
    assert program.coverage is Coverage.NONE


def test_a_day_closes_with_its_last_second_in_the_clock_of_the_country() -> None:
    (window,) = program_of(f"windows: [{{opens: 2026-04-01, closes: 2026-12-28, {GIST}}}]").windows

    tokyo = ZoneInfo("Asia/Tokyo")
    assert window.kind is WindowKind.DATED
    assert window.opens_at == datetime(2026, 4, 1, tzinfo=tokyo)
    assert window.closes_at == datetime(2026, 12, 28, 23, 59, 59, tzinfo=tokyo)
    assert window.closes_precision is Precision.DAY
    assert window.read == date(2026, 8, 19)
    assert window.evidence
    assert not window.evidence.verbatim


def test_an_hour_is_kept_to_the_minute_in_korea() -> None:
    top = TOP.replace("country: JP", "country: KR")
    (window,) = program_of(
        'windows: [{closes: "2026-12-28T17:00", arrival: must_arrive, provisional: true}]', top
    ).windows

    assert window.closes_at == datetime(2026, 12, 28, 17, tzinfo=ZoneInfo("Asia/Seoul"))
    assert window.closes_precision is Precision.MINUTE
    assert window.arrival is Arrival.MUST_ARRIVE
    assert window.warnings == (Doubt.PROVISIONAL,)


@pytest.mark.parametrize(
    ("clause", "kind", "operator", "bound"),
    [
        ("kind: country, in: [JP]", "country", "in", ("JP",)),
        ("kind: headquarters, not_in: [JP-13]", "headquarters", "not_in", ("JP-13",)),
        ('kind: headquarters, in: ["JP-40:久留米市"]', "headquarters", "in", ("JP-40:久留米市",)),
        ("kind: capital, at_most: 100000000 JPY", "capital", "at_most", Money(10**8, Currency.JPY)),
        ("kind: employees, less_than: 20", "employees", "less_than", 20),
        ("kind: founded, at_most: 7 years", "founded", "at_most", Age(7)),
        ("kind: founded, at_least: 2024-04-01", "founded", "at_least", date(2024, 4, 1)),
        (
            "kind: industry, in: [ict, manufacturing.food]",
            "industry",
            "in",
            ("ict", "manufacturing.food"),
        ),
        ('kind: plan, in: ["export:JP"]', "plan", "in", ("export:JP",)),
        ("kind: account, is: [gbizid_prime]", "account", "is", ("gbizid_prime",)),
    ],
)
def test_clauses_become_typed_conditions(
    clause: str, kind: str, operator: str, bound: object
) -> None:
    (condition,) = program_of(f"conditions: [{{{clause}, {GIST}}}]").conditions

    assert condition.kind is ConditionKind(kind)
    assert condition.operator is Operator(operator)
    assert condition.bound == bound
    assert condition.strength is Strength.HARD


def test_alternatives_stand_in_one_condition() -> None:
    (condition,) = program_of(
        "conditions:\n  - any_of: [{kind: employees, at_most: 20}, "
        f"{{kind: capital, at_most: 5000000 JPY}}]\n    {GIST}"
    ).conditions

    assert condition.operator is None
    assert [inner.kind for inner in condition.alternatives] == ["employees", "capital"]


def test_a_clause_without_a_machine_form_is_kept_as_unread() -> None:
    program = program_of(f"conditions: [{{kind: other, strength: unread, {GIST}}}]")

    assert program.conditions[0].strength is Strength.UNREAD
    assert program.coverage is Coverage.PARTIAL


def test_a_reference_has_no_programme() -> None:
    text = "---\nid: doc\ntype: reference\nnames: {ko: 포럼}\nsources: [{title: 기사}]\n---\n본문\n"

    document, program = read_front_matter(read_document("doc", text.encode(), ".md"), "doc.md")

    assert program is None
    assert document.titles.ko == document.title == "포럼"


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ("wndows: []", "wndows: unknown key; did you mean windows?"),
        ("coverage: ful", "coverage: 'ful' is none of full partial none"),
        ("windows: [{closes: 2026-13-01}]", "windows[0].closes: '2026-13-01' is not a date"),
        ("windows: [{kind: unknown, closes: 2026-12-28}]", "exclude one another"),
        ("windows: [{opens: 2026-12-28, closes: 2026-04-01}]", "closes before it opens"),
        ("windows: [{kind: dated}]", "needs opens or closes"),
        ("windows: {closes: 2026-12-28}", "windows: write a list"),
        (f"conditions: [{{kind: capital, at_most: 1억, {GIST}}}]", "write it as 10000000 JPY"),
        (f"conditions: [{{kind: employees, in: [20], {GIST}}}]", "bounded by at_most"),
        (f"conditions: [{{kind: headquarters, in: [Tokyo], {GIST}}}]", "ISO 3166-2"),
        (f"conditions: [{{kind: industry, in: [it], {GIST}}}]", "conditions[0].in[0]: 'it'"),
        (f"conditions: [{{kind: country, {GIST}}}]", "a hard condition needs one of"),
        ("conditions: [{kind: country, in: [JP]}]", "conditions[0].gist: missing"),
        (f"conditions: [{{kind: country, in: [JP], not_in: [KR], {GIST}}}]", "one operator"),
        (f"conditions: [{{any_of: [{{kind: country, in: [JP]}}], {GIST}}}]", "two alternatives"),
        ("benefits: [{kind: grant, at_most: 100}]", "benefits[0].at_most: 100 is not an amount"),
        ("benefits: [{kind: grant, rate: 0.5}]", "put it in quotation marks"),
        ("apply: {where: {ko: 온라인}, phone: 1}", "apply.phone: unknown key"),
        ("coverage: full", "full without conditions"),
    ],
)
def test_a_mistake_is_named_with_its_place_and_cure(more: str, said: str) -> None:
    assert said in problems_of(more)
    assert problems_of(more).startswith("jp/doc.md: ")


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("id: doc", "id: other", "id: 'other' differs from the file's name 'doc'"),
        ("country: JP\n", "", "country: missing"),
        ("kind: grant", "kind: grnat", "did you mean grant?"),
        ("[export]", "[exprt]", "purposes[0]: 'exprt' is not known; did you mean export?"),
        ("translated: [ko]", "translated: [en]", "translated[0]: 'en' is none of ko ja"),
        ("ko: 비용을 보조합니다.", 'ko: ""', "gist.ko: '' is not a text"),
        ('"https://example.go.jp/a"', "example.go.jp", "sources[0].url"),
        ("read: 2026-08-19", "read: 2026-01-01", "read before it was published"),
        ("title: 公募, ", "", "sources[0].title: missing"),
    ],
)
def test_a_mistake_at_the_top_is_named_too(old: str, new: str, said: str) -> None:
    assert said in problems_of(top=TOP.replace(old, new))


def test_all_mistakes_of_a_file_are_told_at_once() -> None:
    with pytest.raises(BadFrontMatter) as caught:
        program_of("wndows: []\ncoverage: ful", TOP.replace("kind: grant", "kind: 5"))

    assert len(caught.value.problems) == 3
