"""Clauses on timing, money and accounts that catch people: said, never deciding."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from knowledge.extraction.lexicon import rules
from knowledge.extraction.model import Clause
from knowledge.extraction.planning import states_duration
from knowledge.extraction.reading import Context
from knowledge.programs import Condition, ConditionKind, Operator, Strength


def cautions_of(clauses: Sequence[Clause], context: Context) -> tuple[Condition, ...]:
    """One condition a clause and kind; an account is said once."""
    found: dict[object, Condition] = {}
    for clause, after in zip(clauses, [*clauses[1:], None], strict=True):
        for condition in _in_clause(_with_duration(clause, after, context), context):
            found.setdefault(condition.bound or (condition.kind, condition.evidence), condition)
    if ("gbizid_prime",) in found:
        found.pop(("gbizid",), None)
    return tuple(found.values())


def _with_duration(clause: Clause, after: Clause | None, context: Context) -> Clause:
    """With the sentence behind it, where that says how long the thing takes."""
    if after is None or after.heading or not states_duration(after.text):
        return clause
    if any(pattern.search(after.text) for pattern, _ in rules("warnings", "warning")):
        return clause
    return replace(clause, text=context.document.text[clause.start : after.end])


def _in_clause(clause: Clause, context: Context) -> Iterator[Condition]:
    seen: set[str] = set()
    for pattern, row in rules("warnings", "warning"):
        key = row["kind"] + row.get("code", "")
        if key in seen or not pattern.search(clause.text):
            continue
        seen.add(key)
        code = row.get("code")
        yield Condition(
            ConditionKind(row["kind"]),
            Operator.IS if code else None,
            (code,) if code else None,
            Strength.DISCRETIONARY,
            context.evidence(clause),
        )
