"""Holds, pauses and reviews on a real order book; reloads from a chat on a shelf that is told."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

import prompts
from adapters.stores.database import database_url, open_engine
from adapters.stores.oversight import SqlOrders
from bot.cards import label
from bot.counters.brakes import Brakes
from bot.counters.reviewing import Reviewing
from bot.counters.upkeep import LISTED, Upkeep
from bot.counters.wrong import Report
from bot.deadlines import deadline_line
from bot.desk import Desk, Ports
from bot.errors import BadInput, NotReady
from bot.messages import Address, Block, BlockKind, Incoming, Outcome, Person, ReceivedFile, Reply
from bot.oversight.facts import Choice, Decision, facts_in, reviewed
from bot.oversight.overlay import Overlay, held
from bot.roles import ListedRoles
from bot.uploads import Uploads, safe_name
from knowledge.documents import Failure
from knowledge.programs import Evidence, Language, Status
from knowledge.versions import ReloadReport
from knowledge.versions.report import FieldChange, Gone, ProgramChanges
from tests.fakes.programs import condition, judged, moment_of, program, window
from tests.fakes.taps import FakeTaps

BOOKS = prompts.load()
ADMIN, OTHER = Person("telegram", "7"), Person("telegram", "1")
NOW = datetime(2026, 11, 22, 1, tzinfo=UTC)
QUOTE = "2026년 12월 28일까지"
WON = program(
    condition("headquarters", "in", ("JP-27",)),
    windows=(window("2026-12-28", evidence=Evidence("doc", quote=QUOTE)),),
    benefits=(),
    extracted=True,
)
DOCUMENT = SimpleNamespace(text=f"모집 공고. 접수는 {QUOTE} 받습니다.")


class Shelf:
    """Says what it is told to; ``report`` may be an error."""

    def __init__(self) -> None:
        self.report: Any = ReloadReport("v2", ("a",), unchanged=3)
        self.done: list[str] = []
        self.library = SimpleNamespace(
            version="v2", programs={"kaigai": WON}, documents={"doc": DOCUMENT}, named=lambda _: []
        )

    async def preview(self, upload: Path | None = None) -> ReloadReport:
        return self._said("preview" if upload is None else f"preview {_one_file(upload)}")

    async def reload(self) -> ReloadReport:
        return self._said("reload")

    async def rollback(self) -> str:
        self._said("rollback")
        return "v1"

    def bare(self) -> Any:
        return self.library

    def _said(self, what: str) -> Any:
        if isinstance(self.report, Exception):
            raise self.report
        self.done.append(what)
        return self.report


class Reported:
    """What people hold for wrong."""

    def __init__(self) -> None:
        self.reports: list[Report] = []

    async def waiting(self, limit: int = 100) -> list[Report]:
        return self.reports

    async def settle(self, id: str) -> bool:
        self.reports = [report for report in self.reports if report.id != id]
        return True


def _one_file(folder: Path) -> str:
    (path,) = folder.iterdir()
    return path.name


class House:
    def __init__(self, folder: Path) -> None:
        self.orders = SqlOrders(open_engine(database_url("", folder)))
        self.shelf, self.taps, self.reports = Shelf(), FakeTaps(), Reported()
        self.overlay = Overlay(self.orders)
        roles = ListedRoles({ADMIN})
        self.uploads = Uploads(folder)
        counters = (
            Brakes(self.orders, self.orders, lambda: self.library, roles),
            Upkeep(self.shelf, self.uploads, self.orders, roles, self.download),
            Reviewing(self.orders, self.orders, self.shelf.bare, roles, self.reports),
        )
        memory = SimpleNamespace(load=self.nothing)
        ports = Ports(memory, self.taps, roles, lambda: NOW)
        self.desk = Desk(self.ask, counters, ports, BOOKS, Language.KO)

    @property
    def library(self) -> Any:
        return self.overlay.over(self.shelf.library)

    async def nothing(self, _conversation: str) -> None:
        return None

    async def ask(self, _question: Any) -> Reply:
        return Reply(Language.KO, Outcome.ANSWERED, (Block(BlockKind.LEAD, "답"),))

    async def download(self, _channel: str, file: ReceivedFile) -> bytes:
        return file.id.encode()

    async def says(
        self, command: str = "", text: str = "", by: Person = ADMIN, **more: Any
    ) -> Reply:
        given = (by, f"telegram:{by.id}", Address("telegram", by.id), text, command)
        (sent,) = await self.desk.respond(Incoming(*given, **more))
        return sent.reply

    async def presses(self, reply: Reply, number: int, by: Person = ADMIN) -> Reply:
        buttons = [button for row in reply.buttons for button in row]
        return await self.says(pressed=buttons[number].token, by=by)

    def acts(self) -> list[str]:
        return [act.act for act in self.orders.recent(10)]


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


async def test_a_fact_is_shown_in_its_context_and_confirmed_facts_are_trusted(house):
    card = await house.says("review")
    assert f"접수는 【{QUOTE}】 받습니다" in card.text
    second = await house.presses(card, 0)
    done = await house.presses(second, 0)
    assert done.text == BOOKS["ko"].say("review.none")
    assert not house.library.programs["kaigai"].extracted


async def test_a_rejected_fact_is_gone_and_a_corrected_one_corrected(house):
    card = await house.says("review")
    key = next(iter(facts_in(WON))).key
    await house.says("correct", f"{key[:8]} 2026-12-20")
    assert house.library.programs["kaigai"].windows[0].closes_at == moment_of("2026-12-20T23:59:59")
    await house.presses(card, 1)
    assert house.library.programs["kaigai"].windows == ()


def test_a_changed_text_reopens_what_was_confirmed():
    window_fact, clause = facts_in(WON)
    decisions = {f.key: Decision(Choice.CONFIRMED) for f in (window_fact, clause)}
    assert not reviewed(WON, decisions).extracted
    moved = replace(WON, windows=(window("2026-12-20", evidence=Evidence("doc", quote="other")),))
    assert reviewed(moved, decisions).extracted
    elsewhere = Evidence("doc", quote=QUOTE, span=(100, 120))
    again = replace(WON, windows=(replace(WON.windows[0], evidence=elsewhere),))
    assert not reviewed(again, decisions).extracted


def test_a_programme_written_by_people_is_left_as_it_is():
    plain = program(windows=(window("2026-12-28"),))
    assert reviewed(plain, {}) is plain
    assert list(facts_in(plain)) == []


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
