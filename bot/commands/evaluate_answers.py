"""Answers held against cases: what was expected of each, and how many hold."""

from __future__ import annotations

import argparse
import json
import sys
import time
import uuid
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from bot.bootstrap import open_tools, settings
from bot.commands.answer_checks import checks, cited
from bot.commands.answer_figures import Told, figures, table, words_of
from bot.commands.asking import batch_question, read_lines
from bot.commands.forms import reply_form, write_json
from bot.concierge import Concierge
from bot.library import Library
from bot.messages import Question
from bot.settings import Settings
from knowledge.programs import Program

PLAIN = "without a model"
LEDGER = "evaluation"
BUDGET = "100000/1000"
"""Calls a day and for one conversation: a trial must not end in the middle."""


@dataclass(frozen=True, slots=True)
class Case:
    """A conversation: its questions, and what is expected of the answer to each."""

    id: str
    kind: str
    turns: tuple[tuple[Question, Mapping[str, Any]], ...]


async def run(options: argparse.Namespace) -> int:
    """Exit code 1 where a case falls short without a model, or with the one that was named."""
    cases = list(read_cases(options.cases))
    reports = await side_by_side(
        cases, {name or PLAIN: with_model(name) for name in dict.fromkeys(("", options.model))}
    )
    plain = reports[PLAIN]
    if options.json:
        write_json(plain | ({"models": reports} if options.model else {}))
    else:
        for line in table(reports):
            sys.stdout.write(line + "\n")
    return 0 if all(not report["faults"] for report in reports.values()) else 1


async def side_by_side(
    cases: Sequence[Case], houses: Mapping[str, Settings]
) -> dict[str, dict[str, Any]]:
    """The figures of each house by its name; beside those of a model what became of its words."""
    reports: dict[str, dict[str, Any]] = {}
    first: list[Told] = []
    for name, house in houses.items():
        run = await _run(cases, house)
        reports[name] = figures(run.told)
        first = first or run.told
        if house.model:
            reports[name]["model"] = words_of(run.became, first, run.told)
    return reports


def with_model(name: str) -> Settings:
    """The settings with this language model, empty for none; raises BadSettings."""
    return apart(settings({"CONCIERGE_MODEL": name, "CONCIERGE_MODEL_BUDGET": BUDGET}))


def apart(house: Settings) -> Settings:
    """An evaluation is no day's traffic: its calls and counts are not those of the house."""
    return replace(house, model=replace(house.model, ledger=LEDGER)) if house.model else house


def read_cases(path: Path) -> Iterator[Case]:
    """One case a line: a question as in ``ask --batch`` with ``expect``, and ``turns`` that follow
    it in the same conversation. Raises BadInput with the line's number.
    """
    for number, line in enumerate(read_lines(path), start=1):
        if not line.strip():
            continue
        first = batch_question(path, number, line)
        case = json.loads(line)
        turns = [(first, case.get("expect", {}))]
        for turn in case.get("turns", ()):
            shared = {key: case[key] for key in ("as_of", "language") if key in case}
            asked = batch_question(path, number, json.dumps(shared | turn))
            again = replace(asked, conversation=first.conversation)
            turns.append((again, turn.get("expect", {})))
        yield Case(str(case.get("id", number)), str(case.get("kind", "")), tuple(turns))


@dataclass(frozen=True, slots=True)
class Run:
    """Every answer of a house, and what became of its model's words meanwhile, by kind."""

    told: list[Told]
    became: Mapping[str, int]


async def _run(cases: Sequence[Case], house: Settings) -> Run:
    async with open_tools(house) as tools:
        library = tools.shelf.current()
        texts = {d: says(library, d) for d in library.documents}
        await tools.concierge.ask(Question(f"once:{uuid.uuid4()}", "hello"))  # loads what is late
        before = await _became(house, tools.engine)
        told = [t for case in cases async for t in _answers(tools.concierge, case, texts)]
        after = await _became(house, tools.engine)
    more = {kind: times - before.get(kind, 0) for kind, times in after.items()}
    return Run(told, {kind: times for kind, times in more.items() if times > 0})


async def _became(house: Settings, engine: Any) -> Mapping[str, int]:
    if not house.model:
        return {}
    from bot.bootstrap.models import became

    return await became(engine, house.model.ledger)


async def _answers(
    concierge: Concierge, case: Case, texts: Mapping[str, str]
) -> AsyncIterator[Told]:
    asked = ""
    for number, (question, want) in enumerate(case.turns, start=1):
        asked += question.text
        begun = time.perf_counter()
        form = reply_form(await concierge.ask(question))
        seconds = time.perf_counter() - begun
        found = (*checks(want, form), *cited(form, texts, asked))
        yield Told(case.id, case.kind, number, found, seconds, form["text"])
    await concierge.forget(case.turns[0][0].conversation)


def says(library: Library, document: str) -> str:
    """All that a document says: its text, and the facts of the programme it is about."""
    program = library.programs.get(document.rpartition("/")[2])
    return library.documents[document].text + (_facts(program) if program else "")


def _facts(program: Program) -> str:
    gists = [program.gist, program.names]
    evidence = [c.evidence for c in program.conditions] + [w.evidence for w in program.windows]
    gists += [e.gist for e in (*evidence, *(b.evidence for b in program.benefits)) if e]
    quotes = [e.quote for e in evidence if e]
    return "\n".join([*(text for gist in gists for text in (gist.ko, gist.ja)), *quotes])
