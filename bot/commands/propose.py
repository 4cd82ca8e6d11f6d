"""``propose``: what a model points at in notices, for the review queue; nothing of it is a fact."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from typing import Any

from bot.bootstrap import settings
from bot.bootstrap.proposing import open_seeking
from bot.commands.forms import write_json
from bot.oversight.seeking import Sought, chosen
from knowledge.programs import Evidence

FAILED = 1


async def run(options: argparse.Namespace) -> int:
    """The documents named, else those next in line. 1 where the model answered for none."""
    async with open_seeking(settings()) as (contents, seeking, reader):
        named: Sequence[str] = options.documents
        programs = chosen(contents, named) if named else seeking.next_in_line(contents, reader.by)
        asked: list[Sought] = []
        async for each in seeking.seek(contents, programs, reader):
            sys.stderr.write(f"{len(asked) + 1}/{len(programs)} {_line(each)}\n")
            asked.append(each)
        waiting = len(seeking.waiting(contents))
    if options.json:
        write_json({"asked": [_form(each) for each in asked], "waiting": waiting})
    else:
        sys.stdout.write("\n".join([*_told(asked), f"waiting for review: {waiting}"]) + "\n")
    return FAILED if asked and all(each.failure for each in asked) else 0


def _form(sought: Sought) -> dict[str, Any]:
    return {
        "program": sought.program,
        "document": sought.document,
        "proposals": [
            {"key": p.fact.key, "kind": p.fact.kind.value, "quote": _quote(p.fact.evidence)}
            for p in sought.found
        ],
        "failure": sought.failure or None,
    }


def _told(asked: Sequence[Sought]) -> list[str]:
    return [
        f"{each.program}  {p.fact.kind}: {_quote(p.fact.evidence)}"
        for each in asked
        for p in each.found
    ]


def _line(sought: Sought) -> str:
    failed = f"failed: {sought.failure}"
    return f"{sought.program}: {failed if sought.failure else f'{len(sought.found)} proposals'}"


def _quote(evidence: Evidence | None) -> str:
    return evidence.quote if evidence else ""
