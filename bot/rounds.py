"""What is done by the clock and not on asking: once a minute every counter gets its turn."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Sequence

from bot.counters import Counter
from bot.ports import Clock

_log = logging.getLogger(__name__)

EVERY = 60.0
"""Seconds."""


async def make_rounds(
    counters: Sequence[Counter],
    clock: Clock,
    paused: Callable[[], bool] = lambda: False,
    every: float = EVERY,
) -> None:
    """Until cancelled; the fault of one counter does not keep the others from theirs."""
    while True:
        waiting = paused()
        await one_round([c for c in counters if not (waiting and c.pauses)], clock)
        await asyncio.sleep(every)


async def one_round(counters: Sequence[Counter], clock: Clock) -> None:
    for counter in counters:
        try:
            await counter.tick(clock())
        except Exception:  # noqa: BLE001 - the next minute may succeed
            _log.exception("%s missed its round", type(counter).__name__)
