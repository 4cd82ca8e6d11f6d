"""``search``: passages, best first."""

from __future__ import annotations

import argparse
import sys

from bot.bootstrap import open_library
from bot.commands.asking import read_lines
from bot.commands.forms import write_json
from bot.errors import BadInput
from bot.library import Library


async def run(options: argparse.Namespace) -> int:
    if options.text is None and not options.batch:
        raise BadInput("search: write what to look for, or --batch FILE")
    if options.k < 1:
        raise BadInput(f"-k {options.k}: write a number from 1 up")
    lines = read_lines(options.batch) if options.batch else [options.text]
    async with open_library() as library:
        for text in lines:
            _write(library, text, options.k, as_json=options.json)
    return 0


def _write(library: Library, text: str, k: int, *, as_json: bool) -> None:
    results = []
    for found in library.passages_about(text, k):
        passage = library.passages[found.id]
        results.append(
            {
                "document": passage.document,
                "passage": passage.text,
                "score": round(found.relevance, 4),
                "title": library.documents[passage.document].title,
            }
        )
    if as_json:
        write_json({"results": results})
        return
    for row in results:
        sys.stdout.write(f"{row['score']:.3f}  {row['title']}\n       {row['passage']}\n")
