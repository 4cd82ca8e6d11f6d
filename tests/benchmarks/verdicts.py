"""How long a million verdicts take on one core.

``python -m tests.benchmarks.verdicts [--verdicts N]`` holds every bundled programme, with its
conditions as they are written, against firms drawn at random from a seed, and prints the time.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections import Counter
from datetime import date
from math import ceil
from pathlib import Path
from time import process_time

import knowledge
from bot.company import Company
from bot.verdicts import judge
from knowledge.errors import UnreadableDocument
from knowledge.formats import read_document
from knowledge.frontmatter import read_front_matter
from knowledge.money import Currency, Money
from knowledge.programs import Country, Program
from knowledge.regions import gazetteer

TODAY = date(2026, 11, 22)
DOCUMENTS = Path(knowledge.__file__).parent / "documents"
CURRENCIES = {Country.JP: Currency.JPY, Country.KR: Currency.KRW}
INDUSTRIES = ("ict.software", "manufacturing.food", "retail", "construction", "tourism", "ict")
PLANS = ("export:JP", "export:KR", "exhibition", "ec", "establish:JP")
CERTIFICATIONS = ("venture", "innobiz", "mainbiz", "keiei_kakushin")
KNOWN = 0.8
"""The share of facts that a firm of the draw has told."""
TARGET = 20.0
"""Seconds of one core for a million verdicts (issue B)."""


def bundled() -> list[Program]:
    """The programmes of the bundled documents; those that cannot be read yet are passed over."""
    found = []
    for path in sorted(DOCUMENTS.rglob("[!R]*.md")):
        try:
            document = read_document(path.stem, path.read_bytes(), path.suffix)
            found.append(read_front_matter(document, path.name)[1])
        except UnreadableDocument as error:
            print(f"{path.name}: {error}", file=sys.stderr)
    return [program for program in found if program]


def draw(seed: random.Random) -> Company:
    """A firm whose facts fit together, each of them known with the chance ``KNOWN``."""
    country = seed.choice(list(Country))
    regions = [code for code in gazetteer().regions if code.startswith(f"{country}-")]
    sole = seed.random() < 0.2
    facts = {
        "country": country,
        "headquarters": seed.choice(regions),
        "industry": (seed.choice(INDUSTRIES),),
        "capital": Money(10 ** seed.randint(5, 11), CURRENCIES[country]),
        "employees": seed.randint(0, 500),
        "revenue": Money(10 ** seed.randint(6, 12), CURRENCIES[country]),
        "legal_form": "sole_proprietor" if sole else "corporation",
        "founded": date(seed.randint(1990, 2025), seed.randint(1, 12), seed.randint(1, 28)),
        "certifications": (seed.choice(CERTIFICATIONS),),
        "plan": (seed.choice(PLANS),),
    }
    known = {fact: value for fact, value in facts.items() if seed.random() < KNOWN}
    if sole:
        known.pop("capital", None)
    return Company(**known, not_applicable=frozenset({"capital"} if sole else ()))


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--verdicts", type=int, default=1_000_000)
    wanted = options.parse_args().verdicts
    programs = bundled()
    seed = random.Random(20261122)  # noqa: S311 - a draw that anybody can repeat
    companies = [draw(seed) for _ in range(ceil(wanted / len(programs)))]
    conditions = sum(len(p.conditions) for p in programs) / len(programs)
    counts: Counter[str] = Counter()
    started = process_time()
    for company in companies:
        for program in programs:
            counts[judge(program, company, TODAY).verdict] += 1
    seconds = process_time() - started
    made = counts.total()
    print(f"{len(programs)} programmes, {conditions:.1f} conditions each, {len(companies)} firms")
    print(f"{made:,} verdicts in {seconds:.1f} s of one core, {seconds / made * 1e6:.1f} us each")
    print(", ".join(f"{verdict} {count:,}" for verdict, count in sorted(counts.items())))
    in_time = seconds * 1_000_000 / made < TARGET
    print(f"a million in under {TARGET:.0f} s: {'yes' if in_time else 'NO'}")
    return 0 if in_time else 1


if __name__ == "__main__":
    sys.exit(main())
