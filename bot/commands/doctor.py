"""``doctor``: what is configured, reachable and missing, and how to mend it."""

from __future__ import annotations

import argparse
import sys

from bot.bootstrap import examine
from bot.commands.forms import write_json


async def run(options: argparse.Namespace) -> int:
    findings = list(examine())
    healthy = all(finding.ok for finding in findings)
    if options.json:
        rows = [{"what": f.what, "ok": f.ok, "says": f.says} for f in findings]
        write_json({"healthy": healthy, "findings": rows})
    else:
        for finding in findings:
            sys.stdout.write(
                f"{'ok  ' if finding.ok else 'MEND'}  {finding.what}: {finding.says}\n"
            )
    return 0 if healthy else 1
