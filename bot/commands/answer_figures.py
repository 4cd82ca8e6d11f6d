"""The figures of an evaluation of answers: how many hold, by dimension and by kind of case."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.commands.answer_checks import DIMENSIONS, Check


@dataclass(frozen=True, slots=True)
class Told:
    """One answer of a case: what it was checked for, the seconds it took, and its text."""

    case: str
    kind: str
    turn: int
    checks: tuple[Check, ...]
    seconds: float
    text: str

    @property
    def faults(self) -> tuple[Check, ...]:
        return tuple(check for check in self.checks if check.fault)


def figures(told: Sequence[Told]) -> dict[str, Any]:
    """The JSON of the command; a case holds where all of its answers do."""
    failing = {one.case for one in told if one.faults}
    cases = dict.fromkeys(one.case for one in told)
    seconds = sorted(one.seconds for one in told)
    return {
        "cases": len(cases),
        "hold": len(cases) - len(failing),
        "answers": len(told),
        "dimensions": _by_dimension(told),
        "kinds": _by_kind(told, failing),
        "ms_per_answer_p50": _quantile(seconds, 0.5),
        "ms_per_answer_p95": _quantile(seconds, 0.95),
        "faults": {
            case: [
                f"{c.dimension}: {c.fault}" for one in told if one.case == case for c in one.faults
            ]
            for case in cases
            if case in failing
        },
    }


def _by_dimension(told: Sequence[Told]) -> dict[str, dict[str, int]]:
    """For each dimension the answers it was expected of, and those in which all of it holds."""
    asked: Counter[str] = Counter()
    held: Counter[str] = Counter()
    for one in told:
        expected = {check.dimension for check in one.checks}
        asked.update(expected)
        held.update(expected - {check.dimension for check in one.faults})
    return {d: {"answers": asked[d], "hold": held[d]} for d in DIMENSIONS if asked[d]}


def _by_kind(told: Sequence[Told], failing: set[str]) -> dict[str, dict[str, int]]:
    kinds = {one.case: one.kind for one in told if one.kind}
    counted = Counter(kinds.values())
    held = Counter(kind for case, kind in kinds.items() if case not in failing)
    return {kind: {"cases": counted[kind], "hold": held[kind]} for kind in sorted(counted)}


def _quantile(ordered: Sequence[float], share: float) -> float:
    """The nearest rank, in milliseconds; 0 for none."""
    if not ordered:
        return 0.0
    return round(1000 * ordered[max(0, math.ceil(share * len(ordered)) - 1)], 1)


def words_of(
    became: Mapping[str, int], plain: Sequence[Told], told: Sequence[Told]
) -> dict[str, Any]:
    """What became of a model's words: answers that read otherwise than without it, and what the
    model was asked for, by kind.
    """
    before = {(one.case, one.turn): one.text for one in plain}
    other = sum(one.text != before.get((one.case, one.turn)) for one in told)
    kinds = sorted(became.items())
    return {
        "other_words": other,
        **{name: became.get(name, 0) for name in ("worded", "composed", "translated")},
        "understood": became.get("understood", 0),
        **{
            group: {kind.partition(".")[2]: n for kind, n in kinds if kind.startswith(f"{group}.")}
            for group in ("blocked", "failed", "dropped")
        },
    }


def table(reports: Mapping[str, Mapping[str, Any]]) -> Iterator[str]:
    """Lines for a terminal: one column for each run, then the cases that fall short."""
    names = list(reports)
    if len(names) > 1:
        yield _row("", names)
    yield _row("cases", [f"{r['hold']} of {r['cases']}" for r in reports.values()])
    for key, counted in (("dimensions", "answers"), ("kinds", "cases")):
        rows = dict.fromkeys(row for report in reports.values() for row in report[key])
        for row in rows:
            yield _row(row, [_share(r[key].get(row), counted) for r in reports.values()])
    for share in ("p50", "p95"):
        values = [f"{r[f'ms_per_answer_{share}']} ms" for r in reports.values()]
        yield _row(f"latency {share}", values)
    yield from _words(reports)
    for name, report in reports.items():
        for case, faults in report["faults"].items():
            run = f"{name} " if len(names) > 1 else ""
            yield f"{run}{case}: {'; '.join(faults)}"


def _words(reports: Mapping[str, Mapping[str, Any]]) -> Iterator[str]:
    """Of each run with a model, how often its words were shown and why they were not."""
    models = {name: report["model"] for name, report in reports.items() if "model" in report}
    for name, words in models.items():
        answers = reports[name]["answers"]
        yield f"{name}: {words['other_words']} of {answers} answers read otherwise than without it"
        yield (
            f"  openings: {words['worded']} the model's, {words['composed']} composed after two "
            f"tries; clauses translated: {words['translated']}; read: {words['understood']}"
        )
        for group, says in (("blocked", "held back"), ("failed", "failed"), ("dropped", "dropped")):
            if kinds := ", ".join(f"{kind} {times}" for kind, times in words[group].items()):
                yield f"  {says}: {kinds}"


def _share(row: Mapping[str, int] | None, counted: str) -> str:
    return f"{row['hold']} of {row[counted]}" if row else "-"


def _row(name: str, values: Sequence[str]) -> str:
    return f"{name:22}" + "".join(f"{value:>24}" for value in values)
