"""``ask``: one question, or a batch; each is a conversation of its own."""

from __future__ import annotations

import argparse
import sys

from bot.bootstrap import open_concierge
from bot.commands.asking import company_from_pairs, moment_from, question, read_batch
from bot.commands.forms import reply_form, write_json
from bot.errors import BadInput
from bot.messages import Reply


async def run(options: argparse.Namespace) -> int:
    questions = (
        list(read_batch(options.batch))
        if options.batch
        else [
            question(
                options.text or "",
                language=options.language,
                company=company_from_pairs(options.company),
                as_of=moment_from(options.as_of),
            )
        ]
    )
    if options.text is None and not options.batch:
        raise BadInput("ask: write the question, or --batch FILE")
    async with open_concierge() as concierge:
        for one in questions:
            _write(await concierge.ask(one), as_json=options.json)
            await concierge.forget(one.conversation)
    return 0


def _write(reply: Reply, *, as_json: bool) -> None:
    if as_json:
        write_json(reply_form(reply))
    else:
        sys.stdout.write(reply.text + "\n")
