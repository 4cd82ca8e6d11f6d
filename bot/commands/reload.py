"""``reload`` and ``rollback``: a new version of the knowledge, and back."""

from __future__ import annotations

import argparse
import sys
from dataclasses import replace

from bot.bootstrap import open_versions, phrasebooks, settings
from bot.bootstrap.sources import build_refresher
from bot.commands.forms import write_json
from bot.console.changes import moved, name_of
from bot.console.words import Words
from bot.errors import BadInput
from knowledge.sources.refreshing import Refreshed
from knowledge.versions import ProgramChanges, ReloadReport

NOTHING = "(not stated)"


async def run(options: argparse.Namespace) -> int:
    """Sources are asked first. A dry run does not ask them: it would keep what they say."""
    house = settings()
    if options.documents:
        house = replace(house, documents=options.documents)
    if options.source and options.dry_run:
        raise BadInput("--dry-run shows what the files at hand would change; leave out --source")
    asked = build_refresher(house).refresh(options.source) if options.source else ()
    with open_versions(house) as versions:
        report = versions.reload(dry_run=options.dry_run)
    if options.json:
        sources = {"sources": [one.as_json() for one in asked]} if asked else {}
        write_json({**report.as_json(), **sources})
    else:
        words = Words(phrasebooks("console")["en"], phrasebooks())
        lines = [*map(describe_source, asked), describe(report, words, dry_run=options.dry_run)]
        sys.stdout.write("\n".join(lines) + "\n")
    return 0


def describe_source(asked: Refreshed) -> str:
    """What a source listed, and everything that could not be had from it."""
    head = (
        f"source {asked.source}: {len(asked.added)} added, {len(asked.changed)} changed, "
        f"{len(asked.removed)} removed, {asked.unchanged} unchanged, {len(asked.failed)} failed"
    )
    lines = [head]
    if not asked.complete:
        lines.append("  the list was not complete: nothing was removed")
    lines += [f"  failed  {failure.document}: {failure.error}" for failure in asked.failed]
    lines += [f"  removed {id}: {reason}" for id, reason in asked.removed]
    return "\n".join(lines)


async def undo(options: argparse.Namespace) -> int:
    with open_versions(settings()) as versions:
        version = versions.rollback()
    if options.json:
        write_json({"version": version})
    else:
        sys.stdout.write(f"active again: {version}\n")
    return 0


def describe(report: ReloadReport, words: Words, *, dry_run: bool = False) -> str:
    """Every document accounted for, in lines for an admin; facts in words, before → after."""
    programs = report.programs
    lines = []
    if programs.heavy_loss:
        lines.append(f"ATTENTION: {len(programs.lost)} of {programs.before} programmes are gone")
    if dry_run:
        lines.append("dry run: nothing was changed, this is what a reload would do")
    lines.append(
        f"version {report.version or '(none)'}: {len(report.added)} added, "
        f"{len(report.changed)} changed, {len(report.removed)} removed, "
        f"{report.unchanged} unchanged, {len(report.failed)} failed"
    )
    lines += [f"  failed  {failure.document}: {failure.error}" for failure in report.failed]
    for mark, names in (
        ("added", report.added),
        ("changed", report.changed),
        ("removed", report.removed),
    ):
        lines += [f"  {mark:8}{name}" for name in names]
    lines += _programmes(programs, words)
    lines += [
        f"  {change.id} ({change.name.text}) {change.field}: "
        f"{change.before or NOTHING} → {change.after or NOTHING}"
        for change in moved(programs, words)
    ]
    if not dry_run and report.version:
        lines.append("to go back to the version before: python -m bot rollback")
    return "\n".join(lines)


def _programmes(programs: ProgramChanges, words: Words) -> list[str]:
    """Each with its name, one that is gone with its reason."""

    def named(id: str) -> str:
        name = name_of(programs, id, words).text
        return id if name == id else f"{id} ({name})"

    gone = zip(programs.removed, programs.reasons, strict=True)
    return [
        *(f"  + programme {named(id)}" for id in programs.added),
        *(f"  - programme {named(id)}: {reason.replace('_', ' ')}" for id, reason in gone),
    ]
