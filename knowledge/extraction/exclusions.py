"""Those whom a clause leaves out in passing: in brackets, or at its end."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from knowledge.extraction.lexicon import rule
from knowledge.extraction.model import Clause, Section
from knowledge.extraction.reading import Context, has, kind_of, unread
from knowledge.industries import find_industries
from knowledge.programs import Condition, ConditionKind, Operator, Strength


def left_out(clause: Clause, context: Context) -> Iterator[Condition]:
    """Trades called by their bare names are excluded; everybody else is a clause to check.

    A trade that only narrows another one, as in a table of sizes by trade, excludes nobody.
    """
    if clause.section is Section.EXCLUDED:
        yield from _excluded(clause.text, clause, context, certain=True)
        return
    for found in rule("conditions", "exclusion", "aside").finditer(clause.text):
        said = rule("conditions", "exclusion", "said").match(found["inside"] or found["ends"])
        if said is None or rule("conditions", "exclusion", "costs").search(said["out"]):
            continue
        before, after = clause.text[: found.start()], clause.text[found.end() :]
        narrows = bool(found["inside"]) and bool(
            find_industries(before) or rule("conditions", "amounts", "figure").search(after)
        )
        yield from _excluded(said["out"], clause, context, certain=not narrows)


def _excluded(text: str, clause: Clause, context: Context, *, certain: bool) -> Iterator[Condition]:
    limited = any(has(clause, key) for key in ("principle", "conditional", "exception_inside"))
    text = rule("sections", "margin").sub("", text).strip(" .。")
    items = [item for item in rule("conditions", "exclusion", "items").split(text) if item.strip()]
    trades = [_trades(item) for item in items]
    codes = tuple(dict.fromkeys(code for each in trades for code in each))
    quote = context.evidence(clause)
    if codes and certain and not limited:
        yield Condition(ConditionKind.INDUSTRY, Operator.NOT_IN, codes, evidence=quote)
    if not codes or not all(trades) or not certain or limited:
        yield replace(unread(clause, context), kind=kind_of(text), strength=Strength.UNREAD)


def _trades(item: str) -> tuple[str, ...]:
    """The trade that an item names and nothing beside it; none else."""
    found = find_industries(item)
    rest = item
    for each in reversed(found):
        rest = rest[: each.span[0]] + rest[each.span[1] :]
    rest = rule("conditions", "exclusion", "fillers").sub("", rest)
    return () if re.sub(r"\s", "", rest) else tuple(each.code for each in found)
