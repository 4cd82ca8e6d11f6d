"""Hands one message of the outbox to its platform and settles what becomes of it."""

from __future__ import annotations

import asyncio
import logging
from collections import Counter
from collections.abc import Awaitable, Callable, Mapping
from datetime import UTC, datetime

from bot.errors import (
    BadSettings,
    Blocked,
    DeliveryFailed,
    Rejected,
    TooLate,
    TryLater,
    Unconfirmed,
)
from bot.logs import talking
from bot.messages import Address, Outgoing
from bot.metering import Meter, NoMeter
from bot.ports import EXPIRED, Channel, Clock, Outbox
from bot.tracing import span

_log = logging.getLogger(__name__)

LONGEST_PAUSE = 300.0
"""Seconds. Doubling from one second, the hundredth try lies about seven and a half hours on."""
TRIES = 100
SLIPS = 3
"""How often is tried what waiting does not mend (a fault of our own) or what may show the same
message twice (no platform says yes, and none lets us ask).
"""


class Delivery:
    """``shut`` is told the name of a channel whose token is refused while sending; ``blocked`` an
    address that wants no messages any more. ``clock`` is the real one.
    """

    def __init__(
        self,
        outbox: Outbox,
        channels: Mapping[str, Channel],
        shut: Callable[[str, Exception], None],
        blocked: Callable[[Address], Awaitable[None]] | None = None,
        clock: Clock = lambda: datetime.now(UTC),
        *,
        meter: Meter | None = None,
    ) -> None:
        self._outbox = outbox
        self._channels = channels
        self._shut = shut
        self._blocked = blocked
        self._clock = clock
        self._meter = meter or NoMeter()
        self._tries: Counter[str] = Counter()

    async def deliver(self, outgoing: Outgoing) -> None:
        with talking(outgoing.conversation), span("deliver", channel=outgoing.address.channel):
            await self._deliver(outgoing)

    async def _deliver(self, outgoing: Outgoing) -> None:
        id, name = outgoing.id, outgoing.address.channel
        try:
            self._check_time(outgoing)
            await self._send(outgoing)
        except TryLater as error:
            _log.info("%s waits %.0f s as asked", id, error.seconds)
            await self._outbox.wait(id, error.seconds)
        except Blocked as error:
            await self._outbox.give_up(id, str(error), room=True)
            if self._blocked:
                await self._blocked(outgoing.address)
        except (Rejected, TooLate) as error:
            _log.warning("%s is set aside: %s", id, error)
            await self._outbox.give_up(id, str(error))
        except Unconfirmed as error:
            await self._again(id, error, SLIPS)
        except DeliveryFailed as error:
            await self._again(id, error, TRIES)
        except BadSettings as error:
            self._shut(name, error)
            await self._outbox.wait(id, 0)
        except Exception as error:  # noqa: BLE001 - one message must not stop the sender
            _log.exception("%s could not be sent", id)
            await self._again(id, error, SLIPS)
        else:
            del self._tries[id]
            await _insist(lambda: self._outbox.sent(id))

    async def _send(self, outgoing: Outgoing) -> None:
        name = outgoing.address.channel
        try:
            await self._channels[name].send(outgoing)
        except Exception as error:
            self._meter.failed(name, type(error).__name__)
            raise
        self._meter.sent(name)

    def _check_time(self, outgoing: Outgoing) -> None:
        if outgoing.until and self._clock() > outgoing.until:
            raise TooLate(EXPIRED)

    async def _again(self, id: str, error: Exception, tries: int) -> None:
        self._tries[id] += 1
        if self._tries[id] < tries:
            await self._outbox.wait(id, min(2.0 ** (self._tries[id] - 1), LONGEST_PAUSE))
            return
        del self._tries[id]
        _log.error("%s is set aside after %d tries: %s", id, tries, error)
        await self._outbox.give_up(id, f"{type(error).__name__}: {error}")


async def _insist(mark: Callable[[], Awaitable[None]]) -> None:
    """The platform has the message: until that is written down, nothing else may be done with it,
    else a database that is full for an hour sends it again and again.
    """
    while True:
        try:
            await mark()
        except Exception:  # noqa: BLE001 - whatever the database says, the message has been sent
            _log.exception("a sent message could not be marked; trying again")
            await asyncio.sleep(1)
        else:
            return
