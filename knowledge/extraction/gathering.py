"""The clauses of one programme to its conditions: lists of alternatives, contradictions, the rest."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby, pairwise

from knowledge.extraction.exclusions import left_out
from knowledge.extraction.lexicon import rule
from knowledge.extraction.model import Clause, Leftover, Section, Topic, evidence
from knowledge.extraction.reading import (
    BOUNDED,
    Context,
    decides,
    has,
    kinds_of,
    names_applicants,
    offers_choice,
    read_clause,
    read_excluded_item,
    says_nothing,
    unread,
)
from knowledge.industries import find_industries
from knowledge.programs import Condition, ConditionKind, Operator, Strength

_ITEM = 80
"""Characters: a longer line is no item of a list."""
_LONGEST_CHOICE = 8
_WHO = {Section.TARGET, Section.EXCLUDED}
_PROSE = {Section.NONE, Section.PURPOSE, Section.OTHER, Section.ACTIVITY, Section.PERIOD}
_UPPER = {Operator.AT_MOST, Operator.LESS_THAN}


def conditions_of(
    clauses: Sequence[Clause], context: Context, *, loose: bool = False
) -> tuple[tuple[Condition, ...], tuple[Leftover, ...]]:
    """Every condition once, those first that can decide; and clauses nobody could place.

    With ``loose`` (a notice without labels) an item that only describes firms counts as well.
    """
    found: list[Condition] = []
    prose: list[Condition] = []
    leftovers: list[Leftover] = []
    for section, run in groupby((c for c in clauses if not c.heading), key=lambda c: c.section):
        lines = list(run)
        if context.pasted:
            lines = [line for line in lines if section not in _WHO or not _is_beside(line)]
        if section in _WHO:
            found.extend(_stated(lines, context, section))
            if context.pasted:
                found.extend(_beside(lines, context, found))
        elif section is Section.BONUS:
            found.extend(_said(c, context) for c in lines if not says_nothing(c))
        elif section in _PROSE:
            for clause in excepted(lines):
                mine, left = _in_prose(clause, context, loose=loose)
                prose.extend(mine)
                leftovers.extend(left)
            if context.pasted:
                prose.extend(_beside(lines, context, prose))
        elif context.pasted and section is Section.AMOUNT:
            prose.extend(c for line in lines for c in left_out(line, context))
    every = _consistent(_once([*found, *prose]))
    ordered = sorted(every, key=lambda c: not (decides(c) and _is_typed(c)))
    return tuple(ordered), tuple(leftovers)


def _beside(
    lines: Sequence[Clause], context: Context, known: Sequence[Condition]
) -> Iterator[Condition]:
    """What clauses say beside the facts that were read in them: those they leave out, and matters
    that were not understood, each as a clause to check.
    """
    for clause in lines:
        own = [c for c in known if _lies_in(c, clause)]
        yield from left_out(clause, context)
        typed = {c.kind for c in own}
        rest = [kind for kind in kinds_of(clause.text) if kind not in typed]
        if ConditionKind.INDUSTRY not in typed and find_industries(clause.text):
            rest.append(ConditionKind.INDUSTRY)
        if typed and ConditionKind.OTHER not in typed and rest:
            yield replace(unread(clause, context), kind=rest[0])


def _is_beside(clause: Clause) -> bool:
    """A line about the term or the sum that stands behind a label without one of its own."""
    told = any(rule("notices", "signs", name).search(clause.text) for name in ("when", "given"))
    return told and not has(clause, "who") and not names_applicants(clause)


def _lies_in(condition: Condition, clause: Clause) -> bool:
    span = condition.evidence.span if condition.evidence else None
    return span is not None and clause.start <= span[0] < clause.end


def _is_typed(condition: Condition) -> bool:
    return condition.operator is not None or bool(condition.alternatives)


def _stated(lines: list[Clause], context: Context, section: Section) -> Iterator[Condition]:
    """A section that says who may apply, or who may not."""
    lines = [c for c in excepted(lines) if not says_nothing(c)]
    if section is Section.EXCLUDED:
        for clause in lines:
            yield from read_excluded_item(clause, context) or (unread(clause, context),)
        return
    lines, excluded = _divided(lines)
    choice = next((n for n, c in enumerate(lines[:-1]) if offers_choice(c)), len(lines))
    before, items = lines[: choice + 1], lines[choice + 1 :]
    every = any(has(c, "all_of") for c in before)
    bare = [c for c in before if names_applicants(c) and not has(c, "required")]
    for clause in before:
        typed = _typed(clause, context)
        if len(bare) > 1 and clause in bare and (not every or has(clause, "nested")):
            typed = tuple(_in_principle(c, nested=has(clause, "nested")) for c in typed)
        yield from typed or (unread(clause, context),)
    if items:
        yield from _choice(items, context, mixed=has(before[-1], "all_of"))
    yield from (unread(clause, context) for clause in excluded)


def _divided(lines: list[Clause]) -> tuple[list[Clause], list[Clause]]:
    """A sentence that introduces those who may not apply turns what follows it."""
    for place, clause in enumerate(lines[:-1]):
        if has(clause, "exclusion", "introduces"):
            return lines[:place], lines[place:]
    return lines, []


def _in_principle(condition: Condition, *, nested: bool) -> Condition:
    """One of several items that each describe firms: whether all must hold is not said, so whoever
    meets every one may apply, and who does not is not excluded. Of a list within one even that
    is not sure.
    """
    if nested:
        return replace(condition, strength=_weaker(condition.strength))
    hard = condition.strength is Strength.HARD
    return replace(condition, strength=Strength.IN_PRINCIPLE) if hard else condition


def _weaker(strength: Strength) -> Strength:
    return Strength.UNREAD if strength in {Strength.HARD, Strength.IN_PRINCIPLE} else strength


def _choice(items: Sequence[Clause], context: Context, *, mixed: bool) -> Iterator[Condition]:
    """One of several is enough: an alternative that is not one plain fact stays open.

    A list that also holds what everybody must meet, or is long, is not read as a choice.
    """
    alternatives = [_alternative(item, context) for item in items]
    if mixed or len(items) > _LONGEST_CHOICE or not any(map(_is_typed, alternatives)):
        yield from (unread(item, context) for item in items)
        return
    kinds = {c.kind for c in alternatives}
    kind = kinds.pop() if len(kinds) == 1 else ConditionKind.OTHER
    whole = evidence(context.document, items[0].start, items[-1].end)
    yield Condition(kind, evidence=whole, alternatives=tuple(alternatives))


def _alternative(item: Clause, context: Context) -> Condition:
    typed = read_clause(item, context)
    plain = len(typed) == 1 and decides(typed[0]) and not typed[0].alternatives
    return typed[0] if plain else unread(item, context)


def _typed(clause: Clause, context: Context) -> tuple[Condition, ...]:
    if clause.framed:
        typed = read_clause(clause, context)
        return tuple(replace(c, strength=_weaker(c.strength)) for c in typed)
    if has(clause, "bonus") or has(clause, "discretion"):
        typed = read_clause(clause, context) if not has(clause, "bonus") else ()
        return (*typed, _said(clause, context))
    return read_clause(clause, context)


def _said(clause: Clause, context: Context) -> Condition:
    return replace(unread(clause, context), strength=Strength.DISCRETIONARY)


def _in_prose(
    clause: Clause, context: Context, *, loose: bool
) -> tuple[tuple[Condition, ...], tuple[Leftover, ...]]:
    """A sentence of running text counts only if its words say who may apply."""
    item = loose and len(clause.text) <= _ITEM and names_applicants(clause)
    item = item or (context.pasted and has(clause, "who"))
    if says_nothing(clause) or not (item or rule("conditions", "target").search(clause.text)):
        return (), ()
    if has(clause, "bonus"):
        return (_said(clause, context),), ()
    if typed := _typed(clause, context):
        return typed, ()
    if has(clause, "strong") or (context.pasted and item):
        return (unread(clause, context),), ()
    if clause.section is Section.NONE and has(clause, "exclusion", "ends"):
        quote = evidence(context.document, clause.start, clause.end)
        return (), (Leftover(Topic.ELIGIBILITY, quote.quote, quote.span or (0, 0)),)
    return (), ()


def excepted(lines: Sequence[Clause]) -> list[Clause]:
    """Clauses that an exception right behind them limits are read together with it."""
    joined: list[Clause] = []
    skip = False
    for here, after in pairwise([*lines, None]):
        if skip or here is None:
            skip = False
            continue
        close = after is not None and after.line == here.line and after.start - here.end <= 2
        if after is not None and close and has(after, "exception"):
            gap = " " * (after.start - here.end)
            joined.append(replace(here, text=here.text + gap + after.text))
            skip = True
        else:
            joined.append(here)
    return joined


def _once(conditions: Iterable[Condition]) -> list[Condition]:
    kept: dict[object, Condition] = {}
    for condition in conditions:
        bare = [replace(a, evidence=None) for a in condition.alternatives]
        key: object = (condition.kind, condition.operator, condition.bound, tuple(bare))
        if condition.operator is None and not bare:
            key = condition.evidence and condition.evidence.span, condition.strength
        if key not in kept:
            kept[key] = condition
    return list(kept.values())


def _consistent(conditions: Sequence[Condition]) -> tuple[Condition, ...]:
    """Two different bounds of one kind belong to different frames: neither decides."""
    doubtful = {key for key, group in _by_side(conditions).items() if len(group) > 1}
    return tuple(
        replace(c, strength=Strength.UNREAD) if _side(c) in doubtful and decides(c) else c
        for c in conditions
    )


def _by_side(conditions: Sequence[Condition]) -> dict[object, set[object]]:
    groups: dict[object, set[object]] = {}
    for condition in conditions:
        if (side := _side(condition)) is not None:
            groups.setdefault(side, set()).add(_content(condition))
    return groups


def _content(condition: Condition) -> object:
    return condition.operator, condition.bound, tuple(map(_content, condition.alternatives))


def _side(condition: Condition) -> object:
    amounts = [a for a in condition.alternatives if a.kind in BOUNDED]
    if amounts:
        return "amounts", len(amounts)
    if condition.operator is None:
        return None
    if condition.kind in BOUNDED:
        return condition.kind, condition.operator in _UPPER
    if condition.kind in {ConditionKind.INDUSTRY, ConditionKind.SME_CLASS}:
        return condition.kind, condition.operator
    if condition.kind is ConditionKind.HEADQUARTERS:
        return condition.kind, condition.operator
    return None
