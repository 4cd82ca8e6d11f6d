"""``serve``: the messengers, until stopped."""

from __future__ import annotations

import argparse
import asyncio
import signal
from collections.abc import Sequence
from contextlib import suppress

from bot.bootstrap import Service, open_service
from bot.bootstrap.messengers import serve
from bot.logs import settle_logs


async def run(options: argparse.Namespace) -> int:
    async with open_service() as service:
        await until_stopped(service, options.channel or ())
    return 0


async def until_stopped(service: Service, names: Sequence[str]) -> None:
    """Until SIGTERM or SIGINT; answers in hand are finished first."""
    settle_logs(service.settings.log)
    serving = asyncio.create_task(serve(service, names))
    loop = asyncio.get_running_loop()
    for stop in (signal.SIGTERM, signal.SIGINT):
        with suppress(NotImplementedError):  # not on Windows, where Ctrl-C ends the process
            loop.add_signal_handler(stop, serving.cancel)
    with suppress(asyncio.CancelledError):
        await serving
