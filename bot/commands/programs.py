"""``programs``: the structured rows, judged for a company."""

from __future__ import annotations

import argparse
import sys

from bot.bootstrap import clock_of, open_programs, phrasebooks, settings
from bot.commands.asking import company_from_pairs, moment_from
from bot.commands.forms import program_form, write_json
from bot.company import Company
from bot.listing import listing


async def run(options: argparse.Namespace) -> int:
    house = settings()
    company = company_from_pairs(options.company) or Company()
    moment = moment_from(options.as_of) or clock_of(house)()
    book = phrasebooks()[options.language or house.language]
    with open_programs(house) as programs:
        shown = listing(programs, company, moment, book, only_open=options.open)
    if options.json:
        write_json({"programs": [program_form(program) for program in shown]})
        return 0
    for program in shown:
        until = f"{program.closes_at:%Y-%m-%d}" if program.closes_at else "-"
        row = (program.id, program.status, until, program.verdict, program.name)
        sys.stdout.write("\t".join(map(str, row)) + "\n")
    return 0
