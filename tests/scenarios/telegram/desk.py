"""The concierge's front desk for these scenarios: the real channel, the real mailbox."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from adapters.channels.telegram import Telegram
from adapters.stores.mailbox import SqlInbox, SqlOutbox, prepare
from bot.messages import Block, BlockKind, Incoming, Outcome, Reply
from bot.ports import Channel
from bot.reception import Pace, Reception
from knowledge.programs import Language
from tests.fakes.channels import Answering, sending
from tests.loopback.telegram_server import TelegramServer

QUICK = Pace(idle=0.02, typing_after=0.0, heartbeat=1.0, finishing=0.3, delivering=0.3)

ANSWERS = {Language.KO: "마감까지 8일 남았습니다.", Language.JA: "締切まであと8日です。"}
TEXT_NEEDED = {Language.KO: "글로 적어 주세요.", Language.JA: "文章でお書きください。"}


async def answer(incoming: Incoming) -> Reply:
    """The question and its answer, in the language of the client."""
    language = incoming.locale or Language.KO
    if incoming.attachment and not incoming.text:
        return reply(TEXT_NEEDED[language], language=language)
    command = f"/{incoming.command}" if incoming.command else ""
    asked = " ".join(filter(None, (command, incoming.text)))
    return reply(f"「{asked}」", ANSWERS[language], language=language)


def reply(*texts: str, language: Language = Language.KO) -> Reply:
    blocks = tuple(Block(BlockKind.LEAD, text) for text in texts)
    return Reply(language, Outcome.ANSWERED, blocks)


def connected(server: TelegramServer, **more) -> Telegram:
    return Telegram(server.token, api_url=server.url, **more)


def store(folder: Path) -> AsyncEngine:
    return create_async_engine(f"sqlite+aiosqlite:///{folder / 'concierge.db'}")


def now() -> datetime:
    return datetime.now(UTC)


@asynccontextmanager
async def serving(
    folder: Path, *channels: Channel, respond: Answering = answer, clock=now
) -> AsyncIterator[None]:
    """One process: it starts with what the one before left in ``folder``."""
    engine = store(folder)
    await prepare(engine)
    inbox, outbox = SqlInbox(engine, clock), SqlOutbox(engine, clock)
    named = {channel.name: channel for channel in channels}
    running = asyncio.create_task(
        Reception(inbox, outbox, named, sending(respond), pace=QUICK).run()
    )
    try:
        yield
    finally:
        running.cancel()
        with suppress(asyncio.CancelledError):
            await running
        await engine.dispose()
