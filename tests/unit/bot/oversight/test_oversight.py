"""Holds and pauses on a real order book; reloads from a chat."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from bot.cards import label
from bot.counters.upkeep import LISTED
from bot.deadlines import deadline_line
from bot.errors import BadInput, NotReady
from bot.messages import ReceivedFile
from bot.oversight.overlay import held
from bot.uploads import Uploads, safe_name
from knowledge.documents import Failure
from knowledge.programs import Status
from knowledge.versions import ReloadReport
from knowledge.versions.report import FieldChange, ProgramChanges
from tests.fakes.programs import judged
from tests.unit.bot.oversight.house import BOOKS, OTHER, WON, House


@pytest.fixture
def house(tmp_path: Path) -> House:
    return House(tmp_path)


def test_a_held_programme_shows_no_fact_at_all():
    one = judged(held(replace(WON, extracted=False)))
    assert one.standing.status is Status.UNKNOWN
    for language, word in (("ko", "확인 중"), ("ja", "確認中")):
        assert label(BOOKS[language], one) == word
        assert "확인" in deadline_line(BOOKS["ko"], one.standing)


async def test_a_hold_is_seen_at_once_and_undone_as_easily(house):
    await house.says("hold", "kaigai 금액이 틀렸다는 신고")
    assert house.library.programs["kaigai"].held
    await house.says("release", "kaigai")
    assert not house.library.programs["kaigai"].held
    assert house.acts() == ["release", "hold"]


async def test_a_hold_of_what_is_not_there_says_so(house):
    assert "nothere" in (await house.says("hold", "nothere")).text
    assert house.acts() == []


async def test_a_pause_is_an_honest_sentence_and_commands_still_work(house):
    await house.says("pause")
    assert (await house.says(text="수출 지원 있나요", by=OTHER)).text == BOOKS["ko"].say(
        "brakes.paused"
    )
    await house.says("resume")
    assert (await house.says(text="수출 지원 있나요", by=OTHER)).text == "답"


@pytest.mark.parametrize(
    "name", ["reload", "hold", "release", "pause", "resume", "audit", "review"]
)
async def test_nobody_but_an_admin(house, name):
    assert (await house.says(name, "kaigai", by=OTHER)).text == BOOKS["ko"].say("refusal.not_admin")
    assert house.acts() == []
    assert house.shelf.done == []


async def test_a_reload_is_a_preview_then_a_tap_then_an_undo(house):
    preview = await house.says("reload")
    assert house.shelf.done == ["preview"]
    report = await house.presses(preview, 0)
    assert report.in_place
    undone = await house.presses(report, 0)
    assert "v1" in undone.text
    assert house.shelf.done == ["preview", "reload", "rollback"]
    assert house.acts() == ["rollback", "reload"]


async def test_somebody_elses_button_does_nothing(house):
    preview = await house.says("reload")
    await house.presses(preview, 0, by=OTHER)
    assert house.shelf.done == ["preview"]


async def test_an_undo_does_not_take_away_a_later_version(house):
    report = await house.presses(await house.says("reload"), 0)
    house.shelf.library.version = "v3"
    assert (await house.presses(report, 0)).text == BOOKS["ko"].say("upkeep.undo_late")
    assert "rollback" not in house.shelf.done


async def test_a_file_is_previewed_and_only_then_accepted(house):
    file = ReceivedFile("bytes", "../공고 2026.pdf")
    preview = await house.says(files=(file,))
    assert house.shelf.done == ["preview 공고 2026.pdf"]
    assert not house.uploads.accepted.exists()
    await house.presses(preview, 0)
    assert [path.name for path in house.uploads.accepted.iterdir()] == ["공고 2026.pdf"]


async def test_a_dropped_file_leaves_nothing(house):
    preview = await house.says(files=(ReceivedFile("bytes", "a.pdf"),))
    await house.presses(preview, 1)
    assert not house.uploads.accepted.exists()
    assert not list(house.uploads._waiting.iterdir())


async def test_a_file_of_somebody_else_is_not_for_the_knowledge(house):
    await house.says(files=(ReceivedFile("bytes", "a.pdf"),), text="이거요", by=OTHER)
    assert house.shelf.done == []


async def test_a_report_names_every_failure_and_says_how_much_is_cut(house):
    failed = tuple(Failure(f"{n}.md", "unreadable") for n in range(3))
    changed = tuple(FieldChange("p", f"field{n}", 1, "x" * 500) for n in range(3 * LISTED))
    house.shelf.report = ReloadReport("v2", ("a",), (), (), 3, failed, ProgramChanges((), changed))
    text = (await house.says("reload")).text
    assert all(f"{n}.md" in text for n in range(3))
    assert BOOKS["ko"].say("upkeep.more", count=3) in text
    assert "x" * 200 not in text


async def test_a_reload_that_is_refused_says_why(house):
    house.shelf.report = NotReady("another reload is running")
    assert "another reload is running" in (await house.says("reload")).text


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("../../etc/passwd", "passwd"),
        ("..\\a.pdf", "a.pdf"),
        (".hidden", "hidden"),
        ("a/b;c.hwp", "b_c.hwp"),
    ],
)
def test_a_name_from_a_chat_is_made_harmless(given, kept):
    assert safe_name(given) == kept


def test_what_is_no_upload_is_refused(tmp_path):
    with pytest.raises(BadInput):
        Uploads(tmp_path).accept("../../etc")
