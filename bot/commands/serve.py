"""``serve``: the messengers, until stopped."""

from __future__ import annotations

import argparse

from bot.bootstrap import open_service, serve


async def run(options: argparse.Namespace) -> int:
    async with open_service() as service:
        await serve(service, options.channel or ())
    return 0
