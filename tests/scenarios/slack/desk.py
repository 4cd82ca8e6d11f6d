"""What stands behind the channel in these scenarios: an inbox in memory and set replies."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from aiohttp import web

from adapters.channels.slack import Slack
from bot.messages import Address, Block, BlockKind, Incoming, Outcome, Outgoing, Reply
from bot.ports import Received
from knowledge.programs import Language
from tests.fakes.channels import eventually
from tests.loopback.slack_server import APP_TOKEN, BOT_TOKEN, SIGNING_SECRET, SlackServer, serving

COMMANDS = frozenset({"start", "help", "language", "my", "reload"})

KOREAN = Reply(
    Language.KO,
    Outcome.ANSWERED,
    (
        Block(BlockKind.LEAD, "조건이 맞는 사업이 1건 있습니다. 마감까지 8일 남았습니다."),
        Block(
            BlockKind.CARD,
            "✅ 조건 충족 · 해외 진출 지원사업(지방 기업 부문) · 일본 총무성\n"
            "📅 2025년 5월 23일(금)까지 · D-8",
            strong=("해외 진출 지원사업(지방 기업 부문)",),
        ),
        Block(
            BlockKind.QUOTE, "요지: 본사가 도쿄를 제외한 일본 국내에 있는 기업이 대상입니다. [1]"
        ),
        Block(
            BlockKind.SOURCES,
            "[1] J-Net21, 2025-05-14",
            links=(("J-Net21", "https://j-net21.smrj.go.jp/"),),
        ),
    ),
)
JAPANESE = Reply(
    Language.JA,
    Outcome.ANSWERED,
    (Block(BlockKind.LEAD, "この公募は2025年5月23日（金）に締め切られました。"),),
)


@dataclass
class Drawer:
    """An Intake that keeps everything; ``broken`` makes every commit fail."""

    rows: dict[str, Received] = field(default_factory=dict)
    broken: bool = False

    async def put(self, received: Received) -> bool:
        if self.broken:
            raise OSError("disk full")
        fresh = received.key not in self.rows
        self.rows.setdefault(received.key, received)
        return fresh


@asynccontextmanager
async def socket_mode(server: SlackServer, drawer: Drawer, **options: str) -> AsyncIterator[Slack]:
    channel = Slack(
        BOT_TOKEN, app_token=APP_TOKEN, api_url=server.api_url, commands=COMMANDS, **options
    )
    await channel.open()
    task = asyncio.create_task(channel.receive(drawer))
    await asyncio.wait_for(server.connected.wait(), 5)
    try:
        yield channel
    finally:
        await _stop(task)


@asynccontextmanager
async def by_http(server: SlackServer, drawer: Drawer) -> AsyncIterator[tuple[Slack, str]]:
    application = web.Application()
    channel = Slack(
        BOT_TOKEN,
        signing_secret=SIGNING_SECRET,
        application=application,
        api_url=server.api_url,
        commands=COMMANDS,
    )
    async with serving(application) as url:
        await channel.open()
        task = asyncio.create_task(channel.receive(drawer))
        await eventually(lambda: channel._endpoint.dispatch is not None)
        try:
            yield channel, f"{url}/slack/events"
        finally:
            await _stop(task)


async def answer(channel: Slack, drawer: Drawer, reply: Reply) -> Incoming:
    """Handle the newest update as the reception would."""
    *_, row = drawer.rows.values()
    incoming = channel.translate(row.update)
    assert incoming is not None
    await channel.typing(incoming.address)
    await send(channel, incoming.address, reply)
    return incoming


async def send(channel: Slack, address: Address, reply: Reply) -> None:
    for part in channel.parts(Outgoing(address, reply)):
        await channel.send(part)


async def _stop(task: asyncio.Task[None]) -> None:
    task.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await task
