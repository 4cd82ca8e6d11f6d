"""Sources asked through the real client, on loopback; what becomes of their records as files."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from adapters.fetch.client import Clock, Fetcher, Limits
from knowledge.sources.bizinfo import Bizinfo
from knowledge.sources.drafting import drawn_up
from knowledge.sources.gbizinfo import find_firm
from knowledge.sources.jgrants import JGrants, translate
from knowledge.sources.jnet21 import JNet21
from knowledge.sources.kstartup import KStartup
from knowledge.sources.refreshing import Refreshed, refresh
from knowledge.sources.shelf import RecordFolder
from knowledge.sources.webpages import WebPages, id_of
from tests.fakes.sources import bizinfo_row, firm_row, headline, jgrants_pair, kstartup_row
from tests.loopback.sources_server import KEY, SourcesServer

MONDAY = datetime(2026, 8, 17, 3, 0, tzinfo=UTC)
IDS = [f"a0WJ2000000000{n:02}AAA" for n in range(12)]


@pytest.fixture
def server() -> Iterator[SourcesServer]:
    with SourcesServer() as server:
        yield server


class Desk:
    """One source with its folder; ``ask`` is the refresh of a day."""

    def __init__(self, source, folder: Path, server: SourcesServer, *, robots=False) -> None:
        self.source, self.folder = source, RecordFolder(folder / source.name)
        self._server, self._robots = server, robots

    def ask(self, days: int = 0) -> Refreshed:
        limits = Limits(pace=0.0, tries=2)
        still = Clock(lambda: 0.0, lambda _s: None)
        hosts = frozenset({self._server.host})
        with Fetcher(frozenset(), hosts, robots=self._robots, limits=limits, clock=still) as fetch:
            return refresh(self.source, self.folder, fetch, MONDAY + timedelta(days=days))


@pytest.fixture
def jgrants(server, tmp_path) -> Desk:
    server.jgrants = {id: jgrants_pair(id) for id in IDS}
    return Desk(JGrants(f"{server.url}/exp"), tmp_path, server)


def test_new_records_are_kept_as_files_and_asked_for_once(jgrants, server):
    first = jgrants.ask()
    details = len(server.asked("/exp/v1/public/subsidies/id/"))
    second = jgrants.ask(days=1)
    assert (len(first.added), first.complete, first.failed) == (12, True, ())
    assert (second.unchanged, second.added, second.changed) == (12, (), ())
    assert len(server.asked("/exp/v1/public/subsidies/id/")) == details == 12


def test_a_row_that_moved_is_read_again_and_one_that_is_gone_goes_with_its_reason(jgrants, server):
    jgrants.ask()
    moved, gone = IDS[3], IDS[7]
    server.jgrants[moved] = jgrants_pair(moved, acceptance_end_datetime="2026-10-30T14:59:00.000Z")
    del server.jgrants[gone]
    report = jgrants.ask(days=1)
    assert (report.changed, report.removed) == ((moved,), ((gone, "no longer listed"),))
    assert jgrants.folder.known(gone) is None
    assert jgrants.folder.state()["removed"][gone]["reason"] == "no longer listed"


def test_a_detail_that_moved_without_its_row_is_noticed_within_the_week(jgrants, server):
    jgrants.ask()
    row, detail = server.jgrants[IDS[0]]
    server.jgrants[IDS[0]] = (row, {**detail, "detail": "<p>延長しました</p>"})
    assert jgrants.ask(days=1).changed == ()
    assert jgrants.ask(days=7).changed[0] == IDS[0]


def test_a_row_that_moved_into_the_past_keeps_its_detail_but_shows_its_own_dates(jgrants, server):
    jgrants.ask()
    row, _ = server.jgrants[IDS[0]]
    moved = {**row, "acceptance_end_datetime": "2026-08-10T14:59:00.000Z"}
    server.jgrants[IDS[0]] = (moved, {})
    assert jgrants.ask(days=1).changed == (IDS[0],)
    document, (program,) = drawn_up(translate(jgrants.folder.read(IDS[0])))
    assert program.windows[0].closes_at.date() == date(2026, 8, 10)
    assert "新しい販路" in document.text


def test_one_list_that_fails_takes_nothing_away(jgrants, server):
    jgrants.ask()
    server.jgrants.clear()
    server.broken["/exp/v1/public/subsidies"] = [500] * 4
    report = jgrants.ask(days=1)
    assert (report.complete, report.removed) == (False, ())
    assert "status 500" in report.failed[0].error
    assert len(jgrants.folder.ids()) == 12


def test_one_detail_that_fails_is_named_and_its_last_good_file_stays(jgrants, server):
    jgrants.ask()
    server.jgrants[IDS[2]] = jgrants_pair(IDS[2], title="別の補助金")
    server.broken[f"/exp/v1/public/subsidies/id/{IDS[2]}"] = [500] * 4
    report = jgrants.ask(days=1)
    assert [f.document for f in report.failed] == [f"sources/jgrants/{IDS[2]}"]
    assert jgrants.folder.read(IDS[2]).raw["list"]["title"] == "中小企業販路開拓支援補助金"


def test_a_list_that_lost_most_of_itself_is_not_believed(jgrants, server):
    jgrants.ask()
    server.jgrants = {IDS[0]: server.jgrants[IDS[0]]}
    report = jgrants.ask(days=1)
    assert report.removed == ()
    assert "only 1 of 12 known records were listed" in report.failed[0].error


def test_guidelines_come_along_and_what_is_over_costs_no_call(jgrants, server):
    pdf = base64.b64encode(b"%PDF-1.4 x").decode()
    files = [{"name": "../../公募要領.pdf", "data": pdf}, {"name": "b.pdf", "data": "not base64"}]
    server.jgrants = {
        IDS[0]: jgrants_pair(IDS[0], application_guidelines=files),
        IDS[1]: jgrants_pair(IDS[1], acceptance_end_datetime="2026-01-30T14:59:00.000Z"),
    }
    jgrants.ask()
    record = jgrants.folder.read(IDS[0])
    assert record.attachments == ("1.pdf",)
    ((_, path),) = jgrants.folder.attachments(record)
    assert path.read_bytes() == b"%PDF-1.4 x"
    assert "application_guidelines" not in record.raw["detail"]
    assert server.asked(f"/exp/v1/public/subsidies/id/{IDS[1]}") == []


def test_an_id_that_would_be_a_path_is_refused(jgrants, server):
    row, detail = jgrants_pair("x")
    server.jgrants = {"x": ({**row, "id": "../../etc"}, detail)}
    report = jgrants.ask()
    assert report.added == ()
    assert len(report.failed) == 1


def test_bizinfo_by_its_own_interface_and_without_the_counters_of_views(server, tmp_path):
    server.bizinfo = [bizinfo_row(n) for n in (1, 2, 3)]
    desk = Desk(Bizinfo(KEY, root=server.url), tmp_path, server)
    assert len(desk.ask().added) == 3
    server.bizinfo = [bizinfo_row(n, inqireCo=999) for n in (1, 2, 3)]
    assert desk.ask(days=1).unchanged == 3


@pytest.mark.parametrize("rows", [0, 1, 3])
def test_bizinfo_by_data_go_kr_gives_none_one_or_pages(server, tmp_path, rows):
    server.bizinfo = [bizinfo_row(n) for n in range(1, rows + 1)]
    report = Desk(Bizinfo("", KEY, server.url), tmp_path, server).ask()
    assert (len(report.added), report.failed) == (rows, ())


@pytest.mark.parametrize("source", [Bizinfo, KStartup])
def test_a_key_that_is_refused_is_said_in_the_words_of_the_portal(server, tmp_path, source):
    made = source("wrong", root=server.url)
    (failure,) = Desk(made, tmp_path, server).ask().failed
    assert "refused" in failure.error
    assert "wrong" not in failure.error


def test_kstartup_turns_the_pages_and_takes_a_key_encoded_or_not(server, tmp_path):
    server.kstartup = [kstartup_row(n) for n in range(1, 6)]
    report = Desk(KStartup("service%2Dkey", server.url), tmp_path, server).ask()
    assert len(report.added) == 5


def test_a_feed_forgets_long_before_a_deadline_so_its_items_are_kept(server, tmp_path):
    server.headlines = [headline(n) for n in range(3)]
    desk = Desk(JNet21(f"{server.url}/support.xml"), tmp_path, server)
    assert len(desk.ask().added) == 3
    assert desk.ask(days=1).unchanged == 3  # 304: everything stands
    server.headlines = [headline(n) for n in range(1, 3)]
    assert desk.ask(days=2).removed == ()
    assert desk.ask(days=60).removed == (("0", "no longer listed"),)


def test_a_web_page_is_kept_by_its_address_and_asked_for_only_if_changed(server, tmp_path):
    address = f"{server.url}/notice.html"
    server.pages["/notice.html"] = ("text/html; charset=utf-8", "<p>공고</p>".encode(), '"1"')
    desk = Desk(WebPages((address,)), tmp_path, server, robots=True)
    assert desk.ask().added == (id_of(address),)
    assert desk.ask(days=1).unchanged == 1
    server.pages["/notice.html"] = ("text/html; charset=utf-8", "<p>연장</p>".encode(), '"2"')
    assert desk.ask(days=2).changed == (id_of(address),)


def test_a_web_page_that_is_gone_for_a_day_stays_as_it_was(server, tmp_path):
    address = f"{server.url}/notice.html"
    server.pages["/notice.html"] = ("text/html", b"<p>a</p>", "")
    desk = Desk(WebPages((address,)), tmp_path, server, robots=True)
    desk.ask()
    server.pages.clear()
    report = desk.ask(days=1)
    assert ("status 404" in report.failed[0].error, report.removed) == (True, ())
    assert desk.folder.ids() == [id_of(address)]


def test_a_firm_is_found_by_its_number_and_an_unknown_one_is_none(server):
    server.firms["7000012050002"] = firm_row()
    hosts = frozenset({server.host})
    with Fetcher(frozenset(), hosts, robots=False, limits=Limits(pace=0.0)) as fetch:
        firm = find_firm("7000012050002", fetch, KEY, f"{server.url}/hojin")
        assert firm is not None
        assert firm.name == "株式会社久留米織物"
        assert find_firm("6000012050003", fetch, KEY, f"{server.url}/hojin") is None
