"""``backup``: everything that a reload could not bring back, in one file, while the service runs."""

from __future__ import annotations

import argparse
import sys

from bot.bootstrap import settings
from bot.bootstrap.databases import back_up


async def run(options: argparse.Namespace) -> int:
    house = settings()
    path = back_up(house, options.directory, options.keep_days)
    sys.stdout.write(f"{path}\n")
    if house.database_url:
        sys.stderr.write("people and knowledge lie in PostgreSQL: back it up with pg_dump\n")
    return 0
