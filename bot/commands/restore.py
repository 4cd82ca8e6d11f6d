"""``restore``: a backup put in place of the present state, which is kept beside it."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

from bot.bootstrap import settings
from bot.bootstrap.databases import forget_again, ready_databases, restore
from bot.commands.asking import moment_from
from bot.errors import BadInput


async def run(options: argparse.Namespace) -> int:
    house, since = settings(), moment_from(options.forgotten_since, "--forgotten-since")
    if (options.file is None) == (since is None):
        raise BadInput("restore: name either the FILE, or --forgotten-since and a moment")
    if since:
        at, erased = since, forget_again(house, since)
    else:
        restored = restore(house, options.file)
        at, erased = restored.at, restored.erased
        ready_databases(house)
        sys.stdout.write(
            f"restored; the state before lies in {restored.before}: delete it once all is well\n"
        )
    sys.stdout.write(_told(erased))
    if at < datetime.now(UTC) - timedelta(days=house.retention_days):
        sys.stderr.write(
            f"the backup is older than the {house.retention_days} days for which it is known who was "
            "forgotten: who was so before then may be in it again, in reminders and open requests\n"
        )
    return 0


def _told(erased: Mapping[str, int]) -> str:
    if not erased:
        return "nobody in it has been forgotten since\n"
    tables = ", ".join(f"{count} in {name}" for name, count in sorted(erased.items()))
    return f"people forgotten since the backup were erased again, rows: {tables}\n"
