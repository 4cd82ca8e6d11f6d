"""Answers held against cases: what was expected of each, and how many hold."""

from __future__ import annotations

import argparse
import json
import re
import statistics
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from bot.bootstrap import open_concierge
from bot.commands.asking import read_batch, read_lines
from bot.commands.forms import reply_form, write_json

Case = Mapping[str, Any]
Form = Mapping[str, Any]


async def run(options: argparse.Namespace) -> int:
    questions = list(read_batch(options.cases))
    cases = [json.loads(line) for line in read_lines(options.cases) if line.strip()]
    faults: dict[str, list[str]] = {}
    seconds = []
    async with open_concierge() as concierge:
        for number, (case, question) in enumerate(zip(cases, questions, strict=True), start=1):
            begun = time.perf_counter()
            form = reply_form(await concierge.ask(question))
            seconds.append(time.perf_counter() - begun)
            await concierge.forget(question.conversation)
            found = list(fall_short(case.get("expect", {}), form))
            if found:
                faults[str(case.get("id", number))] = found
    summary = {
        "cases": len(cases),
        "hold": len(cases) - len(faults),
        "ms_per_answer_p50": round(1000 * statistics.median(seconds), 1) if seconds else 0,
        "faults": faults,
    }
    if options.json:
        write_json(summary)
    else:
        for case_id, found in faults.items():
            sys.stdout.write(f"{case_id}: {'; '.join(found)}\n")
        sys.stdout.write(f"{summary['hold']} of {summary['cases']} cases hold\n")
    return 0 if not faults else 1


def fall_short(want: Mapping[str, Any], form: Form) -> Iterator[str]:
    """One sentence for each expectation that the answer does not meet."""
    if want.get("language", form["language"]) != form["language"]:
        yield f"language {form['language']}, wanted {want['language']}"
    if "outcome" in want and form["outcome"] not in _several(want["outcome"]):
        yield f"outcome {form['outcome']}, wanted {want['outcome']}"
    for pattern in want.get("text_matches", ()):
        if not re.search(pattern, form["text"]):
            yield f"the text lacks /{pattern}/"
    for pattern in want.get("text_lacks", ()):
        if re.search(pattern, form["text"]):
            yield f"the text has /{pattern}/"
    yield from _programs(want, form["programs"])
    if "follow_up" in want:
        asked = (form["follow_up"] or {}).get("fact")
        if asked not in _several(want["follow_up"]):
            yield f"asks for {asked}, wanted {want['follow_up']}"


def _programs(want: Mapping[str, Any], programs: Sequence[Form]) -> Iterator[str]:
    if len(programs) < want.get("min_programs", 0):
        yield f"{len(programs)} programmes, wanted at least {want['min_programs']}"
    if want.get("no_programs") and programs:
        yield f"{len(programs)} programmes where none was wanted"
    for spec in want.get("programs", ()):
        found = next((p for p in programs if _is(p, spec)), None)
        if found is None:
            yield f"programme {spec.get('id') or spec.get('name')} is not there"
            continue
        yield from _facts(found, spec)
    for spec in want.get("programs_lack", ()):
        for program in programs:
            keys = ("status", "verdict", "country")
            alike = all(program[k] in _several(spec[k]) for k in keys if k in spec)
            if _is(program, spec) and alike:
                yield f"programme {program['id']} must not be there so"


def _facts(program: Form, spec: Mapping[str, Any]) -> Iterator[str]:
    for key in ("status", "verdict"):
        if key in spec and program[key] not in _several(spec[key]):
            yield f"{program['id']}: {key} {program[key]}, wanted {spec[key]}"
    if "closes_on" in spec and (program["closes_at"] or "")[:10] != (spec["closes_on"] or ""):
        yield f"{program['id']}: closes {program['closes_at']}, wanted {spec['closes_on']}"
    for fact in spec.get("missing", ()):
        if fact not in program["missing"]:
            yield f"{program['id']}: {fact} is not among the missing"


def _is(program: Form, spec: Mapping[str, Any]) -> bool:
    if "id" in spec:
        return bool(program["id"] == spec["id"])
    return "name" in spec and bool(re.search(spec["name"], program["name"]))


def _several(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]
