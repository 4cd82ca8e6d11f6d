"""``evaluate``: search against a BEIR set, answers against cases."""

from __future__ import annotations

import argparse
import sys

from bot.errors import BadInput


async def run(options: argparse.Namespace) -> int:
    if options.kind == "retrieval":
        _retrieval(options)
        return 0
    from bot.commands import evaluate_answers

    return await evaluate_answers.run(options)


def _retrieval(options: argparse.Namespace) -> None:
    from bot.bootstrap import open_search_aside
    from bot.commands.evaluate_retrieval import evaluate_retrieval
    from bot.commands.forms import write_json

    if not options.directory.is_dir():
        raise BadInput(f"evaluate retrieval {options.directory}: there is no such directory")
    with open_search_aside() as (store, progress):
        report = evaluate_retrieval(options.directory, store, progress, ablate=options.ablate)
    if options.json:
        write_json(report)
        return
    for name, value in report.items():
        sys.stdout.write(f"{name:22} {value}\n")
