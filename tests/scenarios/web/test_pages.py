"""Every page over the bundled documents, in three languages."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from html.parser import HTMLParser

import pytest

from adapters.stores.reports import SqlReports
from bot.counters.wrong import Report
from knowledge.programs import Language

pytestmark = pytest.mark.asyncio(loop_scope="session")

PROGRAM = "mic-digital-overseas-2025"
PAGES = (
    "?",
    "/programs?status=open",
    f"/programs/{PROGRAM}?",
    "/calendar?month=2026-12",
    "/review?",
    "/reports?",
    "/needs?",
    "/conversations?",
    "/usage?",
    "/reload?",
    "/audit?",
    "/try?",
    f"/confirm/hold?program={PROGRAM}",
    "/confirm/pause?",
)
HEADINGS = {"ko": "현황", "ja": "状況", "en": "Status"}
ATTACK = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)>"
VOID = {"meta", "link", "img", "input", "br", "rect", "line", "path", "circle"}


class Outline(HTMLParser):
    """What a screen reader would stumble over."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.faults: list[str] = []
        self.labels: set[str | None] = set()
        self.fields: list[dict[str, str | None]] = []
        self.feed(text)
        self.faults += [f"not closed: {tag}" for tag in self.open]
        for field in self.fields:
            if not (field.get("id") in self.labels or field.get("aria-label")):
                self.faults.append(f"no label: {field}")

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag not in VOID:
            self.open.append(tag)
        if tag == "label":
            self.labels.add(given.get("for"))
        if tag in ("select", "textarea") or (tag == "input" and given.get("type") != "hidden"):
            self.fields.append(given)
        self.faults += [
            f"inline {name}" for name, _ in attrs if name[:2] == "on" or name == "style"
        ]
        if tag == "th" and not given.get("scope"):
            self.faults.append("a header without its scope")
        if tag == "img" and "alt" not in given:
            self.faults.append("a picture without words")

    def handle_endtag(self, tag: str) -> None:
        if tag in VOID:
            return
        if not self.open or self.open[-1] != tag:
            self.faults.append(f"{tag} closes {self.open[-1:]}")
        else:
            self.open.pop()


@pytest.mark.parametrize("language", ["ko", "ja", "en"])
@pytest.mark.parametrize("page", PAGES)
async def test_every_page_is_there_in_three_languages(admin, page, language):
    answer = await admin.get(f"{page}&lang={language}")
    assert answer.status == 200
    assert f'<html lang="{language}">' in answer.text
    assert Outline(answer.text).faults == []
    assert len(re.findall("<h1>", answer.text)) == 1
    shown = re.sub(r"<[^>]+>", " ", answer.text)
    assert not re.search(r"\{\w*\}|\bNone\b(?! |\s*<)", shown)
    if page == "?":
        assert f"<h1>{HEADINGS[language]}</h1>" in answer.text


async def test_the_language_stays_as_it_was_chosen(admin):
    await admin.get("?lang=ja")
    assert '<html lang="ja">' in (await admin.get("/audit")).text
    assert '<html lang="ja">' in (await admin.get("/audit?lang=fr")).text


async def test_a_page_that_is_not_there_says_so(admin):
    for page in ("/no-such-page", "/programs/no-such-id", "/confirm/explode", "/confirm/hold"):
        answer = await admin.get(page)
        assert answer.status == 404
        assert 'role="alert"' in answer.text


async def test_the_status_says_what_is_answered_from(admin, service):
    shown = (await admin.get("?lang=en")).text
    library = service.shelf.bare()
    assert f"<code>{library.version}</code>" in shown
    assert f'<td class="n">{len(library.programs)}</td>' in shown
    assert "multilingual-e5-small" in shown


async def test_a_programme_shows_every_fact_with_what_stands_behind_it(admin, service):
    found = service.shelf.bare().programs[PROGRAM]
    shown = (await admin.get(f"/programs/{PROGRAM}?lang=ja")).text
    facts = len(found.windows) + len(found.conditions) + len(found.benefits)
    assert len(re.findall(r'<tr><th scope="row">', shown)) == facts
    for condition in found.conditions:
        assert condition.evidence.gist.ja.rstrip("。") in shown


@pytest.mark.parametrize("page", ["/programs?q=", "/calendar?country=", "/review?program="])
async def test_what_is_asked_for_is_shown_as_text_and_nothing_else(admin, page):
    answer = await admin.get(page + ATTACK.replace('"', "%22").replace("#", "%23"))
    assert answer.status == 200
    assert "<script>alert" not in answer.text
    assert "<img src=x" not in answer.text
    assert Outline(answer.text).faults == []


async def test_what_people_write_is_shown_as_text_and_nothing_else(admin, service):
    reports = SqlReports(service.tools.engine)
    now = datetime(2026, 11, 22, tzinfo=UTC)
    told = Report("", PROGRAM, "deadline", ATTACK, "v1", Language.KO, now, None, "", "")
    id = await reports.add(told)
    await reports.explain(id, ATTACK)
    shown = (await admin.get("/reports")).text
    assert "<script>alert" not in shown
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in shown
    settled = await admin.acts("/reports", "/reports/settle", report=id)
    assert "done=report_settled" in settled.address
    assert "&lt;script&gt;" not in settled.text


async def test_only_words_of_the_house_are_said_as_notices(admin):
    answer = await admin.get("?done=hold&refused=" + "x" * 40)
    assert 'class="notice good"' in answer.text
    assert "xxxx" not in re.sub(r'href="[^"]*"', "", answer.text)
