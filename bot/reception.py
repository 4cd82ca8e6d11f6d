"""Between the channels and the concierge: what comes in is kept, answered once, and delivered."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Any

from bot.delivery import Delivery
from bot.errors import BadSettings, ConciergeError
from bot.logs import talking
from bot.messages import Address, Incoming, Outgoing, Reply
from bot.metering import Meter
from bot.ports import Channel, Inbox, Intake, Outbox, Received, Respond
from bot.postbox import parts_of
from bot.pump import Pump

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Pace:
    """Seconds, and how many at once.

    ``typing_every``: Telegram shows a chat action for five seconds. ``heartbeat`` must be well
    below the lease of the mailbox. ``answering`` bounds one answer (a reload takes minutes).
    ``finishing`` and ``delivering`` bound the two halves of a graceful stop, together below ten.
    """

    workers: int = 32
    senders: int = 16
    idle: float = 0.5
    typing_after: float = 0.3
    typing_every: float = 4.0
    heartbeat: float = 5.0
    answering: float = 900.0
    reconnecting: float = 60.0
    finishing: float = 5.0
    delivering: float = 3.0


class Reception:
    """Update → inbox → respond → outbox → platform.

    Answers of one conversation keep their order, different ones go side by side. ``apologise``
    words the reply to a message that failed three times; ``blocked`` is told of an address that
    wants nothing any more. ``run`` serves until cancelled.
    """

    def __init__(  # noqa: PLR0913 - each is one thing, told by its name
        self,
        inbox: Inbox,
        outbox: Outbox,
        channels: Mapping[str, Channel],
        respond: Respond,
        *,
        apologise: Callable[[Incoming], Reply] | None = None,
        blocked: Callable[[Address], Awaitable[None]] | None = None,
        pace: Pace | None = None,
        meter: Meter | None = None,
    ) -> None:
        self._inbox = inbox
        self._outbox = outbox
        self._channels = channels
        self._respond = respond
        self._apologise = apologise
        self._pace = pace or Pace()
        self._open: set[str] = set()
        delivery = Delivery(outbox, channels, self._shut, blocked, meter=meter)
        self._workers = Pump[Received](
            lambda: inbox.take(self._open),
            self._handle,
            lambda received: received.key,
            width=self._pace.workers,
            idle=self._pace.idle,
        )
        self._senders = Pump[Outgoing](
            lambda: outbox.take(self._open),
            delivery.deliver,
            lambda outgoing: outgoing.id,
            width=self._pace.senders,
            idle=self._pace.idle,
        )

    @property
    def open_channels(self) -> frozenset[str]:
        """Those whose platform takes our token."""
        return frozenset(self._open)

    async def run(self) -> None:
        """Until cancelled; then takes nothing more and finishes what is in hand within 10 s.

        Raises BadSettings once every channel's token has been refused.
        """
        spawn = asyncio.create_task
        fronts = [spawn(self._attend(name, its)) for name, its in self._channels.items()]
        working, sending = spawn(self._workers.run()), spawn(self._senders.run())
        beating = spawn(self._keep_leases())
        try:
            await asyncio.gather(*fronts)
            raise BadSettings("no channel is left to serve: every token was refused")
        finally:
            await _cancel(*fronts, working)
            await self._wind_down()
            await _cancel(sending, beating)
            await self._let_go()

    async def _attend(self, name: str, channel: Channel) -> None:
        """One channel, for as long as its platform accepts us; reconnects with growing pauses."""
        pause, clock = 1.0, asyncio.get_running_loop().time
        while True:
            since = clock()
            try:
                await channel.open()
                self._open.add(name)
                self._knock()
                await channel.receive(_Intake(self._inbox, channel, self._workers.knock))
            except BadSettings as error:
                self._shut(name, error)
                return
            except ConciergeError as error:
                _log.warning("%s: %s; trying again in %.0f s", name, error, pause)
            except Exception:  # noqa: BLE001 - a fault of one channel must not end the others
                _log.exception("%s: receiving failed; trying again in %.0f s", name, pause)
            await asyncio.sleep(pause)
            lasted = clock() - since > 2 * self._pace.reconnecting
            pause = 1.0 if lasted else min(pause * 2, self._pace.reconnecting)

    def _shut(self, name: str, error: Exception) -> None:
        """What waits for this channel stays in the mailbox until its settings are mended."""
        self._open.discard(name)
        _log.error("%s is not served: %s", name, error)

    async def _handle(self, received: Received) -> None:
        with talking(received.conversation):
            await self._handled(received)

    async def _handled(self, received: Received) -> None:
        channel = self._channels[received.channel]
        incoming: Incoming | None = None
        try:
            async with asyncio.timeout(self._pace.answering):
                incoming = channel.translate(received.update)
                outgoing = await self._answer(channel, incoming) if incoming else ()
        except Exception as error:  # noqa: BLE001 - whatever it is, it is counted and kept
            _log.exception("%s could not be answered", received.key)
            apology = self._apology(channel, incoming)
            await self._inbox.failed(received.key, f"{type(error).__name__}: {error}", apology)
        else:
            await self._inbox.done(received.key, outgoing)
        self._senders.knock()

    async def _answer(self, channel: Channel, incoming: Incoming) -> tuple[Outgoing, ...]:
        typing = asyncio.create_task(self._show_typing(channel, incoming))
        try:
            sent = await self._respond(incoming)
        finally:
            await _cancel(typing)
        return tuple(part for each in sent for part in parts_of(self._channels, each))

    async def _show_typing(self, channel: Channel, incoming: Incoming) -> None:
        if incoming.overheard:  # most likely nothing comes
            return
        await asyncio.sleep(self._pace.typing_after)
        while True:
            await channel.typing(incoming.address)
            await asyncio.sleep(self._pace.typing_every)

    def _apology(self, channel: Channel, incoming: Incoming | None) -> tuple[Outgoing, ...]:
        if self._apologise is None or incoming is None or incoming.overheard:
            return ()
        return channel.parts(Outgoing(incoming.address, self._apologise(incoming)))

    async def _keep_leases(self) -> None:
        while True:
            await asyncio.sleep(self._pace.heartbeat)
            try:
                await self._inbox.renew(self._workers.in_hand)
                await self._outbox.renew(self._senders.in_hand)
            except Exception:  # noqa: BLE001 - the next beat may succeed
                _log.exception("leases could not be renewed")

    async def _wind_down(self) -> None:
        """In hand first, then what that put into the outbox; what is left waits for the next start."""
        await _within(self._pace.finishing, self._workers.finish())
        await self._workers.abandon()
        await _within(self._pace.delivering, self._senders.rest())

    async def _let_go(self) -> None:
        await self._senders.abandon()
        for release in (self._inbox.release, self._outbox.release):
            with suppress(Exception):
                await _within(1.0, release())
        closing = (channel.close() for channel in self._channels.values())
        await _within(1.0, asyncio.gather(*closing, return_exceptions=True))

    def _knock(self) -> None:
        self._workers.knock()
        self._senders.knock()


class _Intake(Intake):
    """The inbox as one channel sees it: names the conversation, keeps nothing that is not for us."""

    def __init__(self, inbox: Inbox, channel: Channel, knock: Callable[[], None]) -> None:
        self._inbox = inbox
        self._channel = channel
        self._knock = knock

    async def put(self, received: Received) -> bool:
        try:
            incoming = self._channel.translate(received.update)
        except Exception:  # noqa: BLE001 - kept all the same: a worker counts it and sets it aside
            _log.exception("%s cannot be read", received.key)
        else:
            if incoming is None:
                return False
            received = replace(received, conversation=incoming.conversation)
        fresh = await self._inbox.put(received)
        self._knock()
        return fresh


async def _cancel(*tasks: asyncio.Task[None]) -> None:
    for task in tasks:
        task.cancel()
    await asyncio.wait(tasks)


async def _within(seconds: float, work: Awaitable[Any]) -> None:
    with suppress(TimeoutError):
        async with asyncio.timeout(seconds):
            await work
