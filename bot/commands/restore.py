"""``restore``: a backup put in place of the present state, which is kept beside it."""

from __future__ import annotations

import argparse
import sys

from bot.bootstrap import settings
from bot.bootstrap.databases import ready_databases, restore


async def run(options: argparse.Namespace) -> int:
    house = settings()
    before = restore(house, options.file)
    ready_databases(house)
    sys.stdout.write(f"restored; the state before lies in {before}: delete it once all is well\n")
    return 0
