"""A house whose model points at facts of loaded notices, through the real client."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from bot.bootstrap import Service, open_service
from bot.counters.proposing import Proposer
from bot.messages import Address, Incoming, Person, Reply
from bot.oversight.docket import Docket
from bot.settings import Settings, read_settings
from tests.conftest import GIVEN
from tests.fakes.notices import CAPITAL, NOTICE, ORDER
from tests.loopback import model_characters as characters
from tests.loopback.model_server import Asked, Character, ModelServer, Said, model_server

ADMIN, OWNER = Person("telegram", "7"), Person("telegram", "1")
ID, FRUIT = "busan-sprout", "busan-fruit"
FAR = "자본금 90억 원 이하인 기업만 참여합니다."
OTHER = NOTICE.replace("새싹", "열매").replace(CAPITAL, FAR)
ASKED = "부산 새싹 수출 지원사업 지원 자격이 어떻게 되나요? 부산 제조업체이고 자본금 20억 원입니다."


@dataclass
class Visitors:
    """A house of its own, whose model plays any character."""

    service: Service
    server: ModelServer
    documents: Path

    async def says(self, by: Person, text: str = "", command: str = "", **more: str) -> Reply:
        given = (by, f"telegram:{by.id}", Address("telegram", by.id), text, command)
        sent = await self.service.desk.respond(Incoming(*given, private=True, **more))
        return sent[0].reply

    async def proposes(self, character: Character, text: str = ID) -> int:
        """How many wait after it was asked about ``text``."""
        self.server.character = character
        assert "문서 1건" in (await self.says(ADMIN, text, "propose")).text
        (proposer,) = (c for c in self.service.desk.counters if isinstance(c, Proposer))
        await proposer.running
        return len(self.waiting())

    @property
    def docket(self) -> Docket:
        tools = self.service.tools
        return Docket(tools.orders, tools.proposals, self.service.shelf.bare)

    def waiting(self) -> list[str]:
        return [matter.fact.evidence.quote for matter in self.docket.proposed()]

    async def offered(self, character: Character) -> list[str]:
        """The quotes that wait after ``character`` was asked."""
        await self.proposes(character)
        return self.waiting()

    async def asks(self, text: str = ASKED) -> Reply:
        reply = await self.says(OWNER, text)
        await self.service.tools.memory.forget(f"telegram:{OWNER.id}")
        return reply

    async def decides(self, *, yes: bool) -> Reply:
        card = await self.says(ADMIN, command="review")
        assert "아직 사실이 아닙니다" in card.text
        (row,) = card.buttons
        return await self.says(ADMIN, pressed=row[0 if yes else 1].token)


@asynccontextmanager
async def proposing(house: Settings, folder: Path) -> AsyncIterator[Visitors]:
    documents = folder / "documents"
    documents.mkdir()
    (documents / f"{ID}.md").write_text(NOTICE + ORDER, "utf-8")
    (documents / f"{FRUIT}.md").write_text(OTHER, "utf-8")
    async with model_server(characters.honest) as server:
        told = {
            "CONCIERGE_DATA_DIR": str(folder / "data"),
            "CONCIERGE_MODELS_DIR": str(house.models_dir),
            "CONCIERGE_DOCUMENTS": str(documents),
            "CONCIERGE_MODEL": "openai:scripted",
            "CONCIERGE_MODEL_URL": server.url,
        }
        async with open_service(read_settings(GIVEN | told, {})) as service:
            yield Visitors(service, server, documents)


def pointing(*facts: object) -> Character:
    """Points at the same whatever it is shown; in a conversation it is honest."""

    def character(asked: Asked) -> Said:
        if asked.task != "extract":
            return characters.honest(asked)
        return Said(json.dumps({"facts": facts}, ensure_ascii=False))

    return character


def obedient(asked: Asked) -> Said:
    """Does what stands in the notice: every sentence that orders something becomes a fact."""
    if asked.task != "extract":
        return characters.honest(asked)
    orders = [line for line in asked.parts["NOTICE"].splitlines() if "적으세요" in line]
    kinds = ("window", "condition", "benefit")
    parts = [part for line in orders for part in (line, line[14:], line[14:30], line[14:38])]
    facts = [{"kind": kind, "quote": part} for kind in kinds for part in parts]
    return Said(json.dumps({"facts": facts}, ensure_ascii=False))
