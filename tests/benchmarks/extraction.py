"""Extraction against the structured fields that J-Grants and bizinfo keep beside their prose.

``python -m tests.benchmarks.extraction`` prints agreement by kind and what must be zero;
``--sample N [--seed S]`` prints N typed facts with their quotes, to be read by eye.
Data: ``../shared/data`` (see its README); without it there is nothing to measure.
"""

from __future__ import annotations

import argparse
import html
import json
import random
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from knowledge.documents import Document
from knowledge.extraction import Extraction, extract
from knowledge.extraction.model import stands
from knowledge.formats import read_document
from knowledge.programs import Condition, ConditionKind, Program, Strength
from knowledge.quantities import read_headcounts, read_rates
from knowledge.regions import contains, find_regions

DATA = Path(__file__).resolve().parents[3] / "shared" / "data"
Row = dict[str, Any]


@dataclass
class Tally:
    name: str
    compared: int = 0
    agree: int = 0
    differ: list[str] = field(default_factory=list)

    def add(self, agreed: bool, note: str) -> None:
        self.compared += 1
        self.agree += agreed
        if not agreed:
            self.differ.append(note[:200])


def jgrants() -> Iterator[tuple[Row, Document]]:
    rows = json.loads((DATA / "jgrants/snapshot-2026-08-19.json").read_text("utf-8"))
    for row in rows:
        if row.get("detail_html"):
            page = f"<h1>{html.escape(row['title'])}</h1>{row['detail_html']}"
            yield row, read_document(row["id"], page.encode(), ".html")


def bizinfo() -> Iterator[tuple[Row, Document]]:
    """The portal marks the target and then the content with the same pointer; here as labels."""
    rows = json.loads((DATA / "bizinfo/api-2021.json").read_text("utf-8"))["jsonArray"]
    for row in rows:
        summary = html.unescape(row["bsnsSumryCn"] or "").replace("\r\n", "\n")
        summary = summary.replace("☞", "지원대상: ", 1).replace("☞", "지원내용: ")
        text = f"{row['pblancNm']}\n\n{summary}\n\n신청기간: {row['reqstBeginEndDe']}\n"
        yield row, read_document(row["pblancId"], text.encode(), ".txt")


def facts(program: Program) -> Iterator[Condition]:
    """Typed conditions that can decide, alternatives with the quote of their whole."""
    for condition in program.conditions:
        if condition.strength in {Strength.HARD, Strength.IN_PRINCIPLE}:
            yield from (a for a in condition.alternatives if a.operator)
            if condition.operator:
                yield condition


def regions(program: Program) -> set[str]:
    places = [f for f in facts(program) if f.kind is ConditionKind.HEADQUARTERS]
    return {str(code) for f in places if isinstance(f.bound, tuple) for code in f.bound}


def compare_regions(tally: Tally, program: Program, field_text: str) -> None:
    field_codes = {r.code for r in find_regions(field_text)}
    for code in regions(program):
        inside = any(contains(one, code) or contains(code, one) for one in field_codes)
        tally.add(
            inside, f"{code} | field {field_text[:60]} | {program.names.ja or program.names.ko}"
        )


def compare_rate(tally: Tally, program: Program, field_text: str) -> None:
    wanted = {r.rate for r in read_rates(field_text)}
    found = {b.rate for b in program.benefits if b.rate}
    if len(wanted) == 1 and found:
        tally.add(bool(found & wanted), f"{found} | field {field_text}")


def compare_amount(tally: Tally, program: Program, limit: int | None) -> None:
    found = [b.at_most.amount for b in program.benefits if b.at_most]
    if limit and found:
        tally.add(limit in found, f"{found} | field {limit} | {program.benefits[0].evidence}")


def compare_headcount(tally: Tally, program: Program, field_text: str | None) -> None:
    limits = [c.value for c in read_headcounts(field_text or "")]
    upper = [
        f.bound
        for f in facts(program)
        if f.kind is ConditionKind.EMPLOYEES and f.operator in {"at_most", "less_than"}
    ]
    if len(limits) == 1 and upper:
        tally.add(limits[0] in upper, f"{upper} | field {field_text}")


def compare_class(tally: Tally, program: Program, field_text: str) -> None:
    wanted = {"중소기업": "sme", "소상공인": "micro"}.get(field_text)
    for fact in facts(program):
        if wanted and fact.kind is ConditionKind.SME_CLASS and isinstance(fact.bound, tuple):
            agreed = wanted in fact.bound
            quote = fact.evidence.quote if fact.evidence else ""
            tally.add(agreed, f"{fact.bound} | field {field_text} | {quote}")


def quotes(found: Extraction) -> Iterator[bool]:
    for program in found.programs:
        for each in (*program.conditions, *program.windows, *program.benefits):
            yield stands(found.document, each.evidence)


def measure(
    name: str,
    rows: Iterator[tuple[Row, Document]],
    compare: Callable[[Row, Program, dict[str, Tally]], None],
) -> None:
    tallies: dict[str, Tally] = {}
    programs = documents = broken = several = 0
    kinds: Counter[str] = Counter()
    for row, document in rows:
        found = extract(document)
        documents += 1
        programs += bool(found.programs)
        several += len(found.programs) > 1
        broken += sum(not stood for stood in quotes(found))
        for program in found.programs:
            kinds.update(f"{f.kind} {f.strength}" for f in facts(program))
            compare(row, program, tallies)
    print(f"{name}: {documents} notices, {programs} read, {several} read as several,")
    print(f"  quotes not in their text: {broken}")
    for tally in tallies.values():
        share = tally.agree / tally.compared if tally.compared else 0
        print(f"  {tally.name}: {tally.agree} of {tally.compared} agree ({share:.1%})")
        for note in tally.differ:
            print(f"    {note}")
    print("  typed:", ", ".join(f"{kind} {count}" for kind, count in sorted(kinds.items())))


def _jgrants_fields(row: Row, program: Program, tallies: dict[str, Tally]) -> None:
    def tally(name: str) -> Tally:
        return tallies.setdefault(name, Tally(name))

    area = str(row["target_area"] or "")
    if not re.search("全国", area):
        compare_regions(tally("region, against the area field"), program, area)
    compare_rate(tally("rate, against the rate field"), program, str(row["subsidy_rate"] or ""))
    compare_amount(tally("amount, against the limit field"), program, row["amount_max"])
    compare_headcount(
        tally("headcount, against its field"), program, row.get("target_number_of_employees")
    )


def _bizinfo_fields(row: Row, program: Program, tallies: dict[str, Tally]) -> None:
    area = ", ".join(f"{name} 지역" for name in str(row["areaNm"] or "").split("@"))
    region = tallies.setdefault("region", Tally("region, against the area field"))
    compare_regions(region, program, area)
    size = tallies.setdefault("class", Tally("size class, against the target field"))
    compare_class(size, program, str(row["trgetNm"] or ""))


def sample(count: int, seed: int) -> None:
    found = [
        (fact.kind, fact.strength, fact.operator, fact.bound, condition)
        for rows in (jgrants(), bizinfo())
        for _, document in rows
        for program in extract(document).programs
        for condition in program.conditions
        for fact in (condition, *condition.alternatives)
        if fact.operator and condition.strength in {Strength.HARD, Strength.IN_PRINCIPLE}
    ]
    print(f"{len(found)} typed facts")
    chosen = random.Random(seed).sample(found, count)  # noqa: S311 - to be read, not a secret
    for kind, strength, operator, bound, condition in chosen:
        quote = condition.evidence.quote if condition.evidence else ""
        print(f"{kind} {strength} {operator} {bound} | {quote}")


def main() -> int:
    options = argparse.ArgumentParser()
    options.add_argument("--sample", type=int, default=0)
    options.add_argument("--seed", type=int, default=1)
    given = options.parse_args()
    if not DATA.is_dir():
        print(f"no data in {DATA}")
        return 1
    if given.sample:
        sample(given.sample, given.seed)
        return 0
    measure("J-Grants", jgrants(), _jgrants_fields)
    measure("bizinfo", bizinfo(), _bizinfo_fields)
    return 0


if __name__ == "__main__":
    sys.exit(main())
