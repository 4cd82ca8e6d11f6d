"""What an admin is told first: losses, files that cannot be read, reports, and a pause."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from bot.counters.upkeep import Upkeep
from bot.counters.wrong import Report
from bot.messages import ReceivedFile
from bot.uploads import Uploads
from knowledge.documents import Failure
from knowledge.programs import Language
from knowledge.versions import ReloadReport
from knowledge.versions.report import Gone, ProgramChanges, compare_programs
from tests.fakes.programs import program, window
from tests.unit.bot.oversight.house import BOOKS, NOW, OTHER, QUOTE, House


@pytest.fixture
def house(tmp_path: Path) -> House:
    return House(tmp_path)


async def test_a_preview_begins_with_what_would_be_lost_and_why(house):
    removed = tuple(f"p{number}" for number in range(12))
    reasons = (*(Gone.NOT_LISTED,) * 11, Gone.FILE_REMOVED)
    changes = ProgramChanges((), (), removed, reasons, 30)
    house.shelf.report = ReloadReport("v2", (), (), ("d",), 3, (), changes)
    first, *rest = (await house.says("reload")).text.splitlines()
    assert first == BOOKS["ko"].say("upkeep.heavy_loss", lost=12, before=30)
    assert "- 사업 삭제: p0 (출처의 목록에서 빠짐)" in rest
    assert "- 사업 삭제: p11 (파일이 없어짐)" in rest


def test_an_upload_waits_whole_or_not_at_all(tmp_path):
    uploads = Uploads(tmp_path)
    id = uploads.put("공고.pdf", b"bytes")
    (waiting,) = (tmp_path / "uploads-waiting").iterdir()
    assert (waiting, waiting.name) == (uploads.waiting(id), id)
    assert uploads.accept(id) == ["공고.pdf"]
    assert not list((tmp_path / "uploads-waiting").iterdir())


async def test_an_upload_that_nobody_decides_on_lapses_with_a_word_to_who_sent_it(house):
    house.shelf.report = ReloadReport("v2", added=("a",))
    offered = await house.says(files=(ReceivedFile("bytes", "공고.pdf"),))
    assert BOOKS["ko"].say("upkeep.waits", days=7) in offered.text
    upkeep = next(c for c in house.desk.counters if isinstance(c, Upkeep))
    await upkeep.tick(NOW + timedelta(days=6))
    assert not house.posted
    for _replica in range(2):
        await upkeep.tick(NOW + timedelta(days=8))
    (told,) = house.posted.values()
    assert "공고.pdf" in told.text
    assert house.acts() == ["upload_lapsed", "upload"]
    assert not list(house.uploads.waiting("0" * 16).parent.iterdir())
    refused = await house.presses(offered, 0)
    assert house.shelf.done == ["preview 공고.pdf"], refused.text


async def test_a_preview_names_programmes_and_tells_facts_in_words(house):
    was, now = program(windows=(window("2026-12-18"),)), program(windows=(window("2026-12-25"),))
    new = program(id="new-fair")
    changes = compare_programs([was], [now, new], lambda _program: Gone.FILE_REMOVED)
    house.shelf.report = ReloadReport("v2", ("a",), programs=changes)
    text = (await house.says("reload")).text
    assert f"+ 사업 추가: {new.names.ko} [new-fair]" in text
    (line,) = (each for each in text.splitlines() if "접수 기간" in each)
    assert line.index("2026-12-18 (금)") < line.index("→") < line.index("2026-12-25 (금)")
    assert not set("{}'") & set(line)


async def test_what_people_hold_for_wrong_comes_first(house):
    given = ("r1", "kaigai", "deadline", "12월 28일까지", "v2", Language.KO, NOW, OTHER)
    house.reports.reports = [Report(*given, reason="공고에는 15일")]
    card = await house.says("review")
    assert "공고에는 15일" in card.text
    assert QUOTE in (await house.presses(card, 0)).text
    assert house.acts() == ["report_settled"]


async def test_a_file_that_cannot_be_read_is_not_offered(house):
    house.shelf.report = ReloadReport("v2", failed=(Failure("a.pdf", "no text: a scan"),))
    refused = await house.says(files=(ReceivedFile("bytes", "a.pdf"),))
    assert "no text: a scan" in refused.text
    assert refused.buttons == ()


async def test_a_pause_stops_commands_and_buttons_too_but_no_right(house):
    preview = await house.says("reload")
    await house.says("pause")
    paused = BOOKS["ko"].say("brakes.paused")
    assert (await house.says("review", by=OTHER)).text == paused
    assert (await house.presses(preview, 1)).text != paused  # of an admin


def test_every_order_makes_another_version(house):
    before = house.library.version
    house.orders.hold("kaigai", "")
    assert house.library.version != before
    house.orders.release("kaigai")
    assert house.library.version == before
