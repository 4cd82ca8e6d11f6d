"""Sources in the settings, by hand, by the clock, in the doctor's eyes; companies of the register."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import nullcontext
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.__main__ import main
from bot.bootstrap.sources import build_refresher, find_company
from bot.counters.refreshing import Refreshing
from bot.doctor import of_settings
from bot.errors import BadInput, BadSettings, NotReady
from bot.refresher import Connected, Refresher
from bot.settings import SourceSettings, read_settings
from knowledge.money import Currency, Money
from knowledge.programs import Country
from knowledge.sources.asking import Found
from knowledge.sources.loading import SourcesFolder
from knowledge.versions import ReloadReport
from tests.fakes.sources import firm_row, jgrants_pair
from tests.loopback.sources_server import KEY, SourcesServer

MONDAY = datetime(2026, 8, 17, 3, 0, tzinfo=UTC)


@pytest.fixture
def server() -> Iterator[SourcesServer]:
    with SourcesServer() as server:
        yield server


def settings(tmp_path: Path, **more: str):
    return read_settings({"CONCIERGE_DATA_DIR": str(tmp_path), **more}, {})


def test_a_schedule_names_sources_and_how_often(tmp_path):
    told = settings(tmp_path, CONCIERGE_SOURCES="jgrants=24h, jnet21=2d").sources
    assert told.schedule == {"jgrants": timedelta(days=1), "jnet21": timedelta(days=2)}


@pytest.mark.parametrize("text", ["jgrants=1m", "jgrants=x", "nowhere=24h", "jgrants", "jgrants=h"])
def test_a_schedule_that_cannot_be_kept_is_refused_with_the_form(tmp_path, text):
    with pytest.raises(BadSettings, match="jgrants=24h"):
        settings(tmp_path, CONCIERGE_SOURCES=text)


def test_a_page_without_its_scheme_is_refused(tmp_path):
    with pytest.raises(BadSettings, match="CONCIERGE_PAGES"):
        settings(tmp_path, CONCIERGE_PAGES="https://a.example/x, b.example/y")


def test_a_missing_key_switches_a_source_off_and_the_doctor_says_what_to_set(tmp_path):
    house = settings(tmp_path)
    found = {f.what: (f.ok, f.says) for f in of_settings(house)}
    assert found["source kstartup"] == (True, "off: set DATA_GO_KR_KEY (from www.data.go.kr)")
    assert found["source jgrants"] == (True, "by hand: python -m bot reload --source jgrants")
    assert found["register gbizinfo"] == (True, "off: set GBIZINFO_TOKEN")


def test_a_source_on_the_schedule_without_its_key_is_a_fault(tmp_path):
    house = settings(tmp_path, CONCIERGE_SOURCES="bizinfo=6h jgrants=6h")
    found = {f.what: f.ok for f in of_settings(house)}
    assert (found["source bizinfo"], found["source jgrants"]) == (False, True)


def test_one_key_of_data_go_kr_opens_both_korean_portals(tmp_path):
    refresher = build_refresher(settings(tmp_path, DATA_GO_KR_KEY="x"))
    assert set(refresher.connected) == {"jgrants", "kstartup", "bizinfo", "jnet21"}


@pytest.mark.parametrize(("name", "words"), [("bizinfo", "BIZINFO_KEY"), ("x", "known are")])
def test_a_source_that_is_off_or_unknown_cannot_be_asked(tmp_path, name, words):
    with pytest.raises(BadInput, match=words):
        build_refresher(settings(tmp_path)).chosen([name])


def test_reload_asks_the_source_and_loads_what_it_lists(
    tmp_path, server, monkeypatch, capsys, house
):
    server.jgrants = {"a0WJ200000CDAAAMAH": jgrants_pair()}
    documents = tmp_path / "documents"
    documents.mkdir()
    (documents / "note.txt").write_text("부산의 수출 기업을 위한 안내문입니다.\n", "utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("CONCIERGE_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setenv("CONCIERGE_MODELS_DIR", str(house.models_dir))
    monkeypatch.setenv("CONCIERGE_DOCUMENTS", str(documents))
    monkeypatch.setenv("CONCIERGE_SOURCE_ROOTS", json.dumps({"jgrants": f"{server.url}/exp"}))
    assert main(["reload", "--source", "jgrants", "--json"]) == 0
    report = json.loads(capsys.readouterr().out)
    assert report["programs"]["added"] == ["jgrants-a0WJ200000CDAAAMAH"]
    (source,) = report["sources"]
    assert (source["complete"], source["added"]) == (True, ["a0WJ200000CDAAAMAH"])


class OneRecord:
    """A source that lists one record and counts how often it was asked."""

    name = "jgrants"

    def __init__(self) -> None:
        self.asked = 0

    def records(self, _fetch, _kept, _today):
        self.asked += 1
        row, detail = jgrants_pair("a1", title=f"補助金{self.asked}")
        yield Found("a1", {"list": row, "detail": detail})


async def test_the_clock_asks_when_it_is_due_and_loads_what_came(tmp_path):
    source, now, loads = OneRecord(), [MONDAY], []

    async def reload() -> ReloadReport:
        loads.append(now[0])
        return ReloadReport("v")

    connected = {"jgrants": Connected(source, lambda: nullcontext(None))}
    refresher = Refresher(connected, {}, SourcesFolder(tmp_path), lambda: now[0])
    counter = Refreshing(refresher, {"jgrants": timedelta(hours=24)}, reload)
    for hours in (0, 1, 23, 25):
        now[0] = MONDAY + timedelta(hours=hours)
        await counter.tick(now[0])
        if counter.running:
            await counter.running
    assert (source.asked, len(loads)) == (2, 2)


async def test_a_heavy_loss_by_the_clock_is_told_in_the_log(tmp_path, caplog):
    async def reload() -> ReloadReport:
        raise NotReady("20 of 40 programmes would be gone")

    connected = {"jgrants": Connected(OneRecord(), lambda: nullcontext(None))}
    refresher = Refresher(connected, {}, SourcesFolder(tmp_path), lambda: MONDAY)
    counter = Refreshing(refresher, {"jgrants": timedelta(hours=24)}, reload)
    await counter.tick(MONDAY)
    assert counter.running
    await counter.running
    assert "20 of 40 programmes" in caplog.text


async def test_a_company_is_found_by_its_number(tmp_path, server):
    server.firms["7000012050002"] = firm_row()
    roots = json.dumps({"gbizinfo": f"{server.url}/hojin"})
    house = settings(tmp_path, GBIZINFO_TOKEN=KEY, CONCIERGE_SOURCE_ROOTS=roots)
    found = await find_company(house, "7-0000-1205-0002")
    assert found is not None
    assert found.company.country is Country.JP
    assert found.company.headquarters == "JP-40:久留米市"
    assert found.company.capital == Money(10_000_000, Currency.JPY)
    assert await find_company(house, "3000012050006") is None


async def test_a_wrong_number_is_refused_before_anybody_is_asked(tmp_path):
    with pytest.raises(BadInput, match="13 digits"):
        await find_company(settings(tmp_path, GBIZINFO_TOKEN=KEY), "1234567890123")


async def test_without_a_token_the_register_is_off(tmp_path):
    with pytest.raises(NotReady, match="GBIZINFO_TOKEN"):
        await find_company(settings(tmp_path), "7000012050002")


def test_settings_without_sources_are_the_default(tmp_path):
    assert settings(tmp_path).sources == SourceSettings()
