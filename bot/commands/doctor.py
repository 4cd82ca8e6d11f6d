"""``doctor``: what is configured, reachable and missing, and how to mend it."""

from __future__ import annotations

import argparse
import sys
from collections.abc import AsyncIterator

from bot.bootstrap import open_programs, phrasebooks, settings
from bot.bootstrap.examining import of_surroundings
from bot.bootstrap.messengers import built_for_looking
from bot.commands.forms import write_json
from bot.doctor import Finding, examined, of_settings
from bot.errors import ConciergeError
from bot.settings import Settings


async def run(options: argparse.Namespace) -> int:
    findings = [finding async for finding in examine(settings())]
    healthy = all(finding.ok for finding in findings)
    if options.json:
        rows = [{"what": f.what, "ok": f.ok, "says": f.says} for f in findings]
        write_json({"healthy": healthy, "findings": rows})
    else:
        for finding in findings:
            mark = "ok  " if finding.ok else "MEND"
            sys.stdout.write(f"{mark}  {finding.what}: {finding.says}\n")
    return 0 if healthy else 1


async def examine(house: Settings) -> AsyncIterator[Finding]:
    """Settings, words, model, knowledge, and whether each messenger takes its token."""
    for finding in of_settings(house):
        yield finding
    yield examined("words", lambda: f"{', '.join(sorted(phrasebooks()))} complete")
    for finding in of_surroundings(house):
        yield finding
    yield examined("knowledge", lambda: _knowledge(house))
    async for finding in _messengers(house):
        yield finding


def _knowledge(house: Settings) -> str:
    with open_programs(house) as programs:
        return f"{len(programs)} programmes"


async def _messengers(house: Settings) -> AsyncIterator[Finding]:
    for channel in built_for_looking(house, phrasebooks()):
        what = f"{channel.name} token"
        try:
            await channel.open()
        except ConciergeError as error:
            yield Finding(what, ok=False, says=str(error))
        else:
            yield Finding(what, ok=True, says="taken")
        finally:
            await channel.close()
