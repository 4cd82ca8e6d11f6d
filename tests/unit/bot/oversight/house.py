"""A house with admins, a real order book, and a shelf that does what it is told."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import prompts
from adapters.stores.database import database_url, open_engine
from adapters.stores.oversight import SqlOrders
from bot.console.words import Words
from bot.counters.brakes import Brakes
from bot.counters.proposing import OpenReader, Proposer, Ways
from bot.counters.reviewing import Reviewing
from bot.counters.upkeep import Telling, Upkeep
from bot.counters.wrong import Report
from bot.desk import Desk, Ports
from bot.messages import (
    Address,
    Block,
    BlockKind,
    Incoming,
    Outcome,
    Outgoing,
    Person,
    ReceivedFile,
    Reply,
)
from bot.oversight.docket import Docket
from bot.oversight.overlay import Overlay
from bot.oversight.seeking import Seeking
from bot.roles import ListedRoles
from bot.sealing import sealed
from bot.uploads import Uploads
from knowledge.programs import Evidence, Language
from knowledge.versions import ReloadReport
from tests.fakes.programs import condition, program, window
from tests.fakes.proposals import FakeProposals
from tests.fakes.taps import FakeTaps

BOOKS = prompts.load()
CONSOLE = prompts.load(prompts.FOLDER / "console")
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
    """``opened`` gives the reader of documents that a model is; None where there is no model."""

    def __init__(self, folder: Path, opened: OpenReader | None = None) -> None:
        self.orders = SqlOrders(open_engine(database_url("", folder)))
        self.shelf, self.taps, self.reports = Shelf(), FakeTaps(), Reported()
        self.proposals = FakeProposals()
        self.overlay = Overlay(self.orders, self.proposals)
        roles = ListedRoles({ADMIN})
        docket = self.docket = Docket(self.orders, self.proposals, self.shelf.bare)
        self.seeking = Seeking(self.proposals, lambda: self.orders.read().decisions, lambda: NOW)
        self.posted: dict[str, Reply] = {}
        ways = Ways(self.shelf.bare, opened, roles, self.orders, self.post)
        self.proposer = Proposer(self.seeking, ways)
        self.uploads = Uploads(folder)
        telling = Telling(lambda language: Words(CONSOLE[language], BOOKS), BOOKS, self.post)
        counters = (
            Brakes(self.orders, self.orders, lambda: self.library, roles),
            Upkeep(self.shelf, self.uploads, self.orders, roles, self.download, telling),
            Reviewing(docket, self.orders, roles, self.reports),
            self.proposer,
        )
        memory = SimpleNamespace(load=self.nothing)
        ports = Ports(memory, self.taps, roles, lambda: NOW)
        self.desk = Desk(self.ask, counters, ports, BOOKS, Language.KO)

    @property
    def library(self) -> Any:
        return self.overlay.over(self.shelf.library)

    async def post(self, key: str, *outgoing: Outgoing) -> bool:
        sent = [await sealed(self.taps, each) for each in outgoing]
        self.posted[key] = sent[-1].reply
        return True

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
