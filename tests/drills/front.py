"""A process that serves, for drills: the real channels, reception and mailbox, and behind them, in
place of the concierge, an echo that takes its time.
"""

from __future__ import annotations

import asyncio
import logging
from dataclasses import dataclass
from datetime import UTC, datetime
from multiprocessing.connection import Connection
from pathlib import Path

from adapters.channels.slack import Slack
from adapters.channels.telegram import Telegram, Webhook
from adapters.listener import Listener
from adapters.stores import mailbox
from adapters.stores.database import database_url, open_async_engine
from bot.messages import Block, BlockKind, Incoming, Outcome, Outgoing, Reply
from bot.ports import Channel
from bot.reception import Pace, Reception
from knowledge.programs import Language
from tests.loopback.slack_server import BOT_TOKEN, SIGNING_SECRET

SECRET = "a-Secret_42"


@dataclass(frozen=True)
class Front:
    """Where it keeps its mail, whom it serves. With ``port`` the platforms call, else it polls
    Telegram. ``delay`` is how many seconds an answer takes.
    """

    folder: Path
    database: str = ""
    telegram: str = ""
    token: str = "700:AAtesttoken"
    slack: str = ""
    port: int = 0
    delay: float = 0.02

    @property
    def telegram_url(self) -> str:
        return f"http://127.0.0.1:{self.port}/telegram/webhook"

    @property
    def slack_url(self) -> str:
        return f"http://127.0.0.1:{self.port}/slack/events"


def serve(front: Front, told: Connection) -> None:
    """Until killed; says ``open`` once it listens."""
    logging.basicConfig(level=logging.ERROR)
    asyncio.run(_serve(front, told))


async def _serve(front: Front, told: Connection) -> None:
    engine = open_async_engine(database_url(front.database, front.folder), queued=True)
    await mailbox.prepare(engine)
    listener = Listener("127.0.0.1", front.port)
    channels = {channel.name: channel for channel in _channels(front, listener)}
    if front.port:
        await listener.start()
    inbox, outbox = mailbox.SqlInbox(engine, _now), mailbox.SqlOutbox(engine, _now)

    async def echo(incoming: Incoming) -> tuple[Outgoing, ...]:
        await asyncio.sleep(front.delay)
        block = Block(BlockKind.LEAD, f"「{incoming.text}」")
        reply = Reply(Language.KO, Outcome.ANSWERED, (block,))
        return (Outgoing(incoming.address, reply),)

    told.send("open")
    await Reception(inbox, outbox, channels, echo, pace=Pace(idle=0.05)).run()


def _channels(front: Front, listener: Listener) -> list[Channel]:
    found: list[Channel] = []
    if front.telegram:
        hook = Webhook(front.telegram_url, SECRET, listener.application) if front.port else None
        found.append(Telegram(front.token, api_url=front.telegram, webhook=hook))
    if front.slack:
        found.append(
            Slack(
                BOT_TOKEN,
                signing_secret=SIGNING_SECRET,
                application=listener.application,
                api_url=front.slack,
            )
        )
    return found


def _now() -> datetime:
    return datetime.now(UTC)
