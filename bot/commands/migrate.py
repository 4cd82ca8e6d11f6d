"""``migrate``: the tables of this release. SQLite is brought there at every start as well."""

from __future__ import annotations

import argparse
import sys

from bot.bootstrap import settings
from bot.bootstrap.databases import ready_databases


async def run(options: argparse.Namespace) -> int:  # noqa: ARG001
    for family, before, now in ready_databases(settings()):
        change = f"at {now}" if before == now else f"{before or 'nothing'} -> {now}"
        sys.stdout.write(f"{family}: {change}\n")
    return 0
