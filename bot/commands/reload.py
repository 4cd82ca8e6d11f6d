"""``reload`` and ``rollback``: a new version of the knowledge, and back."""

from __future__ import annotations

import argparse
import sys
from dataclasses import replace

from bot.bootstrap import open_versions, settings
from bot.commands.forms import write_json
from knowledge.versions import ReloadReport


async def run(options: argparse.Namespace) -> int:
    house = settings()
    if options.documents:
        house = replace(house, documents=options.documents)
    with open_versions(house) as versions:
        report = versions.reload(dry_run=options.dry_run)
    if options.json:
        write_json(report.as_json())
    else:
        sys.stdout.write(describe(report) + "\n")
    return 0


async def undo(options: argparse.Namespace) -> int:
    with open_versions(settings()) as versions:
        version = versions.rollback()
    if options.json:
        write_json({"version": version})
    else:
        sys.stdout.write(f"active again: {version}\n")
    return 0


def describe(report: ReloadReport) -> str:
    """Every document accounted for, in lines for an admin."""
    head = (
        f"version {report.version}: {len(report.added)} added, {len(report.changed)} changed, "
        f"{len(report.removed)} removed, {report.unchanged} unchanged, "
        f"{len(report.failed)} failed"
    )
    lines = [head]
    lines += [f"  failed  {failure.document}: {failure.error}" for failure in report.failed]
    for mark, names in (
        ("added", report.added),
        ("changed", report.changed),
        ("removed", report.removed),
    ):
        lines += [f"  {mark:8}{name}" for name in names]
    lines += [
        f"  {change.id} {change.field}: {change.before} -> {change.after}"
        for change in report.programs.changed
    ]
    return "\n".join(lines)
