"""The messengers: built from the settings, served until stopped."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

from bot.bootstrap import Service, clock_of
from bot.bootstrap.tracing import tracing
from bot.desk import MENU
from bot.errors import BadSettings
from bot.messages import Address, Outgoing
from bot.ports import Channel, Clock
from bot.reception import Reception
from bot.rounds import make_rounds
from bot.settings import Settings, SlackSettings, TelegramSettings
from knowledge.programs import Language
from prompts import Phrasebook

if TYPE_CHECKING:
    from adapters.metrics import PrometheusMeter


async def serve(service: Service, names: Sequence[str]) -> None:
    """Serve the messengers until cancelled; raises BadSettings if none is left that works."""
    from adapters.listener import Listener
    from adapters.metrics import PrometheusMeter
    from bot.bootstrap.operation import Pulse

    house = service.settings
    listener, meter = Listener(*house.listen), PrometheusMeter()
    console = _choose_channels(service, names, listener.application)
    async with AsyncExitStack() as stack:
        await stack.enter_async_context(tracing(house))
        engine = await stack.enter_async_context(_open_mailbox(house))
        pulse = Pulse(service, engine, meter, _real_clock(house))
        listener.watch(pulse.ready, pulse.metrics)
        if console:
            from bot.bootstrap.console import open_console

            web = await open_console(service, listener.application, engine)
            service.tools.channels[web.name] = web
        stack.push_async_callback(listener.stop)
        await listener.start()
        reception = pulse.reception = _build_reception(service, engine, meter)
        await stack.enter_async_context(_making_rounds(service))
        await reception.run()


def _choose_channels(service: Service, names: Sequence[str], application: Any) -> bool:
    """Fills in the channels to be served; whether the console is one more. Raises BadSettings."""
    house, channels = service.settings, service.tools.channels
    channels.clear()
    commands, placed = service.desk.commands, partial(_tell_placed, service)
    for channel in build_channels(house, service.books, names, application, commands, placed):
        channels[channel.name] = channel
    console = bool(house.console_token) and (not names or "web" in names)
    if not channels and not console:
        raise BadSettings(
            "no messenger is configured: set TELEGRAM_BOT_TOKEN, or SLACK_BOT_TOKEN with "
            "SLACK_APP_TOKEN or SLACK_SIGNING_SECRET, or CONCIERGE_CONSOLE_TOKEN "
            "for the web console (see .env.example)"
        )
    return console


def _real_clock(house: Settings) -> Clock:
    """Leases run out in real time, also in a trial."""
    return clock_of(replace(house, as_of=None))


@asynccontextmanager
async def _open_mailbox(house: Settings) -> AsyncIterator[Any]:
    """The engine of the inbox and the outbox, ready; whoever restores a backup sees us meanwhile."""
    from adapters.stores import mailbox
    from adapters.stores.backup import presence
    from adapters.stores.database import database_url, open_async_engine

    with presence(house.data_dir):
        engine = open_async_engine(database_url(house.database_url, house.data_dir), queued=True)
        try:
            await mailbox.prepare(engine)
            yield engine
        finally:
            await engine.dispose()


def _build_reception(service: Service, engine: Any, meter: PrometheusMeter) -> Reception:
    from adapters.stores import mailbox
    from bot.bootstrap.operation import guarded

    clock = _real_clock(service.settings)
    return Reception(
        mailbox.SqlInbox(engine, clock),
        mailbox.SqlOutbox(engine, clock),
        service.tools.channels,
        guarded(service, meter),
        apologise=service.desk.apologise,
        blocked=lambda address: _tell_blocked(service, address),
        meter=meter,
    )


@asynccontextmanager
async def _making_rounds(service: Service) -> AsyncIterator[None]:
    """What the counters do by the clock, beside everything else."""
    paused = service.tools.orders.paused
    rounds = asyncio.create_task(make_rounds(service.desk.counters, service.clock, paused))
    try:
        yield
    finally:
        rounds.cancel()
        await asyncio.wait({rounds})


async def _tell_placed(service: Service, outgoing: Outgoing, message: str) -> None:
    for counter in service.desk.counters:
        await counter.placed(outgoing, message)


async def _tell_blocked(service: Service, address: Address) -> None:
    for counter in service.desk.counters:
        await counter.blocked(address)


def build_channels(
    house: Settings,
    books: Mapping[str, Phrasebook],
    names: Sequence[str],
    application: Any,
    commands: frozenset[str] = frozenset(MENU),
    placed: Callable[[Outgoing, str], Awaitable[None]] | None = None,
) -> Iterator[Channel]:
    """The configured messengers, or those of ``names``; web ones add routes to ``application``."""
    if house.telegram and (not names or "telegram" in names):
        yield _telegram(house, house.telegram, books, application)
    if house.slack and (not names or "slack" in names):
        yield _slack(house.slack, books[house.language], application, commands, placed)


def built_for_looking(house: Settings, books: Mapping[str, Phrasebook]) -> Iterator[Channel]:
    """The channels without a server behind them, for the doctor."""
    from adapters.listener import Listener

    return build_channels(house, books, (), Listener(*house.listen).application)


def _telegram(
    house: Settings, told: TelegramSettings, books: Mapping[str, Phrasebook], application: Any
) -> Channel:
    from adapters.channels.telegram import Profile, Telegram, Webhook

    return Telegram(
        told.token,
        **({"api_url": told.api_url} if told.api_url else {}),
        webhook=Webhook(told.webhook_url, told.webhook_secret, application)
        if told.webhook_url
        else None,
        profiles={
            Language(code): Profile(
                tuple((name, b.say(f"command.{name}")) for name in MENU),
                b.say("profile.description"),
                b.say("profile.short_description"),
            )
            for code, b in books.items()
        },
        fallback=house.language,
    )


def _slack(
    told: SlackSettings,
    book: Phrasebook,
    application: Any,
    commands: frozenset[str],
    placed: Callable[[Outgoing, str], Awaitable[None]] | None,
) -> Channel:
    from adapters.channels.slack import Slack

    return Slack(
        told.bot_token,
        app_token=told.app_token,
        signing_secret=told.signing_secret,
        application=application,
        api_url=told.api_url,
        commands=commands,
        status=book.say("waiting.status"),
        waiting=book.say("waiting.line"),
        suggestions=book.list("waiting.suggestions"),
        placed=placed,
    )
