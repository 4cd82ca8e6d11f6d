"""What is counted while serving; who counts is the adapter's matter."""

from __future__ import annotations

import time
from collections.abc import Mapping
from typing import Protocol

from bot.messages import Incoming, Outgoing
from bot.ports import Respond


class Meter(Protocol):
    """Counts without persons."""

    def answered(self, channel: str, language: str, outcome: str, seconds: float) -> None: ...

    def sent(self, channel: str) -> None: ...

    def failed(self, channel: str, kind: str) -> None:
        """A message that a platform did not take; ``kind`` names the error."""
        ...

    def measured(self, name: str, values: Mapping[tuple[str, str], float]) -> None:
        """The present size of something, by two words."""
        ...


class NoMeter:
    """Counts nothing."""

    def answered(self, channel: str, language: str, outcome: str, seconds: float) -> None: ...

    def sent(self, channel: str) -> None: ...

    def failed(self, channel: str, kind: str) -> None: ...

    def measured(self, name: str, values: Mapping[tuple[str, str], float]) -> None: ...


def metered(respond: Respond, meter: Meter) -> Respond:
    """The same, with every answer counted by the first message that goes out for it."""

    async def respond_counted(incoming: Incoming) -> tuple[Outgoing, ...]:
        since = time.monotonic()
        sent = await respond(incoming)
        if sent:
            reply, seconds = sent[0].reply, time.monotonic() - since
            meter.answered(
                incoming.address.channel, reply.language.value, reply.outcome.value, seconds
            )
        return sent

    return respond_counted
