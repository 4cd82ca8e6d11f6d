"""Whoever signs in for one region sees that region's people alone, and acts on nothing of all."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime

import pytest
import pytest_asyncio

from adapters.channels.web import mounting
from adapters.channels.web.gate import REGIONAL
from adapters.stores.cases import SqlCases
from adapters.stores.needs import SqlNeeds
from adapters.stores.reports import SqlReports
from bot.counters.wrong import Report
from bot.handoff.cases import Case, CaseState
from bot.messages import Address, Person
from bot.needs.needs import Need, Unmet
from knowledge.programs import Country, Language
from tests.scenarios.web.desk import REGIONS, TOKEN, Visitor

pytestmark = pytest.mark.asyncio(loop_scope="session")

NOW = datetime(2026, 11, 22, tzinfo=UTC)
OWNER = Person("telegram", "77")
OSAKA = Case(
    "case-osaka", CaseState.WAITING, OWNER, "山田", "telegram:77", Address("telegram", "77"),
    Language.JA, Country.JP, "C1", Language.JA, NOW, summary="大阪の町工場", region="JP-27",
)  # fmt: skip
BUSAN = replace(
    OSAKA, id="case-busan", conversation="telegram:78", summary="부산 선박 부품", region="KR-26"
)
ROUTES = [
    *mounting._looking(mounting.Looking(None, None)),
    *mounting._acting(mounting.Acting(None, None)),
    *mounting._talking(mounting.Talking(None, None)),
]
CLOSED = [each for each in ROUTES if (each.method, re.sub(r":\.\+", "", each.path)) not in REGIONAL]
OPEN = ("/conversations", "/programs", "/calendar", "/reports", "/needs", "/audit", "/try")


@pytest_asyncio.fixture(loop_scope="session")
async def osaka(root: str):
    visitor = Visitor(root)
    assert (await visitor.signs_in(REGIONS["JP-27"], name="大阪")).status == 200
    yield visitor
    await visitor.session.close()


@pytest_asyncio.fixture(loop_scope="session")
async def cases(service):
    store = SqlCases(service.tools.engine)
    for case in (OSAKA, BUSAN):
        await store.open(case)
    yield store
    for case in (OSAKA, BUSAN):
        await store.forget(case.conversation)


@pytest.mark.parametrize("route", CLOSED, ids=lambda each: f"{each.method} {each.path}")
async def test_what_is_of_the_whole_house_is_closed_to_a_region(osaka, service, route):
    version, page = service.shelf.bare().version, await osaka.get("/conversations")
    path = re.sub(r"\{act\}", "pause", route.path)
    answer = await (osaka.get(path) if route.method == "GET" else osaka.post(path, csrf=page.csrf))
    assert answer.status == 403
    assert page.csrf not in answer.text or "sign-out" in answer.text
    assert not service.tools.orders.read().paused
    assert service.shelf.bare().version == version


async def test_what_acts_on_all_is_among_what_is_closed():
    closed = {f"{each.method} {each.path}" for each in CLOSED}
    acts = {"POST /act/{act}", "POST /undo", "POST /reload", "POST /reload/preview", "POST /review"}
    assert acts <= closed
    assert {"GET /review", "GET /usage", "GET /reload", "POST /reports/settle"} <= closed


async def test_a_region_begins_with_its_people_and_its_menu_holds_what_it_may_see(osaka):
    first = await osaka.get("")
    assert first.address == "/console/conversations"
    assert "大阪府" in (await osaka.get("/conversations?lang=ja")).text
    menu = set(re.findall(r'<li><a href="/console(/\w+)"', first.text))
    assert menu == set(OPEN)
    for page in OPEN:
        assert (await osaka.get(page)).status == 200


async def test_only_the_cases_of_the_region_are_listed(osaka, admin, cases):
    theirs, every = await osaka.get("/conversations"), await admin.get("/conversations")
    assert OSAKA.summary in theirs.text
    assert BUSAN.summary not in theirs.text
    assert BUSAN.summary in every.text


async def test_a_case_of_another_region_cannot_be_opened_by_its_id(osaka, admin, cases):
    assert OSAKA.summary in (await osaka.get(f"/conversations/{OSAKA.id}")).text
    assert (await admin.get(f"/conversations/{BUSAN.id}")).status == 200
    for id in (BUSAN.id, "nothing", f"../{BUSAN.id}", f"{OSAKA.id}/../{BUSAN.id}"):
        answer = await osaka.get(f"/conversations/{id}")
        assert answer.status == 404
        assert BUSAN.summary not in answer.text


async def test_only_the_needs_of_the_region_are_listed_and_noted(osaka, service):
    store, given = SqlNeeds(service.tools.engine), (Unmet.NOTHING_FOUND, Language.JA)
    await store.add(Need("n-osaka", "潜水艦の補助金", *given, "JP-27", "", NOW, conversation="o"))
    await store.add(Need("n-busan", "잠수함 보조금", *given, "KR-26", "", NOW, conversation="b"))
    shown = await osaka.get("/needs")
    assert "潜水艦の補助金" in shown.text
    assert "잠수함 보조금" not in shown.text
    refused = await osaka.post("/needs/note", csrf=shown.csrf, need="n-busan", note="x")
    assert "refused=not_yours" in refused.address
    kept = await osaka.post("/needs/note", csrf=shown.csrf, need="n-osaka", note="来年度に")
    assert "done=need_noted" in kept.address
    assert await store.notes() == {"n-osaka": "来年度に"}


async def test_only_reports_of_the_region_are_shown_without_a_button(osaka, admin, service):
    store = SqlReports(service.tools.engine)
    given = ("kaigai", "deadline", "12月28日まで", "v1", Language.JA, NOW, None)
    own = await store.add(Report("", *given, reason="大阪の理由", region="JP-27"))
    other = await store.add(Report("", *given, reason="부산 이유", region="KR-26"))
    shown = await osaka.get("/reports")
    assert "大阪の理由" in shown.text
    assert "부산 이유" not in shown.text
    assert "reports/settle" not in shown.text
    for id in (own, other):
        await admin.acts("/reports", "/reports/settle", report=id)


async def test_a_region_reads_its_own_part_of_the_record(osaka, admin):
    shown = (await osaka.get("/audit")).text
    rows = re.findall(r'<span class="small">(web:[^<]*)</span>', shown)
    assert rows
    assert all(row.startswith("web:JP-27.") for row in rows)
    assert "web:JP-27." in (await admin.get("/audit")).text


@pytest.mark.parametrize("region", ["", "KR-26", "JP", "XX"])
async def test_a_session_cannot_call_itself_of_another_region(osaka, region):
    (cookie,) = (c for c in osaka.session.cookie_jar if c.key == "concierge_console")
    own, _, secret = cookie.value.partition(".")
    answers = []
    for name in (own, region):
        osaka.session.cookie_jar.clear()
        osaka.session.cookie_jar.update_cookies({"concierge_console": f"{name}.{secret}"})
        answers.append((await osaka.get("/audit", follow=False)).status)
    assert answers == [200, 303]


async def test_each_token_opens_its_own_door(root):
    for token, home in ((TOKEN, "/console"), (REGIONS["KR-26"], "/console/conversations")):
        visitor = Visitor(root)
        assert (await visitor.signs_in(token)).address == home
        await visitor.session.close()
