"""What the concierge says unasked: reminders, corrections, a colleague's words."""

from __future__ import annotations

from collections.abc import Mapping

from bot.messages import Outgoing
from bot.ports import Channel, Outbox, Taps
from bot.sealing import sealed


def parts_of(channels: Mapping[str, Channel], outgoing: Outgoing) -> tuple[Outgoing, ...]:
    """As messages within the platform's limits; whole where another process serves that channel."""
    channel = channels.get(outgoing.address.channel)
    return channel.parts(outgoing) if channel else (outgoing,)


class Postbox:
    """The Post port. ``channels`` are those this process serves; they may be added later."""

    def __init__(self, outbox: Outbox, channels: Mapping[str, Channel], taps: Taps) -> None:
        self._outbox = outbox
        self._channels = channels
        self._taps = taps

    async def __call__(self, key: str, *outgoing: Outgoing) -> bool:
        """False if ``key`` was posted before: then nothing is said."""
        parts = [
            part
            for each in outgoing
            for part in parts_of(self._channels, await sealed(self._taps, each))
        ]
        return await self._outbox.post(key, tuple(parts))
